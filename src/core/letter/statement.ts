import type { OpenLedger } from "../ledger/open-items.ts";
import { type Day, daysBetween } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { ElementValues, Stated } from "./elements.ts";
import { cleanText, layHead, type LetterFacts, type LetterHead } from "./notice.ts";
import { contactOf, paymentOptions } from "./statements.ts";

/** Everything that a statement of account may state. */
export interface StatementFacts extends Pick<LetterFacts, "letter" | "creditor" | "debtor" | "currency" | "sentOn"> {
  /** What is open on the account as of `sentOn`. */
  readonly ledger: Pick<OpenLedger, "items" | "credits" | "charges" | "charged">;
  /** By item, what of it is in dispute, minor units. */
  readonly disputed: ReadonlyMap<number, bigint>;
  /** By item, what of it was disputed rightly and is still to be credited, minor units. */
  readonly toBeCredited: ReadonlyMap<number, bigint>;
  /** Items for which a promise or a payment plan is running. */
  readonly agreed: ReadonlySet<number>;
}

/** An invoice, or a charge that a letter made. Amounts in minor units. */
export interface StatementItem {
  readonly document: string;
  readonly instalment: number | null;
  /** Interest, lump sum or fee, and the days that it is for; null: a document of the ledger. */
  readonly charge: { readonly kind: "interest" | "lump-sum" | "fee"; readonly from: Day; readonly to: Day } | null;
  readonly issued: Day;
  readonly due: Day;
  /** 0 before the due date and on it. */
  readonly overdueDays: number;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly disputedMinor: bigint;
  readonly toBeCreditedMinor: bigint;
  /** Its payment is promised or planned: letters do not ask for it meanwhile. */
  readonly isAgreed: boolean;
}

/** What a statement of account says: all that is open, and no demand. Only `statementNotice` makes one. */
export interface StatementNotice extends LetterHead {
  readonly step: "statement";
  /** What is past due first, each part by due date. */
  readonly items: readonly StatementItem[];
  readonly credits: readonly { readonly kind: "credit-memo" | "payment"; readonly document: string; readonly day: Day; readonly openMinor: bigint }[];
  /** Of the items; credits are not set against them here. */
  readonly overdueMinor: bigint;
  readonly disputedMinor: bigint;
  /** The balance: items less credits; below zero where the creditor owes. */
  readonly totalMinor: bigint;
  readonly elements: {
    readonly "contact-details": Stated<ElementValues["contact-details"]>;
    readonly "payment-options": Stated<ElementValues["payment-options"]>;
  };
}

/** The statement of an account, or why none can be written, in sentences. */
export function statementNotice(facts: StatementFacts): { readonly notice: StatementNotice } | { readonly missing: readonly string[] } {
  const head = layHead({ ...facts, deliveredOn: facts.sentOn, returnTo: null });
  const missing = [
    ...(head.debtor.name === "" ? [`debtor ${facts.debtor.id} has no name; add it to the debtor's data`] : []),
    ...(head.creditor.name === "" ? [`creditor ${facts.creditor.id} has no name; set it with "firmly settings"`] : []),
  ];
  if (missing.length > 0) return { missing };
  const items = layItems(facts);
  const credits = facts.ledger.credits.map(({ kind, document, bookedOn, openMinor }) => ({ kind, document: cleanText(document), day: bookedOn, openMinor }));
  const contact = contactOf(facts.creditor);
  return {
    notice: {
      ...head,
      step: "statement",
      items,
      credits,
      overdueMinor: sumMinor(items.filter(({ overdueDays }) => overdueDays > 0).map(({ openMinor }) => openMinor)),
      disputedMinor: sumMinor(items.map(({ disputedMinor }) => disputedMinor)),
      totalMinor: sumMinor(items.map(({ openMinor }) => openMinor)) - sumMinor(credits.map(({ openMinor }) => openMinor)),
      elements: {
        "contact-details": contact ? { value: contact } : { waived: "creditor-details-missing" },
        "payment-options": paymentOptions(facts),
      },
    },
  };
}

function layItems({ ledger, disputed, toBeCredited, agreed, sentOn }: StatementFacts): StatementItem[] {
  const times = new Map<string, number>();
  for (const { document } of ledger.items) times.set(document, (times.get(document) ?? 0) + 1);
  const chargedFor = new Map(ledger.charged.map(({ item, forDocument }) => [item, forDocument]));
  const laid = [...ledger.items, ...ledger.charges].map((item): StatementItem => {
    const { charge } = item;
    return {
      document: cleanText((charge && chargedFor.get(item.item)) ?? item.document),
      instalment: !charge && times.get(item.document)! > 1 ? item.instalment : null,
      charge: charge ? { kind: charge.kind, from: charge.from, to: charge.to } : null,
      issued: item.issued,
      due: item.due,
      overdueDays: Math.max(0, daysBetween(item.due, sentOn)),
      amountMinor: item.amountMinor,
      openMinor: item.openMinor,
      disputedMinor: disputed.get(item.item) ?? 0n,
      toBeCreditedMinor: toBeCredited.get(item.item) ?? 0n,
      isAgreed: agreed.has(item.item),
    };
  });
  const isLater = (item: StatementItem): number => (item.overdueDays > 0 ? 0 : 1);
  return laid.sort((a, b) => isLater(a) - isLater(b) || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** Every amount that the statement may print. */
export function amountsOfStatement({ items, credits, overdueMinor, disputedMinor, totalMinor }: StatementNotice): readonly bigint[] {
  const sums = [false, true].map((late) => sumMinor(items.filter(({ overdueDays }) => overdueDays > 0 === late).map(({ openMinor }) => openMinor)));
  return [
    overdueMinor,
    disputedMinor,
    totalMinor,
    -totalMinor,
    ...sums,
    ...items.flatMap(({ amountMinor, openMinor, disputedMinor: part, toBeCreditedMinor }) => [amountMinor, openMinor, part, toBeCreditedMinor]),
    ...credits.map(({ openMinor }) => openMinor),
  ];
}
