import type { IntentLexicon } from "../../core/letter/intent-lexicon.ts";
import { type Day, daysBetween, weekday } from "../../core/values/day.ts";
import { findAll, matchesAny } from "../../core/letter/lint/patterns.ts";
import { addWeekdays } from "../intent/calendar.ts";
import { endsWith, type FoundDay, findDays } from "../intent/days.ts";
import { languagesOf, sentences } from "../intent/stretches.ts";

/** An absence that would last longer is a mistake of reading, or no reason to wait. Days. */
const LONGEST = 366;
/** How far before a day its words are looked for. */
const BEFORE = 90;

/**
 * The first day on which an absent person is there again, by an automatic reply; null: it names none that is still to come. "Back on
 * 7 December" is that day. "Until 4 December" and "from 1 to 4 December" name the last day away, so the next weekday after it is
 * meant; but "until" a Monday is until the person is back, because nobody comes back on a Tuesday for a week that ended on Friday,
 * unless the day is said to be included.
 */
export function returnDay(text: string, today: Day, lexicons: readonly IntentLexicon[]): Day | null {
  const said = sentences(text, lexicons);
  for (const lexicon of languagesOf(text, lexicons)) {
    const days = said.flatMap(({ text: sentence }) => judged(sentence, lexicon, today));
    const fitting = days.filter(({ day }) => day > today && daysBetween(today, day) <= LONGEST);
    // "Back on" is plain; of last days the latest, for a range names its first day too.
    const back = fitting.filter(({ isBack }) => isBack).map(({ day }) => day);
    const after = fitting.filter(({ isBack }) => !isBack).map(({ day }) => day);
    const found = back.sort()[0] ?? after.sort().at(-1);
    if (found) return found;
  }
  return null;
}

function judged(sentence: string, lexicon: IntentLexicon, today: Day): { day: Day; isBack: boolean }[] {
  const { backBehind, back, until, away } = lexicon.absence;
  return readable(findDays(sentence, lexicon, today, "next")).flatMap(({ index, end, day }): { day: Day; isBack: boolean }[] => {
    const before = withoutWeekday(sentence.slice(Math.max(0, index - BEFORE), index), lexicon);
    const behind = sentence.slice(end, end + BEFORE);
    if (endsWith(until, before)) return [{ day: dayAfter(day, behind, before), isBack: false }];
    // "Closed and will reopen on": the later words count.
    const isBack = matchesAny(backBehind, behind) || start(back, before) > start(away, before);
    return isBack ? [{ day, isBack }] : [];
  });
}

/** Where words begin that end a text; -1: it ends in none of them. */
function start(patterns: readonly string[], text: string): number {
  const ends = patterns.map((pattern) => `(?:${pattern}) ?$`);
  return Math.max(-1, ...findAll(ends, text).map(({ index }) => index));
}

function readable(days: readonly FoundDay[]): { index: number; end: number; day: Day }[] {
  return days.flatMap(({ index, end, day }) => (day === null ? [] : [{ index, end, day }]));
}

/** "until Friday, 4 December": the weekday is a part of the date. */
function withoutWeekday(before: string, { days }: IntentLexicon): string {
  const names = days.weekdays.flat().join("|");
  return before.replace(new RegExp(`(?<![\\p{L}])(?:${names})\\.?,?(?: (?:the|den|dem|le|el|il|tanggal|tgl\\.?|,))?\\s?\\(?$`, "iu"), "");
}

const INCLUDED = /^\)?,?\s?\(?(?:included|inclusive|incl\b|einschließlich|einschl|inklusive|inkl|inclus|compreso|incluso|inclusive|termasuk)/iu;
const INCLUDING = /(?:through|including|einschließlich|inkl|dengan|inclusive|compreso|incluso)\S{0,9}(?:\s\S{1,5})?\s?$/iu;

function dayAfter(last: Day, after: string, before: string): Day {
  if (weekday(last) === 1 && !INCLUDED.test(after) && !INCLUDING.test(before)) return last;
  return addWeekdays(last, 1);
}

const ADDRESS = /[\p{L}\d._%+'-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,5}/giu;

/** The address of who stands in, where an automatic reply names one behind words such as "please contact"; null: none, or several that differ. */
export function delegateOf(text: string, lexicons: readonly IntentLexicon[]): string | null {
  const words = languagesOf(text, lexicons).flatMap((lexicon) => lexicon.absence.delegate);
  const found = new Set<string>();
  let isOpen = false;
  for (const { text: sentence } of sentences(text, lexicons)) {
    const isNamed = matchesAny(words, sentence);
    const addresses = [...sentence.matchAll(ADDRESS)].map(([address]) => address.toLowerCase());
    if (isNamed || isOpen) for (const address of addresses) found.add(address);
    // The address may be all of the next sentence: "My colleague stands in. anna@..."
    isOpen = isNamed && addresses.length === 0;
  }
  return found.size === 1 ? [...found][0]! : null;
}
