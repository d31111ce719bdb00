import { basename, dirname, join } from "node:path";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import type { FileReport, ImportReport } from "../import-report.ts";
import { type ImportOptions, importFiles } from "../import-run.ts";
import type { Claim } from "./claim.ts";
import { fileAt } from "./still-files.ts";

/** What every file of a watched folder is imported with. */
export type WatchedOptions = Pick<ImportOptions, "creditor" | "as" | "map" | "currency" | "bankAccount" | "partial" | "backdate">;

/** How the import of one file ended: with a report, or not yet. */
export type Ended =
  | { readonly kind: "imported" | "refused"; readonly report: ImportReport }
  /** Somebody was still writing to it. */
  | { readonly kind: "unfinished" }
  /** Not for what is in the file: to be tried again, `counted` where the file may be what breaks the import. */
  | { readonly kind: "failed"; readonly message: string; readonly counted: boolean };

/** A file that breaks the import so often is not tried again. */
export const MOST_TRIES = 5;

/** Where the settings or the command are wrong, every file would be refused for it. */
const NOT_OF_THE_FILE = new Set(["creditor-unknown", "creditor-ambiguous", "currency-unknown", "mapping-invalid", "mapping-unreadable", "files-missing"]);
/** PostgreSQL: lost connections, rollbacks on others' behalf, no room, not now, shutting down. The machine: no room, a bad disk. */
const PASSING = /^(?:08|40|53|55|57)|^(?:ENOSPC|EDQUOT|EIO|EMFILE|ENFILE|ENOMEM|ECONN[A-Z]+|EPIPE|ETIMEDOUT|ESTALE)$/;

class Unfinished extends Error {}

/** Imports a claimed file, all of it or nothing; what stands in the report is the place where it was dropped. */
export async function importClaimed(store: Store, folder: string, claim: Claim, asOf: Day, options: WatchedOptions): Promise<Ended> {
  const dropped = join(folder, claim.name);
  if (claim.tries > MOST_TRIES) return refusal(dropped, "import-broken-off", brokenOff());
  try {
    const before = await stampOf(claim);
    if (before === null) return refusal(dropped, "no-file", "It is no plain file: a link or a folder. Drop the file itself.");
    const lastLook = async () => {
      if ((await stampOf(claim)) !== before) throw new Unfinished();
    };
    const report = await importFiles(store, { ...options, files: [claim.path], asOf, lastLook });
    if (report.refused) await lastLook();
    const files = report.files.map((file) => ({ ...file, file: dropped }));
    return { kind: report.refused ? "refused" : "imported", report: { ...report, files } };
  } catch (error) {
    return explain(error, claim, dropped);
  }
}

function explain(error: unknown, claim: Claim, dropped: string): Ended {
  if (error instanceof Unfinished) return { kind: "unfinished" };
  const { code = "", message } = error as { code?: string; message: string };
  const said = message.replaceAll(claim.path, dropped);
  if (error instanceof UserError) return NOT_OF_THE_FILE.has(code) ? { kind: "failed", message: said, counted: false } : refusal(dropped, code, said);
  if (code === "EACCES" || code === "EPERM")
    return refusal(dropped, "file-unreadable", "This user may not read it. Give it the right, and drop the file again.");
  const counted = !PASSING.test(code);
  if (counted && claim.tries >= MOST_TRIES) return refusal(dropped, "import-broken-off", `${brokenOff()} The last error: ${said}`);
  return { kind: "failed", message: said, counted };
}

function brokenOff(): string {
  return `The import of it was broken off ${MOST_TRIES} times, and is not tried again. Import it by hand to see why, and please report it.`;
}

async function stampOf({ path }: Claim): Promise<string | null> {
  return (await fileAt(dirname(path), basename(path)))?.stamp ?? null;
}

function refusal(file: string, code: string, message: string): Ended {
  const counts = { read: 0, new: 0, known: 0, changed: 0, leftOut: 0 };
  const told: FileReport = { file, format: "unknown", ...counts, problems: [{ line: 1, code, message }] };
  return { kind: "refused", report: { refused: true, partialHelps: false, files: [told] } };
}
