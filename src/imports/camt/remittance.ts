import { allAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { told } from "./values.ts";

/** What a payer wrote: free text, structured references, the numbers of documents. */
export interface Remittance {
  readonly text: string;
  /** The structured creditor references (RF, QRR, SCOR, national ones), without blanks where they are digits or RF. */
  readonly references: readonly string[];
  readonly documents: readonly string[];
}

/** Reads the remittance information of one payment; `owner` holds `RmtInf`. */
export function readRemittance(owner: XmlElement): Remittance {
  const pieces = allAt(owner, "RmtInf/Ustrd").map((piece) => piece.raw);
  const structured = allAt(owner, "RmtInf/Strd");
  const more = structured.flatMap((part) => allAt(part, "AddtlRmtInf").map((piece) => piece.text));
  const references = structured.flatMap((part) => [...allAt(part, "CdtrRefInf/Ref"), ...allAt(part, "CdtrRefInf/CdtrRef")]);
  // Version 1 calls them RfrdDocNb and CdtrRef.
  const documents = structured.flatMap((part) => [
    ...allAt(part, "RfrdDocInf/Nb"),
    ...allAt(part, "RfrdDocInf/RfrdDocNb"),
    ...allAt(part, "RfrdDocInf/LineDtls/Id/Nb"),
  ]);
  return {
    text: [joinPieces(pieces), ...more].filter((part) => part !== "").join(" "),
    references: distinct(references.map(({ text }) => plainReference(told(text)))),
    documents: distinct(documents.map(({ text }) => told(text))),
  };
}

// Ustrd is Max140Text: a longer text is cut there. MT103 :70: has lines of 35 characters, MT940 :86: of 27 (in Germany) or
// 65, and banks that convert from these keep their cuts.
const SURE_WIDTHS = new Set([35, 140]);
const WIDTHS = new Set([27, 35, 65, 70, 140]);

/**
 * Puts the pieces of a text together. A piece that fills the width of its lines goes on in the next one: a number cut there
 * is whole again. A shorter piece, or a blank at the cut, ends a word. Widths that are rarer must be filled twice to count.
 */
export function joinPieces(pieces: readonly string[]): string {
  const written = pieces.map(withoutBreaks).filter((piece) => piece.trim() !== "");
  const width = Math.max(0, ...written.map((piece) => piece.length));
  const filled = written.filter((piece) => piece.length === width).length;
  const isCut = SURE_WIDTHS.has(width) || (WIDTHS.has(width) && filled >= 2);
  let text = "";
  for (const [index, piece] of written.entries()) {
    const goesOn = isCut && index > 0 && written[index - 1]!.length === width;
    text += index > 0 && !goesOn ? ` ${piece.trim()}` : piece;
  }
  return text.replace(/\s+/g, " ").trim();
}

/** Without the line breaks around a piece, and the blanks beside them: they are the file's. Other blanks are the text's. */
function withoutBreaks(piece: string): string {
  const end = piece.trimEnd();
  const text = /[\r\n]/.test(piece.slice(end.length)) ? end : piece;
  const start = text.trimStart();
  return /[\r\n]/.test(text.slice(0, text.length - start.length)) ? start : text;
}

/** "RF18 5390 0754 7034" -> "RF18539007547034": blanks are for the eye. */
function plainReference(reference: string): string {
  const plain = reference.replace(/\s+/g, "");
  return /^(?:RF\d{2}[A-Za-z0-9]{1,21}|\d+)$/i.test(plain) ? plain.toUpperCase() : reference;
}

export function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))];
}
