import qrcode from "qrcode-generator";
import type { Block, Letter, Run } from "../core/letter/letter.ts";
import type { Notice } from "../core/letter/notice.ts";

/** Longer pieces without a space get places where a line may break, so that nothing runs over the edge of the paper. */
const LONGEST_WORD = 28;
/** Text of this many letters fills a line of the address window. */
const ADDRESS_LINE = 40;

/** What the page is set from: mapped into the compiler as files, never spliced into the template. */
export interface PageData {
  readonly json: string;
  /** The payment code as a drawing; null where the letter has none. */
  readonly qrSvg: string | null;
}

export function pageData(letter: Letter, notice: Notice): PageData {
  const [lang, region] = letter.locale.split("-");
  const { frame } = letter;
  const qr = letter.blocks.find((block): block is Extract<Block, { kind: "payment" }> => block.kind === "payment")?.qr ?? null;
  const recipient = frame.recipient.map(breakable);
  const data = {
    title: `${letter.subject} - ${notice.debtor.name}`,
    lang,
    region: region ?? null,
    date: notice.sentOn.split("-").map(Number),
    subject: breakable(letter.subject),
    continuation: `${frame.reference[1]?.value ?? ""}  ·  ${frame.reference[0]?.value ?? ""}`,
    returnLines: [frame.sender, ...frame.senderLines].slice(0, 4),
    addressRows: recipient.reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / ADDRESS_LINE)), 0),
    frame: { ...frame, recipient, reference: frame.reference.map((row) => ({ label: row.label, value: breakable(row.value) })) },
    blocks: letter.blocks.map(pageBlock),
  };
  return { json: JSON.stringify(data), qrSvg: qr ? qrSvg(qr.payload) : null };
}

function pageBlock(block: Block): unknown {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { kind: block.kind, runs: pageRuns(block.runs) };
    case "list":
      return { kind: block.kind, items: block.items.map(pageRuns) };
    case "table":
      return { ...block, caption: breakable(block.caption), rows: block.rows.map((row) => ({ kind: row.kind, cells: row.cells.map(pageRuns) })) };
    case "payment":
      return {
        ...block,
        rows: block.rows.map((row) => ({ label: row.label, value: pageRuns(row.value) })),
        qr: block.qr && { label: block.qr.label, alt: block.qr.alt },
      };
    case "closing":
      return { kind: block.kind, lines: block.lines.map(pageRuns) };
  }
}

function pageRuns(runs: readonly Run[]): unknown[] {
  return runs.map((run) => ({ text: breakable(run.text), ...(run.strong && { strong: true }), ...(run.href && { href: run.href }) }));
}

function breakable(text: string): string {
  return text.replace(/\S{29,}/g, (word) => word.replace(new RegExp(`(.{${LONGEST_WORD}})(?=.)`, "gu"), "$1\u200B"));
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
