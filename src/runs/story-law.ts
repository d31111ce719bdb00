import { type ClaimRequest, claimSheet } from "../core/claim/claim-sheet.ts";
import type { ClaimLaw } from "../core/claim/claim-law.ts";
import { lateInterest } from "../core/claim/interest.ts";
import { lawfulDue } from "../core/claim/lawful-due.ts";
import { lumpSum } from "../core/claim/lump-sum.ts";
import { orderInsideDebt } from "../core/ledger/cash/allocation-order.ts";
import type { Procedure } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor, parseMinor } from "../core/values/money.ts";
import type { DebtorType } from "../core/values/party.ts";
import { businessDays } from "../jurisdictions/calendar.ts";
import { claimLaw } from "../jurisdictions/claim-law.ts";
import type { Jurisdiction } from "../jurisdictions/contract.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";
import { completeCreditor } from "../store/settings-store.ts";
import { dayIn } from "./clock.ts";
import { quietUntil } from "./quiet-hours.ts";

/** The day of the row, and what the story says of creditor and procedure. */
export interface LawQuestion {
  readonly day: Day;
  readonly creditorCountry: string;
  readonly procedure: Procedure;
  readonly laws: ReadonlyMap<string, Jurisdiction>;
}

type Answer = (words: RegExpExecArray, question: LawQuestion) => readonly string[];

const DEBT = "([\\d.]+) ([A-Z]{3})";
const LAW = "under ([a-z]{2})(?: against an? ([a-z-]+(?: debtor)?))?";
const PAID = "((?:, [\\d.]+ paid on \\S+)*)";

/** The questions of law that a story may ask, each with what Firmly says to it. */
const QUESTIONS: readonly (readonly [RegExp, Answer])[] = [
  [
    new RegExp(`^interest on ${DEBT} due (\\S+) ${LAW}${PAID}$`),
    (w, q) => interestWords(debt({ amount: w[1]!, currency: w[2]!, due: w[3]!, law: w[4]!, debtor: w[5], paid: w[6]!, costs: "0" }, q), w[2]!),
  ],
  [
    new RegExp(`^claim of ${DEBT} due (\\S+) ${LAW} with costs of ([\\d.]+)${PAID}$`),
    (w, q) => claimWords(debt({ amount: w[1]!, currency: w[2]!, due: w[3]!, law: w[4]!, debtor: w[5], costs: w[6]!, paid: w[7]! }, q), w[2]!),
  ],
  [new RegExp(`^lump sum on ${DEBT} ${LAW}$`), (w, q) => lumpSumWords(lawOf(w[3]!, w[4], q), w[1]!, w[2]!)],
  [/^e-mail to an? (\S+) in ([A-Z]{2}) at (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC$/, (w, q) => mailWords(w, q)],
];

/** What Firmly says to a question of law, as the phrases that a story may use; null where the sentence is none. */
export function answerLaw(sentence: string, question: LawQuestion): readonly string[] | null {
  for (const [pattern, answer] of QUESTIONS) {
    const words = pattern.exec(sentence);
    if (words) return answer(words, question);
  }
  return null;
}

interface DebtWords {
  readonly amount: string;
  readonly currency: string;
  readonly due: string;
  readonly law: string;
  readonly debtor: string | undefined;
  readonly paid: string;
  readonly costs: string;
}

function debt({ amount, currency, due, law, debtor, paid, costs }: DebtWords, question: LawQuestion): ClaimRequest {
  const { day } = question;
  const minor = (text: string) => parseMinor(text, currency)!;
  const payments = [...paid.matchAll(/([\d.]+) paid on (\S+?)(?=,|$)/g)].map((each) => ({ day: each[2] as Day, amountMinor: minor(each[1]!) }));
  const order = orderInsideDebt(law.toUpperCase(), day);
  const governing = lawOf(law, debtor, question);
  const lawful = lawfulDue(governing, due as Day, businessDays(law, null));
  return { law: governing, due: lawful, amountMinor: minor(amount), costsMinor: minor(costs), payments, order, from: null, to: day };
}

function lawOf(code: string, debtor: string | undefined, { day, laws }: LawQuestion): ClaimLaw {
  const law = claimLaw(laws, code, typeOf(debtor), day);
  if (!law) throw new UserError("story-law", `no law of "${code}" is on file for ${day}`);
  return law;
}

function typeOf(words = "company"): DebtorType {
  return words.replace(/ debtor$/, "") as DebtorType;
}

function interestWords(request: ClaimRequest, currency: string): readonly string[] {
  const sheet = lateInterest(request);
  if ("refused" in sheet) return refusalWords(sheet);
  const money = (minor: bigint) => formatMinor(minor, currency);
  return [
    `interest ${money(sheet.totalMinor)}`,
    ...sheet.segments.map(({ days, rate, amountMinor }) => `${days} days at ${rate} is ${money(amountMinor)}`),
    ...sheet.segments.map(({ from, to, principalMinor }) => `on ${money(principalMinor)} from ${from} to ${to}`),
  ];
}

function claimWords(request: ClaimRequest, currency: string): readonly string[] {
  const sheet = claimSheet(request);
  if ("refused" in sheet) return refusalWords(sheet);
  const money = (minor: bigint) => formatMinor(minor, currency);
  const parts = ["costs", "interest", "principal"] as const;
  return [...sheet.payments.flatMap((paid) => parts.map((part) => `${money(paid[part])} to ${part}`)), `${money(sheet.totalMinor)} left`];
}

function lumpSumWords(law: ClaimLaw, amount: string, currency: string): readonly string[] {
  const sum = lumpSum(law, parseMinor(amount, currency)!, currency);
  return "refused" in sum ? refusalWords(sum) : [`lump sum ${formatMinor(sum.amountMinor, currency)}`];
}

function refusalWords({ refused, detail }: { readonly refused: string; readonly detail: string }): readonly string[] {
  return [`refused: ${refused}`, `because ${detail}`];
}

function mailWords(words: RegExpExecArray, { creditorCountry, procedure, laws }: LawQuestion): readonly string[] {
  const instant = new Date(`${words[3]}T${words[4]}:00Z`);
  const timeZone = timeZonesOf(creditorCountry)[0] ?? "UTC";
  const until = quietUntil({
    creditor: completeCreditor("story", "Story", { country: creditorCountry, timeZone }),
    debtor: { country: words[2]!, type: typeOf(words[1]) },
    hours: procedure.contactHours,
    laws,
    day: dayIn(timeZone, instant),
    instant,
  });
  return [until === null ? "leaves at once" : `leaves ${until.toISOString().slice(0, 16).replace("T", " ")} UTC`];
}
