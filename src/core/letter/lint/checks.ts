import { matchesAny } from "./patterns.ts";
import { checkCallToAction } from "./call-to-action.ts";
import { checkCharges } from "./charges-check.ts";
import { checkCompanyDetails } from "./company-check.ts";
import { checkCreditReport, checkThreats } from "./consequences.ts";
import { checkConsumerNotice } from "./consumer-notice-check.ts";
import { checkContacts } from "./contacts-check.ts";
import { checkDates, checkVagueDeadline, letterDay } from "./deadline.ts";
import { checkDebris } from "./debris.ts";
import { checkDecency } from "./decency.ts";
import { checkAlreadyPaid, checkElements } from "./elements-check.ts";
import { checkLength, checkReadability } from "./extent.ts";
import { checkAmounts, checkDaysPastDue } from "./figures.ts";
import { type Check, type CheckId, type Finding, type LintInput, readingDay } from "./finding.ts";
import { checkLanguage } from "./language-check.ts";
import { checkLeftOut } from "./left-out-check.ts";
import { checkPage } from "./page-check.ts";
import { checkPaymentDetails } from "./payment-details.ts";
import { checkSending } from "./sending-check.ts";
import { checkSentences, checkTone } from "./tone.ts";

interface CheckRow {
  readonly id: CheckId;
  readonly find: Check;
  /** Only for letters of a step: an answer has no elements, length or call to action to look at. */
  readonly ofStep?: true;
  /** Whether enough is known to say that nothing is wrong; absent: the text alone is enough. */
  readonly known?: (input: LintInput) => boolean;
}

const always = { ofStep: true } as const;

const ROWS: readonly CheckRow[] = [
  { id: "L01", find: checkElements, ...always },
  { id: "L02", find: checkDebris },
  {
    id: "L03",
    find: checkDates,
    known: (input) => input.step === "final" || readingDay(input) !== null || letterDay(input.shaped, input.lexicon.language) !== null,
  },
  { id: "L04", find: checkVagueDeadline },
  { id: "L05", find: checkAmounts, known: ({ facts }) => facts.amountsMinor.size > 0 },
  { id: "L06", find: checkDaysPastDue, known: (input) => input.facts.items.length > 0 || !matchesAny(input.lexicon.daysPastDue, input.shaped.text) },
  { id: "L07", find: checkCharges, known: ({ facts, lexicon, shaped }) => facts.charges !== null || !matchesAny(lexicon.interestWords, shaped.text) },
  { id: "L08", find: checkLeftOut, known: ({ facts }) => facts.leftOut !== null },
  { id: "L09", find: checkThreats },
  {
    id: "L10",
    find: checkCreditReport,
    known: ({ facts, lexicon, shaped }) => facts.creditReport !== null || !matchesAny(lexicon.consequences.kinds["credit-report"], shaped.text),
  },
  { id: "L11", find: checkContacts, known: ({ facts }) => facts.contacts !== null },
  { id: "L12", find: checkCallToAction, ...always },
  { id: "L13", find: checkPaymentDetails },
  { id: "L14", find: checkCompanyDetails, known: ({ facts }) => facts.company !== null },
  { id: "L15", find: checkLength, ...always },
  { id: "L16", find: checkSentences },
  { id: "L17", find: checkReadability },
  { id: "L18", find: checkTone },
  { id: "L19", find: checkDecency },
  { id: "L20", find: checkLanguage },
  { id: "L21", find: checkAlreadyPaid, ...always },
  { id: "L22", find: checkPage, known: ({ pdf }) => pdf !== null },
  { id: "L23", find: checkSending, known: ({ facts }) => facts.sending !== null },
  { id: "L24", find: checkConsumerNotice, known: ({ facts }) => facts.thirtyDayNotice !== null },
];

/** Everything that is wrong, in the order of the text. */
export function runChecks(input: LintInput): readonly Finding[] {
  return ROWS.filter(({ ofStep }) => !(ofStep && input.answer))
    .flatMap(({ find }) => find(input))
    .sort((a, b) => a.line - b.line || a.column - b.column || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
}

/** The checks that could not be made for want of data, or only in part. */
export function unsureChecks(input: LintInput): readonly CheckId[] {
  return ROWS.flatMap(({ id, known }) => (known && !known(input) ? [id] : []));
}
