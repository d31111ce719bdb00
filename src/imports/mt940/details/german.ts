import { cleanText, ibanOf, returnReasonIn } from "../../bank/references.ts";
import { type Details, joinLines, LINE_WIDTH, splitByKeys } from "./details.ts";

/** Three digits of business code, then sub-fields of a separator (mostly "?") and two digits. Source: DFÜ agreement, annex 3. */
const START = /^(\d{3})\s*([?>@~<^|$%#&*!=])(?=\d{2})/;
const START_BARE = /^\s*()([?])(?=(?:00|10|20)\D)/;
/** Sub-fields hold 27 characters; a full one goes on in the next without a blank. */
const PART_WIDTH = 27;

/** Business codes of what came back: returned direct debits, cheques and transfers, in DTA and SEPA numbering. */
const RETURNS = new Set(["009", "059", "108", "109", "110", "111", "159", "160", "181", "182", "183", "184"]);

/** "EREF+" at the start of a sub-field, or after a blank; the keys that banks write behind the text themselves end in a colon. */
const KEYS =
  /(?:^|(?<=[\s+:]))(?:(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BREF|RREF|RETN|ANAM|IBAN|BIC|TAN|SQTP)\+|(EREF|KREF|MREF|CRED|DEBT|ABWA|ABWE|IBAN|BIC|PURP): ?)/g;
const KEY_AT_START = /^(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BREF|RREF|RETN|ANAM|IBAN|BIC)[+]/;
/** Their values hold no line: what follows a sub-field that was not full is text again. */
const IDENTIFIERS = new Set(["EREF", "KREF", "MREF", "CRED", "DEBT", "BREF", "RREF", "IBAN", "BIC", "COAM", "OAMT", "PURP"]);

/** Reads a :86: in sub-fields; null where it is none. */
export function readGerman(lines: readonly string[]): Details | null {
  const match = START.exec(lines[0] ?? "") ?? START_BARE.exec(lines[0] ?? "");
  if (!match) return null;
  const separator = match[2]!;
  const parts = subFields(joinAll(lines, separator).slice(match[0].length - separator.length), separator);
  const of = (from: number, to: number) => [...parts].filter(([code]) => +code >= from && +code <= to).map(([, text]) => text);
  const [first, second, ...more] = of(20, 29);
  // Triodos puts BIC and account of the other side before the text.
  const leading = /^[A-Z]{6}[A-Z0-9]{2,5}$/.test(first?.trim() ?? "") ? ibanOf(second) : undefined;
  const purpose = joinParts([...(leading ? more : of(20, 29)), ...of(60, 63)]);
  const account = leading ?? [parts.get("31"), parts.get("38")].map(ibanOf).find((each) => each !== undefined);
  const { told, text } = readKeys(purpose, account);
  const isReturn = RETURNS.has(match[1]!);
  const extension = parts.get("34")?.trim();
  return {
    text,
    name: cleanText(joinNames(of(32, 33))),
    iban: account ?? ibanOf(told.get("IBAN")),
    ultimate: told.get("ABWA") ?? told.get("ABWE"),
    endToEnd: told.get("EREF"),
    mandate: told.get("MREF"),
    others: [told.get("KREF")],
    code: match[1] || undefined,
    returned: isReturn,
    returnReason: isReturn ? (returnReasonIn(purpose) ?? (extension || undefined)) : undefined,
  };
}

/** Lines are cut without regard to the sub-fields in them, but for those that a bank ends before its separator. */
function joinAll(lines: readonly string[], separator: string): string {
  let joined = lines[0]!;
  for (let at = 1; at < lines.length; at++) {
    const isCut = lines[at - 1]!.length + (at === 1 ? 4 : 0) >= LINE_WIDTH - 3 || lines[at]!.startsWith(separator);
    joined += isCut ? lines[at]! : `\n${lines[at]!}`;
  }
  return joined;
}

function subFields(text: string, separator: string): Map<string, string> {
  const parts = new Map<string, string>();
  let last = "";
  for (const piece of text.split(separator).slice(1)) {
    const code = /^([0-9]{2})/.exec(piece)?.[1];
    // A question mark of the text is no sub-field, and neither is one whose number was there before.
    if (code === undefined || parts.has(code)) parts.set(last, `${parts.get(last) ?? ""}${separator}${piece}`);
    else parts.set((last = code), piece.slice(2));
  }
  parts.delete("");
  return parts;
}

/** A key always begins a line; so does a part after one that was not full. */
function joinParts(parts: readonly string[]): string {
  let joined = parts[0] ?? "";
  for (let at = 1; at < parts.length; at++) {
    const isFull = parts[at - 1]!.length >= PART_WIDTH && !KEY_AT_START.test(parts[at]!);
    joined += isFull ? parts[at]! : `\n${parts[at]!}`;
  }
  return joined;
}

function joinNames(parts: readonly string[]): string {
  return joinLines(parts, PART_WIDTH);
}

function readKeys(purpose: string, account: string | undefined): { told: Map<string, string>; text: string } {
  const told = new Map<string, string>();
  if (account !== undefined) told.set("IBAN", account);
  const texts: string[] = [];
  for (const [key, value] of splitByKeys(purpose, KEYS)) {
    if (key === "" || key === "SVWZ") texts.push(value);
    else if (!IDENTIFIERS.has(key)) note(told, key, value);
    else texts.push(afterKnown(value, told.get(key)) ?? afterLine(told, key, value));
  }
  return { told, text: cleanText(texts.join(" ")) };
}

/** Some banks repeat behind the text what is known already, cut anywhere: what stands behind that is text again. Null where it is no repetition. */
function afterKnown(value: string, known: string | undefined): string | null {
  let at = 0;
  for (const character of (known ?? "").replace(/\s/g, "")) {
    while (/\s/.test(value[at] ?? "")) at++;
    if (value[at] !== character) return null;
    at++;
  }
  return at > 0 ? value.slice(at) : null;
}

/** The value ends with its line; the rest is text. */
function afterLine(told: Map<string, string>, key: string, value: string): string {
  const filled = value.replace(/^\n/, "");
  const end = filled.indexOf("\n");
  note(told, key, end < 0 ? filled : filled.slice(0, end));
  return end < 0 ? "" : filled.slice(end);
}

function note(told: Map<string, string>, key: string, value: string): void {
  const clean = cleanText(value);
  if (clean !== "" && !told.has(key)) told.set(key, clean);
}
