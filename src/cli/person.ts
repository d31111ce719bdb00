import { userInfo } from "node:os";
import { UserError } from "../core/user-error.ts";

/** Who sits at this machine. */
function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under an id that has no name.
    return process.env.USER ?? process.env.LOGNAME ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

/** Whoever is named with --by, else the user of this machine. Nothing is recorded by nobody: an empty name is an unset shell variable. */
export function personOf(by: string | undefined): string {
  if (by === undefined) return machineUser();
  if (by.trim() === "") throw new UserError("person-missing", "--by is empty: name a person, or leave --by out for the user of this machine.");
  return by.trim();
}
