import { ANSWER_KINDS, type Answer, type AnswerKind, type AnyNotice, answerNotice } from "../core/letter/answer.ts";
import { SAMPLE_SENT, sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { notice } from "../core/letter/notice.ts";
import type { Charge } from "../core/process/decision.ts";
import { type StatementFacts, statementNotice } from "../core/letter/statement.ts";
import { type Step, STEPS } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { type SampleParties, sampleParties } from "./letter-parties.sample.ts";

/** A letter of each kind that tests, the gallery and the linter's table are made from. */
export interface LetterCase {
  /** "second-full", "confirm-plan-plain" */
  readonly name: string;
  readonly notice: AnyNotice;
}

const EARLIER = [
  { day: "2026-11-06", kind: "reminder", channel: "email" },
  { day: "2026-11-14", kind: "past-due", channel: "email" },
  { day: "2026-11-17", kind: "first", channel: "email" },
  { day: "2026-11-19", kind: "call", channel: "phone" },
  { day: "2026-11-20", kind: "second", channel: "post" },
] as const;
const SEEN: Readonly<Record<Step, number>> = { reminder: 0, "past-due": 1, first: 2, second: 4, third: 5, final: 5 };

export function plainOptions(step: Step): SampleOptions {
  return { earlier: EARLIER.slice(0, SEEN[step]), items: step === "reminder" ? [sampleItem(1, { due: "2026-11-30" })] : [sampleItem(1)] };
}

/** Several invoices, a credit, a part payment, and every consequence enabled. */
export function fullOptions(step: Step, { creditor, agency }: Pick<SampleParties, "creditor" | "agency">): SampleOptions {
  const due = step === "reminder" ? (["2026-11-30", "2026-12-04"] as const) : (["2026-11-13", "2026-11-16"] as const);
  return {
    earlier: EARLIER.slice(0, SEEN[step]),
    creditor: { ...creditor, consequences: { creditTerms: true, agency, attorney: null, creditReport: true } },
    handedOverTo: agency,
    items: [sampleItem(1, { due: due[0] }), sampleItem(2, { due: due[1], amountMinor: 80_000n, openMinor: 50_000n })],
    steps: step === "third" ? ["third", "first"] : [],
    credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
    partPayments: [{ item: 2, amountMinor: 30_000n, day: "2026-11-18" }],
  };
}

export const IN_PART: SampleOptions = {
  items: [sampleItem(1, { openMinor: 104_050n, disputedMinor: 20_000n })],
  left: [{ item: sampleItem(1, { openMinor: 20_000n }), block: "disputed" }],
};
export const IN_PARTS: SampleOptions = {
  items: [
    sampleItem(1, { openMinor: 104_050n, disputedMinor: 20_000n }),
    sampleItem(2, { amountMinor: 80_000n, openMinor: 30_000n, disputedMinor: 20_000n }),
    sampleItem(3, { amountMinor: 50_000n }),
  ],
  left: [
    { item: sampleItem(1, { openMinor: 20_000n }), block: "disputed" },
    { item: sampleItem(2, { openMinor: 20_000n }), block: "credit-expected" },
    { item: sampleItem(4), block: "disputed" },
    { item: sampleItem(5), block: "credit-expected" },
    { item: sampleItem(6), block: "promised" },
  ],
  credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
};

export function disputedOptions(step: Step, of: SampleOptions): SampleOptions {
  const due: Day = step === "reminder" ? "2026-11-30" : "2026-11-13";
  return { ...plainOptions(step), ...of, items: of.items!.map((item) => ({ ...item, due })) };
}

const PLAN = { activity: 7, of: 4, agreedOn: "2026-03-03", documents: ["INV-4701", "INV-4702"] } as const;
export const instalment = (number: number, due: Day, openMinor = 50_000n) =>
  sampleItem(-7000 - number, { document: "PLAN-7", instalment: number, issued: "2026-03-03", due, amountMinor: 50_000n, openMinor, plan: PLAN });

export function instalmentOptions(step: "reminder" | "past-due", count: "one" | "several"): SampleOptions {
  const [first, second]: readonly [Day, Day] = step === "reminder" ? ["2026-11-30", "2026-12-30"] : ["2026-11-20", "2026-11-06"];
  return { items: count === "one" ? [instalment(2, first)] : [instalment(2, first, 20_000n), instalment(3, second), instalment(1, first)] };
}

const segment = (from: Day, to: Day, days: number, principalMinor: bigint, amountMinor: bigint) => ({
  from,
  to,
  days,
  rate: "11.75",
  principalMinor,
  amountMinor,
  source: "Late Payment of Commercial Debts (Interest) Act 1998",
});
export const ONE_RATE: Charge = {
  kind: "interest",
  item: 1,
  document: "INV-4701",
  amountMinor: 399n,
  from: "2026-11-14",
  to: "2026-11-23",
  calculation: [segment("2026-11-14", "2026-11-23", 10, 124_050n, 399n)],
  booked: null,
};
export const WITH_PAYMENTS: Charge = {
  ...ONE_RATE,
  amountMinor: 327n,
  calculation: [
    segment("2026-11-14", "2026-11-18", 5, 124_050n, 200n),
    segment("2026-11-19", "2026-11-20", 2, 84_050n, 54n),
    segment("2026-11-21", "2026-11-23", 3, 75_550n, 73n),
  ],
};
export const LUMP_SUM: Charge = { ...ONE_RATE, kind: "lump-sum", amountMinor: 7_000n, from: "2026-11-23", calculation: [] };
export const FEE: Charge = { ...LUMP_SUM, kind: "fee", amountMinor: 500n };
/** Of an invoice that is paid meanwhile. */
export const OF_EARLIER: Charge = {
  ...ONE_RATE,
  item: 99,
  document: "INV-4600",
  amountMinor: 1_234n,
  from: "2026-10-01",
  to: "2026-11-10",
  calculation: [],
  booked: 55,
};
export const WITH_CREDIT: SampleOptions = {
  items: [sampleItem(1), sampleItem(2, { amountMinor: 80_000n, openMinor: 50_000n })],
  credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
};

const INSTALMENTS = [
  { day: "2026-12-01", amountMinor: 50_000n },
  { day: "2027-01-04", amountMinor: 50_000n },
  { day: "2027-02-01", amountMinor: 24_050n },
] as const;
type Of<K extends AnswerKind> = Extract<Answer, { kind: K }>;
export const PLAIN_ANSWERS: { readonly [K in AnswerKind]: Of<K> } = {
  "confirm-promise": {
    kind: "confirm-promise",
    agreedOn: SAMPLE_SENT,
    onPhone: true,
    documents: ["INV-4701"],
    amountMinor: 124_050n,
    day: "2026-12-04",
    restMinor: 0n,
  },
  "confirm-plan": {
    kind: "confirm-plan",
    agreedOn: SAMPLE_SENT,
    onPhone: true,
    documents: ["INV-4701"],
    openMinor: 124_050n,
    instalments: INSTALMENTS,
    interest: "waived",
    missesToDefault: 1,
  },
  "confirm-dispute": {
    kind: "confirm-dispute",
    saidOn: SAMPLE_SENT,
    onPhone: true,
    document: "INV-4701",
    reason: "not-delivered",
    disputedMinor: 124_050n,
    owner: null,
    answerBy: "2026-12-07",
    rest: null,
  },
  correction: { kind: "correction", corrected: { step: "first", sentOn: "2026-11-20" }, reason: "paid", openMinor: 0n },
};
export const FULL_ANSWERS: { readonly [K in AnswerKind]: Of<K> } = {
  "confirm-promise": {
    ...PLAIN_ANSWERS["confirm-promise"],
    onPhone: false,
    agreedOn: "2026-11-20",
    documents: ["INV-4701", "INV-4702"],
    amountMinor: 100_000n,
    restMinor: 74_050n,
  },
  "confirm-plan": {
    ...PLAIN_ANSWERS["confirm-plan"],
    onPhone: false,
    documents: ["INV-4701", "INV-4702", "INV-4703"],
    openMinor: 150_000n,
    interest: "runs",
    missesToDefault: 2,
  },
  "confirm-dispute": {
    ...PLAIN_ANSWERS["confirm-dispute"],
    onPhone: false,
    reason: "price",
    disputedMinor: 24_050n,
    owner: "Priya Nair",
    rest: { amountMinor: 100_000n, due: "2026-11-30" },
  },
  correction: { kind: "correction", corrected: { step: "second", sentOn: "2026-11-20" }, reason: "wrong-amount", openMinor: 50_000n },
};

const LEDGER = { items: [], credits: [], charges: [], charged: [] };
const CHARGE = { kind: "interest", item: 1, letter: "L1", from: "2026-10-01", to: "2026-11-10" } as const;
const UNMARKED = { disputed: new Map(), toBeCredited: new Map(), agreed: new Set<number>() };
const STATEMENT_KINDS = ["plain", "full", "credit", "nothing"] as const;
type StatedAccount = Pick<StatementFacts, "ledger" | "disputed" | "toBeCredited" | "agreed">;
/** An invoice that is late; everything that an account can hold; more credit than is open; and an account that is settled. */
const STATEMENTS: Readonly<Record<(typeof STATEMENT_KINDS)[number], StatedAccount>> = {
  plain: { ledger: { ...LEDGER, items: [sampleItem(1)] }, ...UNMARKED },
  full: {
    ledger: {
      items: [sampleItem(1), sampleItem(2, { due: "2026-12-04", amountMinor: 80_000n, openMinor: 50_000n }), sampleItem(3, { due: "2026-11-20" })],
      charges: [sampleItem(20, { document: "INT-1", issued: "2026-11-10", due: "2026-11-10", amountMinor: 1_234n, charge: CHARGE })],
      charged: [{ item: 20, document: "INT-1", forDocument: "INV-4600", charge: CHARGE, amountMinor: 1_234n }],
      credits: [
        { item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n },
        { item: 10, kind: "payment", document: "P-77", bookedOn: "2026-11-18", openMinor: 2_500n },
      ],
    },
    disputed: new Map([[3, 24_050n]]),
    toBeCredited: new Map([[1, 40_500n]]),
    agreed: new Set([3]),
  },
  credit: {
    ledger: { ...LEDGER, items: [sampleItem(1)], credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 200_000n }] },
    ...UNMARKED,
  },
  nothing: { ledger: LEDGER, ...UNMARKED },
};

/** All cases in the surroundings of a language: its parties, its currency. `country` takes the debtor abroad. */
export function letterCases(language: string, country: string | null = null): LetterCase[] {
  const parties = sampleParties(language, country);
  const { creditor, debtor, currency } = parties;
  const ofStep = (name: string, step: Step, options: SampleOptions): LetterCase => {
    const made = notice(sampleFacts(step, { creditor, debtor, currency, ...options }));
    if ("missing" in made) throw new Error(made.missing.map(({ message }) => message).join("; "));
    return { name, notice: made.notice };
  };
  const ofAnswer = (name: string, answer: Answer): LetterCase => {
    const head = {
      letter: { id: "L-000017-02", reference: "A17-2" },
      creditor,
      debtor,
      currency,
      sentOn: SAMPLE_SENT,
      deliveredOn: SAMPLE_SENT,
      returnTo: null,
    };
    const made = answerNotice({ ...head, answer });
    if ("missing" in made) throw new Error(made.missing.join("; "));
    return { name, notice: made.notice };
  };
  const ofStatement = (name: string, of: StatedAccount): LetterCase => {
    const made = statementNotice({ letter: { id: "L-000017-02", reference: "A17" }, creditor, debtor, currency, sentOn: SAMPLE_SENT, ...of });
    if ("missing" in made) throw new Error(made.missing.join("; "));
    return { name, notice: made.notice };
  };
  return [
    ...STEPS.flatMap((step) => [
      ofStep(`${step}-plain`, step, plainOptions(step)),
      ofStep(`${step}-full`, step, { ...fullOptions(step, parties), debtor: { ...debtor, contactName: parties.contactName } }),
      ofStep(`${step}-disputed-part`, step, disputedOptions(step, IN_PART)),
      ofStep(`${step}-disputed-parts`, step, disputedOptions(step, IN_PARTS)),
    ]),
    ofStep("reminder-consumer", "reminder", {
      ...plainOptions("reminder"),
      debtor: { ...debtor, ...parties.person, type: "consumer" },
      thirtyDayNotice: true,
    }),
    ofStep("second-charges", "second", { charges: [ONE_RATE, LUMP_SUM, FEE] }),
    ofStep("second-charges-table", "second", { charges: [OF_EARLIER, WITH_PAYMENTS, LUMP_SUM], ...WITH_CREDIT }),
    ...(["reminder", "past-due"] as const).flatMap((step) =>
      (["one", "several"] as const).map((count) => ofStep(`instalment-${step}-${count}`, step, instalmentOptions(step, count))),
    ),
    ...STATEMENT_KINDS.map((kind) => ofStatement(`statement-${kind}`, STATEMENTS[kind])),
    ...ANSWER_KINDS.flatMap((kind) => [ofAnswer(`${kind}-plain`, PLAIN_ANSWERS[kind]), ofAnswer(`${kind}-full`, FULL_ANSWERS[kind])]),
  ];
}
