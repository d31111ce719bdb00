import { type Day, dayFromNumber, parseDay } from "../../core/values/day.ts";

/** In which order a column writes day, month and year. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** Countries that write the month first. Source: CLDR short date formats. */
const MONTH_FIRST_COUNTRIES = new Set(["US", "PH", "FM", "MH", "PW", "PR", "GU", "AS", "VI", "UM"]);

/** How the creditor's country writes an ambiguous date; null where it is unknown. */
export function orderOfCountry(country: string | null): DateOrder | null {
  return country === null ? null : MONTH_FIRST_COUNTRIES.has(country) ? "mdy" : "dmy";
}

const MONTHS = new Map<string, number>();
for (const [index, names] of [
  "january jan januar janner gennaio gen janvier janv enero ene januari",
  "february feb februar febbraio fevrier fevr fev febrero februari",
  "march mar marz maerz mrz marzo mars maret",
  "april apr aprile avril avr abril abr",
  "may mai maggio mag mayo mei",
  "june jun juni giugno giu juin junio",
  "july jul juli luglio lug juillet juil julio",
  "august aug agosto ago aout agustus agu agt",
  "september sep sept settembre set septembre septiembre",
  "october oct oktober okt ottobre ott octobre octubre",
  "november nov novembre noviembre nopember",
  "december dec dezember dez dicembre dic decembre diciembre desember des",
].entries()) {
  for (const name of names.split(" ")) MONTHS.set(name, index + 1);
}

/** The three parts of a date in the order they were written, or the day itself where they leave no doubt. */
type Parts = { readonly day: Day } | { readonly numbers: readonly [number, number, number] };

const CLOCK = /[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const NUMBERS = /^(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})\.?$/;
const LONGEST_DATE = 60;
// The serial numbers of spreadsheets, from 1982 to 2064: days since 30 December 1899.
const SERIAL = { first: 30_000, last: 60_000, epoch: -25_569 };

function certain(year: number, month: number, day: number): Parts | null {
  const found = parseDay(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
  return found ? { day: found } : null;
}

function split(text: string): Parts | null {
  if (text.length > LONGEST_DATE) return null;
  const bare = text.trim().replace(CLOCK, "").trim();
  const numbers = NUMBERS.exec(bare);
  if (numbers) {
    const [a, b, c] = [numbers[1]!, numbers[2]!, numbers[3]!];
    if (a.length === 4) return c.length <= 2 ? certain(+a, +b, +c) : null;
    if (a.length === 3 || c.length === 3 || c.length === 1) return null;
    return { numbers: [+a, +b, fullYear(c)] };
  }
  if (/^\d{8}$/.test(bare)) return certain(+bare.slice(0, 4), +bare.slice(4, 6), +bare.slice(6));
  if (/^\d{5}(\.0*)?$/.test(bare)) return +bare >= SERIAL.first && +bare <= SERIAL.last ? { day: dayFromNumber(Math.floor(+bare) + SERIAL.epoch) } : null;
  return splitNamed(bare);
}

/** "5 February 2026", "05-Feb-26", "Feb 5, 2026", "5. März 2026". */
function splitNamed(text: string): Parts | null {
  const words = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[\s.,/-]+/)
    .filter((word) => word !== "" && !/^(de|of|the|le|del)$/.test(word));
  const month = words.map((word) => MONTHS.get(word)).find((found) => found !== undefined);
  const digits = words.filter((word) => /^\d{1,4}(st|nd|rd|th|er)?$/.test(word)).map((word) => word.replace(/\D/g, ""));
  if (month === undefined || words.length !== 3 || digits.length !== 2) return null;
  const [first, second] = digits as [string, string];
  return first.length === 4 ? certain(+first, month, +second) : certain(fullYear(second), month, +first);
}

function fullYear(text: string): number {
  return text.length > 2 ? +text : +text + (+text < 80 ? 2000 : 1900);
}

/** What a column's dates tell about their order. */
export interface OrderEvidence {
  /** A date that only fits day/month, and one that only fits month/day. */
  dmy: string | null;
  mdy: string | null;
  /** A date that both orders fit and that they read differently: "03/04/2026". */
  ambiguous: string | null;
}

export function noOrderEvidence(): OrderEvidence {
  return { dmy: null, mdy: null, ambiguous: null };
}

/** Adds what one cell tells. Dots always stand behind a day: nobody writes 12.31.2026. */
export function weighDate(text: string, evidence: OrderEvidence): void {
  const parts = split(text);
  if (!parts || "day" in parts) return;
  const [a, b, year] = parts.numbers;
  const asDmy = certain(year, b, a);
  const asMdy = certain(year, a, b);
  if (asDmy && (!asMdy || text.includes("."))) evidence.dmy ??= text;
  else if (asMdy && !asDmy) evidence.mdy ??= text;
  else if (asDmy && a !== b) evidence.ambiguous ??= text;
}

/** The order that the evidence tells; null where it tells none, `"mixed"` where it tells both. */
export function orderOf(evidence: OrderEvidence): DateOrder | "mixed" | null {
  if (evidence.dmy !== null && evidence.mdy !== null) return "mixed";
  return evidence.dmy !== null ? "dmy" : evidence.mdy !== null ? "mdy" : null;
}

/** Reads a date written in an order; null where it is none, or names a day that does not exist. */
export function readDate(text: string, order: DateOrder): Day | null {
  const parts = split(text);
  if (!parts) return null;
  if ("day" in parts) return parts.day;
  const [a, b, year] = parts.numbers;
  const found = order === "mdy" ? certain(year, a, b) : order === "dmy" ? certain(year, b, a) : null;
  return found && "day" in found ? found.day : null;
}
