import type { IntentKind, IntentLexicon } from "../../core/letter/intent-lexicon.ts";
import { findAll, type Match, matchesAny } from "../../core/letter/lint/patterns.ts";
import type { DisputeReason } from "../../core/process/dispute-reason.ts";
import { type Day, daysBetween } from "../../core/values/day.ts";
import type { Intent } from "../contract.ts";
import { findAmounts } from "./amounts.ts";
import type { Direction } from "./calendar.ts";
import { findDays } from "./days.ts";
import { languagesOf, type Sentence, sentences, type Stretch, stretches } from "./stretches.ts";

const MOST_INTENTS = 8;
const MOST_WORDS = 240;
/** Days. */
const FAR_OFF = 200;

/** These are asked for, often as a question: "Could you send me a copy?". All others have to be said. */
const REQUESTS: readonly IntentKind[] = ["copy-wanted", "plan-wanted", "stop-contact", "wrong-contact"];

/** Reasons that tell what has happened. Others may be what somebody will do if: "We will contest it unless you answer". */
const ARRIVED_WRONG: readonly DisputeReason[] = ["quality", "quantity", "not-delivered"];

/** Reasons that set a number against another, often with a "but" between. */
const COMPARED: readonly DisputeReason[] = ["price", "quantity"];

/**
 * What the writer of a reply seems to want, with the words that say so: suggestions for a person. `text` is the reply without
 * quotations and signature. Each sentence is read in the language that it seems to be written in. What is denied, asked, put under a
 * condition or told of others gives nothing: better no suggestion than a wrong one.
 */
export function findIntents(text: string, lexicons: readonly IntentLexicon[], today: Day): Intent[] {
  const all = sentences(text, lexicons);
  const said: Intent[][] = [];
  for (const sentence of all) {
    const before = said.at(-1)?.findLast(isPayment)?.kind ?? null;
    const spoken = languagesOf(sentence.text, lexicons);
    said.push(spoken.map((lexicon) => intentsOf(sentence, lexicon, today, before)).find((intents) => intents.length > 0) ?? []);
  }
  const found = said.flatMap((intents, at) => {
    const [next, isSilent] = [all[at + 1], said[at + 1]?.length === 0];
    return next && isSilent ? intents.map((intent) => withDayOf(next, intent, lexicons, today)) : intents;
  });
  return merged(found).slice(0, MOST_INTENTS);
}

/** "It is paid. The transfer is of 12 November.": the day of a payment may stand in the sentence after it, which has to speak of the payment. */
function withDayOf({ text, isQuestion }: Sentence, intent: Intent, lexicons: readonly IntentLexicon[], today: Day): Intent {
  if (intent.kind !== "already-paid" || intent.day !== null || isQuestion || text.length > MOST_WORDS) return intent;
  const lexicon = languagesOf(text, lexicons).find(({ payment }) => matchesAny(payment, text));
  if (!lexicon || [lexicon.conditions, lexicon.reported, lexicon.kinds["already-paid"].isNot].some((patterns) => matchesAny(patterns, text))) return intent;
  const days = findDays(text, lexicon, today, "last").filter(({ day }) => day !== null && isMeant(day, text, today, "last"));
  return days.length === 1 ? { ...intent, day: days[0]!.day } : intent;
}

/** `before`: the payment that the sentence before it tells of, made or promised. */
function intentsOf(sentence: Sentence, lexicon: IntentLexicon, today: Day, before: IntentKind | null): Intent[] {
  const parts = stretches(sentence, lexicon);
  const found = parts.flatMap((stretch, place) => {
    const rest = findRest(stretch, lexicon);
    const said = Object.entries(lexicon.kinds).flatMap(([name, { is, isNot }]) => {
      const kind = name as IntentKind;
      const match = saidIn(kind, is, isNot, stretch, lexicon);
      if (
        !match ||
        (kind === "promise" && (isOver(stretch.text, lexicon, today) || parts.slice(place).some(({ text }) => matchesAny(lexicon.conditions, text))))
      )
        return [];
      const isBefore = rest !== null && isPayment({ kind }) && match.index < rest.index;
      const own = detailed(kind, match, isBefore ? stretch.text.slice(0, rest.index) : stretch.text, lexicon, today);
      // "I'll pay 800, and the rest on 4 December": for what comes first no day is named, and it is not that one.
      const isOpen = kind === "promise" && own.amount !== null && own.day === null;
      const restBehind = isBefore && !isOpen ? restOf(rest, kind, stretch.text, lexicon, today) : null;
      return [{ at: match.index, intent: own }, ...(restBehind ? [{ at: rest!.index, intent: restBehind }] : [])];
    });
    const dispute = disputeOf(stretch, lexicon);
    const restFirst = rest?.index === 0 && said.length === 0 && before ? restOf(rest, before, stretch.text, lexicon, today) : null;
    return [...said, ...(dispute ? [dispute] : []), ...(restFirst ? [{ at: 0, intent: restFirst }] : [])]
      .sort((a, b) => a.at - b.at)
      .map(({ intent }) => intent);
  });
  if (parts.length < 2 || found.some(({ kind }) => kind === "dispute")) return found;
  const compared = disputeOf({ ...sentence, clauses: [{ index: 0, text: sentence.text }] }, lexicon, COMPARED);
  return compared ? [...found, compared.intent] : found;
}

const isPayment = ({ kind }: Pick<Intent, "kind">): boolean => kind === "already-paid" || kind === "promise";

function findRest({ text, isQuestion }: Stretch, { rest }: IntentLexicon): Match | null {
  return isQuestion ? null : (findAll(rest, text)[0] ?? null);
}

/** "We paid 500 and the rest on 4 December": what is left is promised for the only day that stands behind it. After a payment that day must not be a past one. */
function restOf({ index }: Match, after: IntentKind, text: string, lexicon: IntentLexicon, today: Day): Intent | null {
  const tail = text.slice(index);
  const { isNot } = lexicon.kinds.promise;
  if ([lexicon.conditions, isNot].some((patterns) => matchesAny(patterns, tail)) || matchesAny(lexicon.reported, text)) return null;
  const meant = (direction: Direction): Day[] =>
    findDays(tail, lexicon, today, direction).flatMap(({ day }) => (day !== null && isMeant(day, tail, today, direction) ? [day] : []));
  const days = meant("next");
  if (days.length !== 1 || (after === "already-paid" && meant("last").length > 0)) return null;
  return { kind: "promise", day: days[0]!, amount: findAmounts(tail)[0]?.amount ?? null, reason: null, words: wordsAround(text, { index, text: "" }) };
}

/** The first words that say so, unless others in the stretch say that it is not so. */
function saidIn(kind: IntentKind, is: readonly string[], isNot: readonly string[], stretch: Stretch, lexicon: IntentLexicon, isClaim = true): Match | null {
  const isRequest = REQUESTS.includes(kind);
  if (stretch.isQuestion && !isRequest) return null;
  const match = findAll(is, stretch.text)[0];
  if (!match || matchesAny(isNot, stretch.text)) return null;
  if (isRequest && kind !== "wrong-contact") return match;
  const before = stretch.text.slice(0, match.index + match.text.length);
  const clause = stretch.clauses.findLast(({ index }) => index <= match.index);
  // "It came broken, so we wait until it is replaced": what is wrong with a delivery is so, whatever comes of it.
  const isFact = kind === "dispute" && !isClaim;
  const isConditional =
    clause !== undefined && matchesAny(lexicon.conditions, isFact ? stretch.text.slice(clause.index, match.index + match.text.length) : clause.text);
  return isConditional || matchesAny(lexicon.reported, before) ? null : match;
}

function disputeOf(stretch: Stretch, lexicon: IntentLexicon, only?: readonly DisputeReason[]): { at: number; intent: Intent } | null {
  const { isNot, untilMended } = lexicon.dispute;
  const refused = only || stretch.isQuestion || matchesAny(isNot, stretch.text) ? undefined : findAll(untilMended, stretch.text)[0];
  if (refused && !matchesAny(lexicon.reported, stretch.text.slice(0, refused.index)))
    return { at: refused.index, intent: { kind: "dispute", day: null, amount: null, reason: "quality", words: wordsAround(stretch.text, refused) } };
  for (const [reason, patterns] of Object.entries(lexicon.dispute.reasons) as [DisputeReason, readonly string[]][]) {
    if (only && !only.includes(reason)) continue;
    const match = saidIn("dispute", patterns, lexicon.dispute.isNot, stretch, lexicon, !ARRIVED_WRONG.includes(reason));
    if (match) return { at: match.index, intent: { kind: "dispute", day: null, amount: null, reason, words: wordsAround(stretch.text, match) } };
  }
  return null;
}

function detailed(kind: IntentKind, match: Match, text: string, lexicon: IntentLexicon, today: Day): Intent {
  const plain: Intent = { kind, day: null, amount: null, reason: null, words: wordsAround(text, match) };
  if (kind !== "promise" && kind !== "already-paid") return plain;
  const amount = nearest(findAmounts(text), match)?.amount ?? null;
  const day = (direction: Direction): Day | null => {
    const days = findDays(text, lexicon, today, direction).filter((each) => isMeant(each.day, text, today, direction));
    return nearest(days, match)?.day ?? null;
  };
  if (kind === "promise") return { ...plain, amount, day: day("next") };
  // "The transfer has been set up for 15 December" is no payment yet.
  const paidOn = day("last");
  const dueOn = paidOn === null ? writtenAhead(text, lexicon, today) : null;
  return dueOn ? { ...plain, kind: "promise", amount, day: dueOn } : { ...plain, amount, day: paidOn };
}

/** A day in that direction; without a year, one that lies so far off was hardly meant. One that cannot be read is none of the others. */
function isMeant(day: Day | null, text: string, today: Day, direction: Direction): boolean {
  if (day === null) return true;
  const ahead = daysBetween(today, day) * (direction === "next" ? 1 : -1);
  return ahead >= 0 && (ahead <= FAR_OFF || text.includes(day.slice(0, 4)) || new RegExp(`[./-]${day.slice(2, 4)}(?!\\d)`).test(text));
}

/** Whether every day that a stretch names is over: "Transfer of 20/11/2026" promises nothing. */
function isOver(text: string, lexicon: IntentLexicon, today: Day): boolean {
  const days = findDays(text, lexicon, today, "next");
  return days.length > 0 && days.every(({ day }) => day !== null && day < today);
}

/** A day with its year written, or called "tomorrow" or the like, that is still to come. */
function writtenAhead(text: string, lexicon: IntentLexicon, today: Day): Day | null {
  const before = new Set(findDays(text, lexicon, today, "last").map(({ index }) => index));
  return findDays(text, lexicon, today, "next").find(({ index, day }) => day !== null && day > today && !before.has(index))?.day ?? null;
}

function nearest<T extends { readonly index: number; readonly end: number }>(all: readonly T[], { index, text }: Match): T | undefined {
  const end = index + text.length;
  const distance = (each: T): number => (each.index >= end ? each.index - end : each.end <= index ? index - each.end : 0);
  return [...all].sort((a, b) => distance(a) - distance(b))[0];
}

/** The stretch, or of a long one what stands around the match. */
function wordsAround(text: string, { index }: Match): string {
  if (text.length <= MOST_WORDS) return tidy(text);
  const start = Math.max(0, Math.min(index - MOST_WORDS / 3, text.length - MOST_WORDS));
  const cut = text.slice(start, start + MOST_WORDS);
  return tidy(start > 0 ? cut.replace(/^\S*\s/, "") : cut);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[,;]$/, "");
}

/** One of a kind, unless they name different days, amounts or reasons; the fuller one counts. */
function merged(all: readonly Intent[]): Intent[] {
  const found: Intent[] = [];
  for (const intent of all) {
    const same = found.findIndex(
      (each) => each.kind === intent.kind && agree(each.day, intent.day) && agree(each.amount, intent.amount) && sameReason(each, intent),
    );
    if (same < 0) found.push(intent);
    else found[same] = together(found[same]!, intent);
  }
  // Whoever asks for a copy of what did not arrive contests nothing.
  const wantsCopy = found.some(({ kind }) => kind === "copy-wanted");
  return found.filter(({ kind, reason }) => !(wantsCopy && kind === "dispute" && reason === "invoice-missing"));
}

/** Both as one, with the words of the fuller. */
function together(a: Intent, b: Intent): Intent {
  const { kind, words } = fullness(b) > fullness(a) ? b : a;
  return { kind, day: a.day ?? b.day, amount: a.amount ?? b.amount, reason: a.reason === "other" || a.reason === null ? b.reason : a.reason, words };
}

const agree = (a: string | null, b: string | null): boolean => a === b || a === null || b === null;
const sameReason = (a: Intent, b: Intent): boolean => a.reason === b.reason || a.reason === "other" || b.reason === "other";
const fullness = ({ day, amount, reason }: Intent): number => Number(day !== null) + Number(amount !== null) + Number(reason !== null && reason !== "other");
