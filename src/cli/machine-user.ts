import { userInfo } from "node:os";

/** Who sits at this machine: answers for what is recorded where nobody is named with --by. */
export function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under an id that has no name.
    return process.env.USER ?? process.env.LOGNAME ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
