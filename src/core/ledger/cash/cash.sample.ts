import type { CashAccount, CashItem, CashRules, CashTransaction } from "./cash.ts";

/** Made-up money and accounts for tests; what is not named is plain. */
export function transaction(given: Partial<CashTransaction> = {}): CashTransaction {
  return {
    id: 1,
    booked: "2026-11-25",
    amountMinor: 10_000n,
    currency: "EUR",
    payerName: null,
    payerIban: null,
    ultimatePayer: null,
    reference: null,
    otherReferences: [],
    documents: [],
    text: "",
    chargesMinor: 0n,
    declined: [],
    ...given,
  };
}

export function item(id: number, document: string, openMinor: bigint, given: Partial<CashItem> = {}): CashItem {
  return { item: id, document, instalment: 1, issued: "2026-10-01", due: "2026-10-31", openMinor, isFee: false, references: [], discounts: [], ...given };
}

export function account(id: number, name: string, items: readonly CashItem[], given: Partial<CashAccount> = {}): CashAccount {
  return {
    account: id,
    debtor: `D${id}`,
    name,
    currency: "EUR",
    items,
    credits: [],
    booked: [],
    settled: [],
    paid: [],
    asked: [],
    ibans: [],
    aliases: [],
    oldestFirst: false,
    ...given,
  };
}

export const rules: CashRules = { country: "DE", tolerance: { percent: 0.5, amountMinor: 300n }, discount: null };
