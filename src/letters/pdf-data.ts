import qrcode from "qrcode-generator";
import type { Block, Letter, Run } from "../core/letter/letter.ts";
import type { AnyNotice } from "../core/letter/answer.ts";

/** Longer pieces without a space get places where a line may break, so that nothing runs over the edge of the paper. */
const LONGEST = { prose: 60, cell: 28, reference: 26 } as const;
/** Marks such a place. The template puts nothing there that could be copied with the text. */
const MAY_BREAK = "\u200B";

/** What the page is set from: mapped into the compiler as files, never spliced into the template. */
export interface PageData {
  readonly json: string;
  /** The payment code as a drawing; null where the letter has none. */
  readonly qrSvg: string | null;
  /** The template that it is set with, by its name. */
  readonly template: "letter" | "dossier";
}

export function pageData(letter: Letter, notice: AnyNotice): PageData {
  const [lang, region] = letter.locale.split("-");
  const { frame } = letter;
  const qr = letter.blocks.find((block): block is Extract<Block, { kind: "payment" }> => block.kind === "payment")?.qr ?? null;
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
    blocks: letter.blocks.map(pageBlock),
  };
  return { json: JSON.stringify(data), qrSvg: qr ? qrSvg(qr.payload) : null, template: "letter" };
}

function pageBlock(block: Block): unknown {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { kind: block.kind, runs: pageRuns(block.runs, LONGEST.prose) };
    case "list":
      return { kind: block.kind, items: block.items.map((item) => pageRuns(item, LONGEST.prose)) };
    case "table":
      return { ...block, rows: block.rows.map((row) => ({ kind: row.kind, cells: row.cells.map((cell) => pageRuns(cell, LONGEST.cell)) })) };
    case "payment":
      return {
        ...block,
        rows: block.rows.map((row) => ({ label: row.label, value: pageRuns(row.value, LONGEST.cell) })),
        qr: block.qr && { label: block.qr.label, alt: block.qr.alt },
      };
    case "closing":
      return { kind: block.kind, lines: block.lines.map((line) => pageRuns(line, LONGEST.prose)) };
  }
}

/** What is copied or looked up (an address, a telephone or document number) is kept in one piece where a line has room for it. */
function pageRuns(runs: readonly Run[], longest: number): unknown[] {
  return runs.map((run) => ({
    text: breakable(run.text, longest),
    ...(run.strong && { strong: true }),
    ...(run.href && { href: run.href }),
    ...((run.href || run.fact === "document") && run.text.length <= longest && { keep: true }),
  }));
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

/** A QR code (error correction M, as EPC069-12 asks for) as one path. */
function qrSvg(payload: string): string {
  const code = qrcode(0, "M");
  // The library reads bytes: each character of this string is one byte of the UTF-8 text.
  code.addData(String.fromCharCode(...new TextEncoder().encode(payload)), "Byte");
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
