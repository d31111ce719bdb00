import type { InterestSegment } from "../claim/interest.ts";
import type { DocumentEntry } from "../ledger/entry.ts";
import type { Day } from "../values/day.ts";
import type { Charge } from "./decision.ts";

/** A charge that a letter makes, with the number under which it is booked once the letter has left. */
export interface NewCharge {
  /** Short enough to be printed and typed: the letter's id and a number. */
  readonly number: string;
  readonly kind: Charge["kind"];
  readonly item: number;
  readonly from: Day;
  readonly to: Day;
  readonly amountMinor: bigint;
  readonly calculation: readonly InterestSegment[];
}

/** The charges that the letter itself makes, numbered in their order; those of earlier letters are booked already. */
export function newCharges(letter: string, charges: readonly Charge[]): NewCharge[] {
  return charges
    .filter(({ booked }) => booked === null)
    .map(({ kind, item, from, to, amountMinor, calculation }, index) => ({ number: `${letter}-${index + 1}`, kind, item, from, to, amountMinor, calculation }));
}

/** The entry of a new charge: a fee that is due with the letter. `id` is its number in the book. */
export function chargeEntry(
  { number, kind, item, from, to, amountMinor }: NewCharge,
  letter: { readonly id: string; readonly sentOn: Day; readonly payBy: Day | null },
  id: number,
  knownOn: Day,
): DocumentEntry {
  const { sentOn } = letter;
  const charge = { kind, item, letter: letter.id, from, to };
  const booked = { happenedOn: sentOn, knownOn, issued: sentOn, due: letter.payBy ?? sentOn };
  return { id, kind: "fee", item: id, document: number, instalment: 1, amountMinor, charge, ...booked };
}
