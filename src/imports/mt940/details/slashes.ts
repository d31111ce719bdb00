import { cleanText, ibanOf, returnReasonIn } from "../../bank/references.ts";
import { type Details, joinLines, LINE_WIDTH, splitByKeys } from "./details.ts";

/** Keys between slashes, as ABN AMRO, ING, Rabobank, Knab, Triodos, Van Lanschot and others write them. */
const KEYS =
  /\/(TRTP|TRCD|IBAN|BBAN|BIC|NAME|ADDR|CTRY|REMI|EREF|PREF|IREF|MARF|CSID|CNTP|ORDP|BENM|ULTD|ULTB|ULTC|UDTR|UCRD|PURP|ISDT|RTRN|RREF|CDTRREFTP|CDTRREF|ISSR|OCMT|CHGS|EXCH|SVCL|RTYP|ACCW|PRDT|SUM|PT|PY|OB|BO|BI|RFB|INFO|BREF|TXT|BATCH)(?=\/)/g;
const START = /^\s*\/[A-Z]{2,9}\//;

/** Reads a :86: of slash codes; null where it is none, or has only codes that are not known. */
export function readSlashes(lines: readonly string[]): Details | null {
  if (!START.test(lines[0] ?? "")) return null;
  // A key may be cut in two: "/RE" and "MI/".
  const joined = joinLines(lines, LINE_WIDTH, 7).replace(/(\/[A-Z]{1,8})\n(?=[A-Z]{0,8}\/)/g, "$1");
  const keyed = splitByKeys(joined, KEYS).filter(([key]) => key !== "");
  const told = new Map<string, string>();
  // A key may come twice, empty the first time.
  for (const [key, value] of keyed) if ((told.get(key) ?? "") === "") told.set(key, trimSlashes(value));
  if (told.size === 0) return null;
  const counterparty = (told.get("CNTP") ?? "").split("/");
  const party = readParty(told.get("ORDP") || told.get("BENM") || "");
  const remittance = readRemittance(keyed);
  const back = told.get("RTRN");
  return {
    text: remittance.text || one(told.get("PY")) || one(told.get("INFO")) || one(told.get("TXT")) || one(told.get("TRTP")) || "",
    name: one(told.get("NAME")) || one(counterparty[2]) || party.name,
    iban: ibanOf(told.get("IBAN")) ?? ibanOf(counterparty[0]) ?? party.iban,
    ultimate: one(told.get("ULTD") ?? told.get("UDTR") ?? told.get("ULTB") ?? told.get("ULTC") ?? told.get("UCRD"))?.replace(/^NAME\//, ""),
    structured: one(told.get("CDTRREF")) || remittance.reference,
    endToEnd: one(told.get("EREF")),
    mandate: one(told.get("MARF")),
    others: [one(told.get("PREF")), one(told.get("IREF"))],
    bankReference: one(told.get("BREF")),
    returned: back !== undefined,
    returnReason: back === undefined ? undefined : (returnReasonIn(back) ?? one(back)),
    charges: one(told.get("CHGS")),
  };
}

/** Some banks write the other side without keys: its account, its name, or both. */
function readParty(text: string): { name?: string | undefined; iban?: string | undefined } {
  const parts = text
    .split("/")
    .map((part) => cleanText(part))
    .filter((part) => part !== "");
  const iban = ibanOf(parts[0]);
  return { iban, name: parts.find((part) => ibanOf(part) === undefined && part !== "ID" && !/^[\d ]+$/.test(part)) };
}

/** "USTD//text", "STRD/CUR/reference", or the text alone; of ABN, "ISSUER: CUR  REF: 4420043232693268". */
function readRemittance(keyed: readonly (readonly [string, string])[]): { text: string; reference?: string | undefined } {
  const texts: string[] = [];
  let reference: string | undefined;
  for (const [key, value] of keyed) {
    if (key !== "REMI") continue;
    const structured = /^\/?STRD\/+(?:CUR|ISO|SCOR|QRR)?\/*([^/]+)/.exec(value) ?? /^\/?ISSUER: *[A-Z]{3} +REF: *([\dA-Z ]+)/.exec(value);
    if (structured) reference ??= structured[1]!.replace(/\s+/g, "");
    texts.push(trimSlashes(value.replace(/^\/?(USTD|STRD)\/+/, "")));
  }
  return { text: cleanText(texts.join(" ")), reference };
}

function trimSlashes(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && (text[from] === "/" || text[from] === "\n")) from++;
  while (to > from && (text[to - 1] === "/" || text[to - 1] === "\n")) to--;
  return text.slice(from, to);
}

function one(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(text);
}
