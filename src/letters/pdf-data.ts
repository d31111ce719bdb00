import type { Block, Letter, Run } from "../core/letter/letter.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import type { Picture } from "../core/letter/letterhead.ts";
import { checkPicture } from "../core/letter/picture.ts";
import { windowProfile } from "../core/letter/window-profiles.ts";
import { billPart } from "./bill-part.ts";
import { letterData } from "./letter-data.ts";
import { qrCode } from "./qr-code.ts";

/** Longer pieces without a space get places where a line may break, so that nothing runs over the edge of the paper. */
const LONGEST = { prose: 60, cell: 28, reference: 26 } as const;
/** Marks such a place. The template puts nothing there that could be copied with the text. */
const MAY_BREAK = "\u200B";

/** What the page is set from: mapped into the compiler as files, never spliced into the template. */
export interface PageData {
  readonly json: string;
  /** Pictures and codes, by the names that the data give them. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The template that it is set with, by its name. */
  readonly template: "letter" | "dossier" | "print-cover" | "test-print";
}

type Payment = Extract<Block, { kind: "payment" }>;

export function pageData(letter: Letter, notice: AnyNotice): PageData {
  const [lang, region] = letter.locale.split("-");
  const { frame, letterhead } = letter;
  const payment = letter.blocks.find((block): block is Payment => block.kind === "payment");
  const bill = frame.paper === "a4" && payment?.bill ? payment.bill : null;
  const files: PageData["files"][number][] = [];
  const named = (name: string, picture: Picture | null): { name: string; alt: string } | null => {
    if (!picture || checkPicture(picture) !== null) return null;
    const file = `${name}.${ENDING[picture.mediaType]}`;
    files.push({ name: file, bytes: picture.bytes });
    return { name: file, alt: picture.alt };
  };
  const data = {
    title: `${letter.subject} - ${notice.debtor.name}`,
    lang,
    region: region ?? null,
    date: notice.sentOn.split("-").map(Number),
    subject: breakable(letter.subject, LONGEST.prose),
    continuation: `${frame.reference[1]?.value ?? ""}  ·  ${frame.reference[0]?.value ?? ""}`,
    returnWays: addressWays([frame.sender, ...frame.senderLines], null),
    recipientWays: addressWays(frame.recipient, notice.debtor.contactName),
    recipientLang: languageOf(notice.debtor.country) ?? lang,
    frame: { ...frame, reference: frame.reference.map((row) => ({ label: row.label, value: breakableReference(row.value) })) },
    profile: windowProfile(frame.window, null),
    accent: letterhead.colours.accent,
    logo: named("logo", letterhead.logo),
    signature: named("signature", letterhead.signature),
    bill: bill && billPart(bill, lang!),
    attachment: letterData(letter, notice),
    blocks: letter.blocks.filter((block) => !(bill && block.kind === "payment")).map(pageBlock),
  };
  const code = bill ? qrCode(bill.payload, "swiss") : payment?.qr ? qrCode(payment.qr.payload, "plain") : null;
  if (code) files.push({ name: "qr.svg", bytes: new TextEncoder().encode(code) });
  return { json: JSON.stringify(data), files, template: "letter" };
}

const ENDING = { "image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg" } as const;

function pageBlock(block: Block): unknown {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { kind: block.kind, runs: pageRuns(block.runs, LONGEST.prose) };
    case "list":
      return { kind: block.kind, items: block.items.map((item) => pageRuns(item, LONGEST.prose)) };
    case "table":
      return pageTable(block);
    case "payment":
      return {
        kind: block.kind,
        title: block.title,
        rows: block.rows.map((row) => ({ label: row.label, value: pageRuns(row.value, LONGEST.cell) })),
        qr: block.qr && { label: block.qr.label, alt: block.qr.alt },
      };
    case "closing":
      return { kind: block.kind, lines: block.lines.map((line) => pageRuns(line, LONGEST.prose)) };
  }
}

/** So many rows always fit on a page with their table's head. */
const SURELY_ONE_PAGE = 12;
/** So many shapes of a column's texts are measured: more than there are months. */
const MOST_MEASURED = 16;

/**
 * A table with the longest texts of each column, by which the template sets the columns' widths: to let it measure every
 * cell takes longer than all else. Running totals are there only for a table that may break.
 */
function pageTable({ kind, caption, columns, rows, carry }: Extract<Block, { kind: "table" }>): unknown {
  const breaks = carry && rows.length > SURELY_ONE_PAGE;
  const textOf = (cell: readonly Run[] | undefined): string => (cell ?? []).map((run) => run.text).join("");
  const longest = columns.map((_, column) => longestOf(rows.filter((row) => row.kind !== "group").map((row) => textOf(row.cells[column]))));
  return {
    kind,
    caption,
    columns,
    longest,
    carry: breaks ? carry : null,
    rows: rows.map((row) => ({
      kind: row.kind,
      cells: row.cells.map((cell) => pageRuns(cell, LONGEST.cell)),
      running: breaks ? row.running : undefined,
      // It may take more than one line: only such a row's height is measured by itself.
      long: textOf(row.cells[0]).length > LONGEST.cell - 8,
    })),
  };
}

/** By so many characters a text may be shorter than the longest and take more room all the same: "13 Mar 2026" beside "20 Juli 2026". */
const NEARLY = 2;

/** The texts that may be a column's widest. Figures are all as wide as each other, so that texts which differ in them alone count once. */
function longestOf(texts: readonly string[]): string[] {
  const shapes = [...new Set(texts.map((text) => text.replaceAll(/\d/g, "0")))];
  const most = Math.max(0, ...shapes.map((shape) => shape.length));
  return shapes.filter((shape) => shape.length >= most - NEARLY).slice(0, MOST_MEASURED);
}

/** What is copied or looked up (an address, a telephone or document number) or read at once (a day) is kept in one piece where a line has room. */
function pageRuns(runs: readonly Run[], longest: number): unknown[] {
  return runs.flatMap(pieces).map((run) => ({
    text: breakable(run.text, longest),
    ...(run.strong && { strong: true }),
    ...(run.href && { href: run.href }),
    ...((run.href || KEPT.has(run.fact)) && run.text.length <= longest && { keep: true }),
  }));
}

const KEPT: ReadonlySet<Run["fact"]> = new Set(["document", "day", "pay-by", "days"]);
/** A day that is longer would leave a gap at the end of a line: it may break after its weekday. */
const LONGEST_DAY = 20;

function pieces(run: Run): Run[] {
  const weekday = run.fact === "day" || run.fact === "pay-by" ? /^\P{Nd}\S*\s/u.exec(run.text)?.[0] : undefined;
  if (!weekday || run.text.length <= LONGEST_DAY) return [run];
  return [
    { text: weekday, ...(run.strong && { strong: true }) },
    { ...run, text: run.text.slice(weekday.length) },
  ];
}

/** The text with places where a long word may break. */
export function breakable(text: string, longest: number): string {
  return text.replace(new RegExp(`\\S{${longest + 1},}`, "gu"), (word) => word.replace(new RegExp(`(.{${longest}})(?=.)`, "gu"), `$1${MAY_BREAK}`));
}

/** A mail address that is too long for its column breaks before the "@" rather than at a hyphen. */
function breakableReference(value: string): string {
  const parts = value.length > LONGEST.reference && !value.includes(" ") ? value.split(/(?=@)/) : [value];
  return parts.map((part) => breakable(part, LONGEST.reference)).join(MAY_BREAK);
}

/**
 * An address in ever fewer lines, for a window that shows only so many: without the person, then with the street's lines
 * joined. The template takes the first that fits, and cuts the last one's lines where none does.
 */
function addressWays(lines: readonly string[], person: string | null): string[][] {
  const ways = [[...lines]];
  let current = [...lines];
  if (person && current[1] === person) ways.push((current = [current[0]!, ...current.slice(2)]));
  // Town and country, which is in capitals, keep their lines.
  const kept = /^[^\p{Ll}\d]+$/u.test(lines.at(-1) ?? "") ? 2 : 1;
  while (current.length > 2 + kept) ways.push((current = [current[0]!, `${current[1]}, ${current[2]}`, ...current.slice(3)]));
  return ways.map((way) => way.map((line) => breakableName(line)));
}

/** Words are hyphenated by the template, which knows the language; what is no word may break anywhere. */
function breakableName(line: string): string {
  return line
    .split(" ")
    .map((word) => (/^[\p{L}.,'’&-]+$/u.test(word) && word.length <= LONGEST.prose ? word : breakable(word, LONGEST.cell)))
    .join(" ");
}

/** The language that names of a country are most likely in: only to hyphenate them. */
function languageOf(country: string | null): string | null {
  try {
    return country ? new Intl.Locale(`und-${country}`).maximize().language : null;
  } catch {
    return null;
  }
}
