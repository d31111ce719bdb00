import { readFile } from "node:fs/promises";
import { UserError } from "../core/user-error.ts";

/** The text of a mapping file. @throws UserError `mapping-unreadable` */
export async function readMappingText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UserError("mapping-unreadable", `The mapping ${path} cannot be read. Name an existing file with --map.`);
  }
}
