import { type IntentLexicon, SPANS } from "../../core/letter/intent-lexicon.ts";
import { findAll, type Match, matchesAny } from "../../core/letter/lint/patterns.ts";
import { addDays, type Day } from "../../core/values/day.ts";
import { addWeekdays, dayOf, dayOfNextWeek, dayOfSomeMonth, dayOfWeek, type Direction, endOfSpan, fridayOfWeek, lastDayOfMonth } from "./calendar.ts";

export interface FoundDay {
  readonly index: number;
  readonly end: number;
  /** Null: a date is written, but it cannot be told which day it is (3/12/2026 in English). */
  readonly day: Day | null;
}

/** Reads a match; undefined: it names no day at all. */
type Read = (match: Match) => Day | null | undefined;

/** Every day that a sentence names, in the words of one language. Of readings that overlap the surer one counts. */
export function findDays(text: string, lexicon: IntentLexicon, today: Day, direction: Direction): FoundDay[] {
  const found: FoundDay[] = [];
  for (const [matches, read] of readings(text, lexicon, today, direction)) {
    for (const match of matches) {
      const end = match.index + match.text.length;
      if (found.some((each) => match.index < each.end && each.index < end)) continue;
      const day = read(match);
      if (day !== undefined && !isDocumentDay(text, match.index, lexicon)) found.push({ index: match.index, end, day });
      // The day of a document is a date all the same: nothing else may be made of its parts.
      else if (day !== undefined) found.push({ index: match.index, end: match.index, day: null });
    }
  }
  return found.filter((each) => each.end > each.index).sort((a, b) => a.index - b.index);
}

/** Surest first. */
function* readings(text: string, lexicon: IntentLexicon, today: Day, direction: Direction): Generator<[readonly Match[], Read]> {
  const { days } = lexicon;
  const find = (patterns: readonly string[]): readonly Match[] => findAll(patterns, text);
  const month = ({ groups }: Match): number => numberOf(days.months, groups!["month"]!);
  const weekday = ({ groups }: Match): number => numberOf(days.weekdays, groups!["weekday"]!);
  const number = ({ groups }: Match): number => days.numbers[groups!["n"]!] ?? Number(groups!["n"]);
  const isAhead = direction === "next";
  yield [find([ISO]), ({ groups }) => dayOf(Number(groups!["day"]), Number(groups!["second"]), groups!["year"], today, direction) ?? undefined];
  yield [find([DOTTED]), readFigures(true, today, direction)];
  yield [find([SLASHED]), readFigures(days.numeric === "day-month", today, direction)];
  yield [find(days.dates), (match) => dayOf(Number(match.groups!["day"]), month(match), match.groups!["year"], today, direction) ?? undefined];
  yield [find(days.middleOfMonth), (match) => dayOf(15, month(match), undefined, today, direction)];
  yield [find(days.endOfMonth), (match) => endOf(month(match), today, direction)];
  if (isAhead) yield [find(days.calendarWeek), (match) => fridayOfWeek(number(match), today) ?? undefined];
  if (isAhead) yield [find(days.weekdayNextWeek), (match) => dayOfNextWeek(weekday(match), today)];
  yield [find(days.lastWeekday), (match) => (isAhead ? undefined : dayOfWeek(weekday(match), today, "last"))];
  if (isAhead) {
    const spans = SPANS.flatMap((span) => find(days.spans[span] ?? []).map((match) => ({ ...match, span })));
    for (const { span, ...match } of spans.sort((a, b) => b.text.length - a.text.length)) yield [[match], () => endOfSpan(span, today)];
    yield [
      find(days.inDays),
      (match) => (/work|business|werktag|bankarbeit|arbeitstag|ouvr|lavorativ|h[áa]bil|kerja/i.test(match.text) ? addWeekdays : addDays)(today, number(match)),
    ];
    yield [find(days.inWeeks), (match) => addDays(today, number(match) * 7)];
  } else yield [find(days.daysAgo), (match) => addDays(today, -number(match))];
  for (const [offset, patterns] of Object.entries(days.relative))
    if (isAhead ? Number(offset) >= 0 : Number(offset) <= 0) yield [find(patterns), () => addDays(today, Number(offset))];
  yield [find([SHORT]).filter((match) => isShortDate(match, text, lexicon)), readFigures(days.numeric === "day-month", today, direction)];
  yield [find(days.dayOfMonth), (match) => dayOfSomeMonth(number(match), today, direction) ?? undefined];
  // In full only: "so" and "do" are weekdays and words.
  const names = days.weekdays.flatMap((all) => all.filter((name) => name.length > 3));
  const bare = find([`(?<!\\p{L})(?<weekday>${names.join("|")})s?(?!\\p{L})`]).filter((match) => !hasDateBehind(match, text));
  yield [bare, (match) => dayOfWeek(weekday(match), today, direction)];
}

const YEAR = "(?<year>(?:19|20)\\d{2}|\\d{2})";
const ISO = "(?<![\\d-])(?<year>20\\d{2})-(?<second>\\d{2})-(?<day>\\d{2})(?![\\d-])";
const DOTTED = `(?<![\\d.,])(?<first>\\d{1,2})\\. ?(?<second>\\d{1,2})\\. ?${YEAR}(?!\\d|[.,]\\d)`;
const SLASHED = `(?<![\\d/.,-])(?<first>\\d{1,2})(?<sign>[/-])(?<second>\\d{1,2})\\k<sign>${YEAR}(?![\\d/-])`;
const SHORT = "(?<![\\d/.,])(?<first>\\d{1,2})(?:/|\\. ?)(?<second>\\d{1,2})(?<dot>\\.?)(?![\\d/%€$]|[.,]\\d| ?(?:eur|€|usd|chf))";

function readFigures(isDayFirst: boolean, today: Day, direction: Direction): Read {
  return ({ groups, text }) => {
    const [first, second] = [Number(groups!["first"]), Number(groups!["second"])];
    const isPlain = isDayFirst || first > 12 || first === second || text.includes(".");
    if (isPlain) return dayOf(first, second, groups!["year"], today, direction) ?? undefined;
    return second > 12 ? (dayOf(second, first, groups!["year"], today, direction) ?? undefined) : null;
  };
}

/** "15.12." is a date; "15.12" and "15/12" could be an amount or a share, and need a word such as "on" before them. */
function isShortDate({ index, text, groups }: Match, sentence: string, { days }: IntentLexicon): boolean {
  if (text === "24/7") return false;
  const before = sentence.slice(Math.max(0, index - 30), index);
  if (/(?:[€$£]|rp\.?|eur|usd|gbp|chf)\s?$/i.test(before)) return false;
  return (groups!["dot"] === "." && !text.includes("/")) || endsWith(days.before, before);
}

/** "Friday, 4 December": the date says it better. "Friday 500 EUR" is none. */
function hasDateBehind({ index, text }: Match, sentence: string): boolean {
  return /^[,.]?\s?(?:the |den |dem |le |il |el |tanggal |tgl\.? |dia |día |der )?\(?\d{1,2}(?!\d|[.,]\d{3}| ?(?:[€$£]|eur|chf|usd|gbp))/iu.test(
    sentence.slice(index + text.length, index + text.length + 20),
  );
}

function isDocumentDay(text: string, index: number, { days }: IntentLexicon): boolean {
  return endsWith(days.documentDays, text.slice(Math.max(0, index - 60), index));
}

/** Whether a text ends with any of the patterns. */
export function endsWith(patterns: readonly string[], text: string): boolean {
  return matchesAny(
    patterns.map((pattern) => `(?:${pattern}) ?$`),
    text,
  );
}

function endOf(month: number, today: Day, direction: Direction): Day {
  const year = Number(today.slice(0, 4));
  const day = lastDayOfMonth(year, month);
  if (direction === "next") return day >= today ? day : lastDayOfMonth(year + 1, month);
  return day <= today ? day : lastDayOfMonth(year - 1, month);
}

/** The place in a list of names, from 1 on. */
function numberOf(names: readonly (readonly string[])[], name: string): number {
  return names.findIndex((all) => all.includes(name.toLowerCase())) + 1;
}
