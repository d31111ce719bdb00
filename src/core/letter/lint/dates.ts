import { type Day, dayNumber, parseDay } from "../../values/day.ts";

export interface FoundDate {
  readonly index: number;
  readonly text: string;
  /** Null: no such day, or it cannot be told which day is meant (03/04/2026). */
  readonly day: Day | null;
  readonly impossible: boolean;
  /** ISO weekday as written (1 is Monday); null: none is written. */
  readonly weekday: number | null;
}

interface Names {
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;
  readonly expressions: readonly RegExp[];
}

// Written every day, but not in the locale data of the language as such.
const MORE_MONTHS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  de: [
    ["jänner", 1],
    ["jän", 1],
    ["feber", 2],
    ["sep", 9],
  ],
  es: [
    ["sep", 9],
    ["set", 9],
    ["setiembre", 9],
  ],
  id: [
    ["pebruari", 2],
    ["peb", 2],
    ["agt", 8],
    ["agst", 8],
    ["sept", 9],
    ["nopember", 11],
    ["nop", 11],
  ],
};
const MORE_WEEKDAYS: typeof MORE_MONTHS = {
  id: [
    ["jum'at", 5],
    ["jum’at", 5],
  ],
};

const names = new Map<string, Names>();

/** Names of months and weekdays in a language, long and short, from its locale data. */
function namesOf(language: string): Names {
  const known = names.get(language);
  if (known) return known;
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  for (const style of ["long", "short"] as const) {
    const month = new Intl.DateTimeFormat(language, { month: style, day: "numeric", timeZone: "UTC" });
    const weekday = new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" });
    const name = (format: Intl.DateTimeFormat, day: Day, type: "month" | "weekday"): string =>
      format
        .formatToParts(dayNumber(day) * 86_400_000)
        .find((part) => part.type === type)!
        .value.toLowerCase()
        .replace(/\.$/, "");
    for (let number = 1; number <= 12; number++) months.set(name(month, `2026-${String(number).padStart(2, "0")}-15` as Day, "month"), number);
    // 5 January 2026 is a Monday.
    for (let number = 1; number <= 7; number++) weekdays.set(name(weekday, `2026-01-${String(4 + number).padStart(2, "0")}` as Day, "weekday"), number);
  }
  for (const [name, number] of MORE_MONTHS[language] ?? []) months.set(name, number);
  for (const [name, number] of MORE_WEEKDAYS[language] ?? []) weekdays.set(name, number);
  const fresh = { months, weekdays, expressions: expressionsFor(months, weekdays) };
  names.set(language, fresh);
  return fresh;
}

function alternatives(map: ReadonlyMap<string, number>): string {
  return [...map.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
}

function expressionsFor(months: ReadonlyMap<string, number>, weekdays: ReadonlyMap<string, number>): RegExp[] {
  const week = `(?:(?<weekday>${alternatives(weekdays)})\\.?,?\\s+(?:(?:the|den|dem|tanggal|le)\\s+)?)?`;
  const month = `(?<month>${alternatives(months)})\\.?`;
  return [
    `${week}(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|\\.º|\\.|º|°|er|ro)?\\s+(?:of\\s+|de\\s+)?${month},?\\s+(?:del?\\s+)?(?<year>\\d{4})(?!\\d)`,
    `${week}\\b${month}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)`,
    `${week}(?<![\\d-])(?<year>\\d{4})-(?<number>\\d{2})-(?<day>\\d{2})(?![\\d-])`,
    `${week}(?<![\\d./])(?<day>\\d{1,2})\\.(?<number>\\d{1,2})\\.(?<year>\\d{4})(?!\\d)`,
    `${week}(?<![\\w./-])(?<first>\\d{1,2})-(?<second>\\d{1,2})-(?<year>\\d{4})(?![\\d-])`,
    `${week}(?<![\\d./])(?<first>\\d{1,2})/(?<second>\\d{1,2})/(?<year>\\d{4})(?!\\d)`,
  ].map((pattern) => new RegExp(pattern, "giu"));
}

/** Every date in the text: with month names, ISO 8601, or in numbers. */
export function findDates(text: string, language: string): FoundDate[] {
  // Most sentences have no date, and no date is without a year.
  if (!/\d{4}/.test(text)) return [];
  const { months, weekdays, expressions } = namesOf(language);
  const found: FoundDate[] = [];
  for (const expression of expressions) {
    for (const match of text.matchAll(expression)) {
      const groups = match.groups!;
      const weekday = groups["weekday"] ? weekdays.get(groups["weekday"].toLowerCase())! : null;
      const number = groups["month"] ? months.get(groups["month"].toLowerCase())! : Number(groups["number"] ?? 0);
      const read = groups["first"]
        ? readSlashes(Number(groups["first"]), Number(groups["second"]), groups["year"]!)
        : readDay(Number(groups["day"]), number, groups["year"]!);
      found.push({ index: match.index, text: match[0], weekday, ...read });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

function readDay(day: number, month: number, year: string): { day: Day | null; impossible: boolean } {
  const parsed = parseDay(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
  return { day: parsed, impossible: parsed === null };
}

function readSlashes(first: number, second: number, year: string): { day: Day | null; impossible: boolean } {
  if (first > 12) return readDay(first, second, year);
  if (second > 12) return readDay(second, first, year);
  return first === second ? readDay(first, second, year) : { day: null, impossible: false };
}
