import { type Day, daysBetween } from "../../values/day.ts";
import { documentKey } from "./document-number.ts";
import { numberKeys } from "./number-keys.ts";
import { nameLikeness } from "./payer-name.ts";
import { referenceKey, referenceKeys } from "./reference-key.ts";
import type { CashTransaction } from "./cash.ts";

/** Money that left the bank account again: `amountMinor` is positive, its payer is who gets it back. */
export interface CashReturn extends CashTransaction {
  /** The bank's reason: "AC04", "MS03"; null where it is a mere reversal. */
  readonly returnReason: string | null;
}

/** A payment that the ledger has, and that may be the one that came back. */
export interface PostedPayment {
  readonly item: number;
  readonly account: number;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly bookedOn: Day;
  readonly reference: string | null;
  readonly otherReferences: readonly string[];
  readonly payerName: string | null;
  readonly payerIban: string | null;
  /** The documents that it paid. */
  readonly documents: readonly string[];
}

export interface ReturnEvidence {
  /** What the return and the payment have in common. */
  readonly shares: readonly ("reference" | "iban" | "document" | "name")[];
  readonly doubts: readonly string[];
}

export interface ReturnProposal {
  readonly payment: number;
  readonly account: number;
  readonly confidence: number;
  readonly evidence: ReturnEvidence;
}

export type ReturnMatch =
  /** Certain: the payment is taken back, and its items are open again. */
  | { readonly kind: "post"; readonly posting: ReturnProposal }
  | { readonly kind: "propose"; readonly proposals: readonly ReturnProposal[] }
  | { readonly kind: "none" };

/** A SEPA direct debit may be returned for thirteen months. */
const LONGEST_DAYS = 400;
const MOST_PROPOSALS = 5;
const WEIGHTS = { reference: 4, document: 3, iban: 2, name: 1 } as const;

/**
 * Which earlier payment came back. The amount must be the payment's (banks add their charges: `chargesMinor`), and no payment
 * can come back before it came. It posts where one payment alone shares a reference, or a document or IBAN, and no other
 * one shares as much; the same amount alone is a proposal.
 */
export function matchReturn(returned: CashReturn, posted: readonly PostedPayment[]): ReturnMatch {
  const possible = posted.filter((payment) => isPossible(returned, payment));
  if (possible.length === 0) return { kind: "none" };
  const references = new Set(referenceKeys(returned));
  const numbers = new Set(numberKeys(returned));
  const found = possible.map((payment) => {
    const shares = sharesOf(returned, payment, references, numbers);
    return { payment, shares, weight: shares.reduce((sum, share) => sum + WEIGHTS[share], 0) };
  });
  found.sort(
    (a, b) =>
      b.weight - a.weight || (a.payment.bookedOn < b.payment.bookedOn ? 1 : a.payment.bookedOn > b.payment.bookedOn ? -1 : a.payment.item - b.payment.item),
  );
  const [best, second] = found;
  const isDeclined = returned.declined.includes(best!.payment.account);
  const isStrong = best!.weight >= WEIGHTS.iban && !isDeclined;
  if (isStrong && (second === undefined || second.weight < best!.weight)) return { kind: "post", posting: proposalOf(best!, []) };
  const doubts = [
    ...(isDeclined ? ["declined"] : []),
    ...(second && second.weight === best!.weight ? ["not-unique"] : []),
    ...(best!.weight === 0 ? ["amount-only"] : []),
  ];
  return { kind: "propose", proposals: found.slice(0, MOST_PROPOSALS).map((each) => proposalOf(each, doubts)) };
}

function isPossible(returned: CashReturn, payment: PostedPayment): boolean {
  const days = daysBetween(payment.bookedOn, returned.booked);
  const isAmount = payment.amountMinor === returned.amountMinor || payment.amountMinor === returned.amountMinor - returned.chargesMinor;
  return payment.currency === returned.currency && isAmount && days >= 0 && days <= LONGEST_DAYS;
}

function sharesOf(returned: CashReturn, payment: PostedPayment, references: ReadonlySet<string>, numbers: ReadonlySet<string>): ReturnEvidence["shares"] {
  const own = [payment.reference, ...payment.otherReferences].map((each) => (each === null ? "" : referenceKey(each)));
  const shares: ReturnEvidence["shares"][number][] = [];
  if (own.some((key) => key !== "" && references.has(key))) shares.push("reference");
  if (payment.documents.some((document) => numbers.has(documentKey(document)))) shares.push("document");
  if (payment.payerIban !== null && payment.payerIban === returned.payerIban) shares.push("iban");
  const { payerName } = returned;
  if (payerName !== null && payment.payerName !== null && nameLikeness(payerName, payment.payerName) === "same") shares.push("name");
  return shares;
}

function proposalOf(
  { payment, shares, weight }: { payment: PostedPayment; shares: ReturnEvidence["shares"]; weight: number },
  doubts: readonly string[],
): ReturnProposal {
  return { payment: payment.item, account: payment.account, confidence: Math.min(0.99, 0.2 + weight / 10), evidence: { shares, doubts } };
}
