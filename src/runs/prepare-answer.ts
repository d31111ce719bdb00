import { answerNotice } from "../core/letter/answer.ts";
import { lintAnswer } from "../core/letter/lint/lint-answer.ts";
import { answersStop, type OwedAnswer } from "../core/process/owed-answers.ts";
import { latest } from "../core/values/day.ts";
import { commonWords } from "../languages/common-words.ts";
import { chooseLanguage } from "../languages/read.ts";
import { composeAnswer } from "../letters/compose.ts";
import type { Store } from "../store/database.ts";
import { answerOf } from "./answer-facts.ts";
import { newLetterId, type PreparedLetter } from "./claim-letter.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import type { Held } from "./held-letter.ts";
import { loadHouse } from "./house/house.ts";
import type { LetterParties } from "./letter-facts.ts";
import { type DayOf, findFault, planWays } from "./prepare-letter.ts";
import { noticeJson, renderDeliveries } from "./render-letter.ts";

/** Mail is there at once; post where there is no address for it, or it must not be used. */
export const ANSWER_WAYS = { channels: ["email", "post"], also: [] } as const;

/** Makes an answer ready to leave: the ways, the words, the checks, the bytes. Nothing is written. Null where there is nothing left to answer. */
export async function prepareAnswer(
  store: Store,
  owed: OwedAnswer,
  decided: DecidedAccount,
  parties: LetterParties,
  day: DayOf,
  mark: string,
): Promise<PreparedLetter | { readonly held: Held } | null> {
  const { account, view, rules } = decided;
  const answer = answerOf(owed, decided, day.asOf);
  if (!answer) return null;
  const stop = answersStop(view);
  if (stop) return { held: { code: "block", reason: `nothing may be sent: ${stop}` } };
  // On the day itself the debtor has just been spoken to; afterwards an answer keeps to business days like every message (R3).
  if (owed.knownOn < day.asOf && !rules.isBusinessDay(day.asOf)) return { held: { code: "postponed", reason: "leaves on the next business day" } };
  const ways = await planWays(store, ANSWER_WAYS, decided, parties, day);
  if ("held" in ways) return ways;
  const id = newLetterId();
  const deliveredOn = latest(...ways.planned.map((each) => each.deliveredOn))!;
  const head = { letter: { id, reference: id }, ...parties, currency: account.currency, sentOn: day.asOf, deliveredOn, returnTo: null };
  const made = answerNotice({ ...head, answer });
  if ("missing" in made) return { held: { code: "lint", reason: made.missing.join("; ") } };
  const { notice } = made;
  const house = await loadHouse(store.pool, parties.creditor.id, day.asOf);
  const language = house.dress(chooseLanguage([parties.debtor.language, parties.creditor.language]));
  const worded = composeAnswer(notice, language, house.letterhead);
  const wrong = findFault({ notice, findings: lintAnswer(worded, notice, language.lexicon, { languages: commonWords() }) }, ways.planned);
  if (wrong) return { held: wrong };
  const letter = {
    id,
    account: account.id,
    run: null,
    step: notice.step,
    answers: owed.id,
    procedure: null,
    madeWith: house.madeWith(notice, language),
    tell: [],
    sentOn: day.asOf,
    deliveredOn,
    payBy: null,
    language: worded.locale,
    totalMinor: notice.totalMinor,
    notice: noticeJson(notice),
    items: [],
    charges: [],
  };
  const deliveries = await renderDeliveries(store, {
    id,
    account: account.id,
    letter: worded,
    notice,
    language,
    parties,
    sentOn: day.asOf,
    planned: ways.planned,
    closed: ways.closed,
    statement: () => Promise.resolve(null),
  });
  return { approval: null, debtor: account.debtor, currency: account.currency, letter, deliveries, mark };
}
