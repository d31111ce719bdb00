import type { Day } from "../../core/values/day.ts";
import type { ImportReport } from "../import-report.ts";

const PROBLEMS_TOLD = 50;

/** A file of a watched folder that is done: it was imported or refused, and lies with its report where `movedTo` says. */
export interface WatchedFile extends Pick<ImportReport, "files" | "matched" | "proposed" | "unapplied"> {
  /** Where it was dropped. */
  readonly file: string;
  readonly outcome: "imported" | "refused";
  readonly movedTo: string;
  /** Why it was refused, in words. */
  readonly reason: string | null;
}

/** What `firmly import --json` prints of it. */
export function reportDocument({ refused: _refused, partialHelps: _helps, ...document }: ImportReport): Pick<WatchedFile, "files" | "matched"> {
  return document;
}

/** Why a file was refused and what to do now, for the person who dropped it. Null where it was imported. */
export function reasonOf(report: ImportReport, path: string, partial: boolean): string | null {
  if (!report.refused) return null;
  const problems = report.files.flatMap((file) => file.problems);
  const lines = problems.slice(0, PROBLEMS_TOLD).map(({ line, code, message }) => `line ${line}: ${message} (${code})`);
  if (problems.length > PROBLEMS_TOLD) lines.push(`and ${problems.length - PROBLEMS_TOLD} more; the .report.json beside this file has them all`);
  return plain([...lines, remedy(report, path, partial)].join("\n"));
}

export function reasonText(name: string, day: Day, reason: string): string {
  return `${plain(name)} was not imported on ${day}.\n\n${reason}\n`;
}

/** One line for a log or a terminal. */
export function sentenceOf({ file, outcome, movedTo, reason, files, matched, proposed, unapplied }: WatchedFile): string {
  if (outcome === "refused") {
    const lines = reason!.split("\n");
    return plain(
      `${file} was refused: ${lines[0]}${lines.length > 2 ? ` (and ${lines.length - 2} more)` : ""} It lies in ${movedTo}, with the reason beside it.`,
    );
  }
  const [counts] = files;
  const money = matched === undefined ? "" : `; payments: ${matched} matched, ${proposed} proposed, ${unapplied} of nobody that is known`;
  const warnings = counts!.problems.length === 0 ? "" : `; ${counts!.problems.length} warnings`;
  return plain(`${file}: ${counts!.new} new, ${counts!.known} known, ${counts!.changed} changed${money}${warnings}. It lies in ${movedTo}.`);
}

function remedy(report: ImportReport, path: string, partial: boolean): string {
  const codes = new Set(report.files.flatMap((file) => file.problems.map(({ code }) => code)));
  const byHand = (option: string) => `firmly import ${quoted(path)} ${option}`;
  if (codes.has("snapshot-settles-many")) return `If the list is whole, import it by hand: ${byHand("--confirm-settled")}`;
  if (codes.has("backdated")) return `If it was really known by then, import it by hand: ${byHand("--backdate")}`;
  if (codes.has("format-unknown")) return `If you know the format, import it by hand: ${byHand("--as FORMAT")}`;
  if (codes.has("import-broken-off")) return `By hand: firmly import ${quoted(path)}`;
  if (report.partialHelps && !partial) return `Mend the lines and drop the file again, or import the rest by hand: ${byHand("--partial")}`;
  return "Mend what is listed, and drop the file again.";
}

/** For a shell: names are whatever somebody has typed. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "\uFFFD");
}
