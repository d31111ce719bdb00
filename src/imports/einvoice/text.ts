import { type Day, parseDay } from "../../core/values/day.ts";
import { cleanText } from "../csv/cells.ts";
import type { XmlElement } from "../xml/parse.ts";
import { Refusal } from "../refusal/refusal.ts";

/** Longer text than this is no name, number or address. */
const LONGEST = 300;
const LONGEST_ID = 200;

/** Text in one line; undefined where there is none. What is too long for a name is cut. */
export function given(text: string): string | undefined {
  const clean = cleanText(text.slice(0, 4 * LONGEST))
    .slice(0, LONGEST)
    .trim();
  return clean === "" ? undefined : clean;
}

/** A document's number as text. @throws Refusal where there is none */
export function documentNumber(text: string, line: number): string {
  const number = text.length > 4 * LONGEST ? text : cleanText(text);
  if (number === "") throw new Refusal("document-missing", line, "The document has no number. Check it where it was made, and export it again.");
  if (number.length > LONGEST_ID) throw new Refusal("document-too-long", line, `The document's number has more than ${LONGEST_ID} characters.`);
  return number;
}

/**
 * An xs:date, also with a time or a zone behind it, which say nothing about the day; null where there is none.
 * @throws Refusal where what stands there is no day
 */
export function isoDay(element: XmlElement | null): Day | null {
  if (!element || element.text === "") return null;
  const match = /^(\d{4}-\d{2}-\d{2})(?:T[0-9:.]{1,20})?(?:Z|[+-]\d{2}:\d{2})?$/.exec(element.text);
  const day = match ? realDay(match[1]!) : null;
  if (day) return day;
  throw new Refusal("date-unreadable", element.line, `"${element.text.slice(0, 40)}" in <${element.name}> is no day that an invoice can have (2026-11-25).`);
}

/** A day of the calendar; null for one that only stands for "no date" in some systems (0001-01-01, 9999-12-31). */
export function realDay(text: string): Day | null {
  const day = parseDay(text);
  return day && day >= "1970-01-01" && day < "2200-01-01" ? day : null;
}

/** @throws Refusal where it is missing */
export function issueDay(day: Day | null, line: number): Day {
  if (day) return day;
  throw new Refusal("date-missing", line, "The document has no date. Check it where it was made, and export it again.");
}

/** An ISO 4217 code. @throws Refusal where it is missing or unknown */
export function currencyCode(text: string, line: number): string {
  if (text === "") throw new Refusal("currency-missing", line, "The document names no currency. Check it where it was made, and export it again.");
  const code = text.toUpperCase();
  if (currencies().has(code)) return code;
  throw new Refusal("currency-unknown", line, `"${text.slice(0, 40)}" is no ISO 4217 currency code such as EUR.`);
}

let known: ReadonlySet<string> | undefined;

function currencies(): ReadonlySet<string> {
  return (known ??= new Set(Intl.supportedValuesOf("currency")));
}
