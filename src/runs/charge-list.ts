import type { ClientBase } from "pg";
import { chargeStates } from "../core/ledger/charge-state.ts";
import type { Entry } from "../core/ledger/entry.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { readCalculations } from "../store/charge-store.ts";

/** A charge as `firmly account --json` lists it; amounts in major units. */
export interface ChargeDocument {
  /** The number under which it is booked: `firmly waive` takes it. */
  readonly id: string;
  readonly kind: "interest" | "lump-sum" | "fee";
  /** The document that it is for. */
  readonly document: string;
  /** First and last day of interest, inclusive; of others the day of the letter. */
  readonly from: Day;
  readonly to: Day;
  readonly amount: string;
  readonly open: string;
  readonly state: "open" | "paid" | "waived" | "reversed";
  /** The letter that made it. */
  readonly letter: string;
  readonly calculation: {
    readonly from: Day;
    readonly to: Day;
    readonly days: number;
    readonly rate: string;
    readonly principal: string;
    readonly amount: string;
    readonly source: string;
  }[];
}

/** The charges of an account, oldest first. */
export async function listCharges(
  client: ClientBase,
  account: { readonly id: number; readonly currency: string },
  entries: readonly Entry[],
  asOf: Day,
): Promise<ChargeDocument[]> {
  const states = chargeStates(entries, asOf);
  if (states.length === 0) return [];
  const calculations = await readCalculations(client, account.id);
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  return states.map(({ item, document, forDocument, charge, amountMinor, openMinor, state }) => ({
    id: document,
    kind: charge.kind,
    document: forDocument,
    from: charge.from,
    to: charge.to,
    amount: money(amountMinor),
    open: money(openMinor),
    state,
    letter: charge.letter,
    calculation: (calculations.get(item) ?? []).map(({ from, to, days, rate, principalMinor, amountMinor: interest, source }) => ({
      from,
      to,
      days,
      rate,
      principal: money(principalMinor),
      amount: money(interest),
      source,
    })),
  }));
}
