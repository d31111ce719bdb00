import type { ImportReport } from "../runs/import-report.ts";
import type { Context } from "./context.ts";
import { printable } from "./table.ts";

const PROBLEMS_SHOWN = 20;

/** Problems and warnings of every file, and how many lines were left out: nothing is dropped in silence. With --json they are in the document. */
export function sayProblems(files: ImportReport["files"], refused: boolean, context: Context): void {
  for (const { file, problems, leftOut } of files) {
    if (!context.json) {
      for (const { line, code, message } of problems.slice(0, PROBLEMS_SHOWN)) context.say(printable(`${file}:${line}: ${code}: ${message}`));
      if (problems.length > PROBLEMS_SHOWN) context.say(`${file}: ${problems.length - PROBLEMS_SHOWN} more problems; --json lists them all.`);
    }
    if (!refused && leftOut > 0) context.say(printable(`${file}: ${leftOut} ${leftOut === 1 ? "line was" : "lines were"} left out.`));
  }
}

/** What a person can do where nothing was imported. --partial is named only where it would help. */
export function sayRefused(what: string, partialHelps: boolean, partial: boolean, context: Context): void {
  const remedy = partialHelps && !partial ? "Mend the lines, or add --partial to leave them out." : "Mend what is listed, and try again.";
  context.say(`${what} ${remedy}`);
}
