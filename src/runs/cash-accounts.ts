import type { ClientBase } from "pg";
import type { AskedSum, CashAccount, CashItem, CashRules, PaidItem, SettledItem } from "../core/ledger/cash/cash.ts";
import { documentNumbers, isDocument } from "../core/ledger/entry.ts";
import { type OpenLedger, openItems } from "../core/ledger/open-items.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { parseMinor } from "../core/values/money.ts";
import type { Creditor } from "../core/values/party.ts";
import { findAccounts, type LoadedAccount, loadAccounts } from "../store/account-store.ts";
import { type CashFacts, loadCashFacts } from "../store/cash-facts.ts";

/** An account as cash application sees it, and the ordinals of payments without a number that it has. */
export interface LoadedCashAccount {
  readonly view: CashAccount;
  readonly ordinals: Map<string, number>;
}

/** Loads accounts as cash application sees them, as known by a day. */
export async function loadCashAccounts(client: ClientBase, ids: readonly number[], creditor: Creditor, asOf: Day): Promise<Map<number, LoadedCashAccount>> {
  const rows = await findAccounts(client, ids);
  const [facts, loaded] = [await loadCashFacts(client, ids, asOf), await loadAccounts(client, rows, asOf)];
  return new Map(loaded.map((account) => [account.id, cashAccount(account, facts.get(account.id)!, creditor, asOf)]));
}

function cashAccount(account: LoadedAccount, facts: CashFacts, creditor: Creditor, asOf: Day): LoadedCashAccount {
  const ledger = openItems(account.entries, asOf);
  const { credits } = ledger;
  // Charges are paid like items, and asked for with them.
  const items = [...ledger.items, ...ledger.charges];
  const fees = new Set(account.entries.flatMap((entry) => (entry.kind === "fee" ? [entry.item] : [])));
  const view: CashAccount = {
    account: account.id,
    debtor: account.debtor,
    name: account.debtorName,
    currency: account.currency,
    items: items.map(
      ({ item, document, instalment, issued, due, openMinor }): CashItem => ({
        item,
        document,
        instalment,
        issued,
        due,
        openMinor,
        isFee: fees.has(item),
        references: fees.has(item) ? [document] : (facts.printed.get(item)?.references ?? []),
        discounts: facts.printed.get(item)?.discounts ?? [],
      }),
    ),
    credits: credits.filter(({ kind }) => kind === "credit-memo").map(({ item, document, openMinor }) => ({ item, document, openMinor })),
    booked: facts.booked,
    settled: settledItems(account, facts),
    paid: paidItems(account, ledger, facts, addDays(asOf, -PAID_DAYS)),
    asked: askedSums(account, ledger),
    ibans: facts.ibans,
    aliases: facts.aliases,
    oldestFirst: creditor.cash.oldestFirst.includes(account.debtor),
  };
  return { view, ordinals: facts.ordinals };
}

function settledItems(account: LoadedAccount, { settled, printed }: CashFacts): SettledItem[] {
  if (settled.size === 0) return [];
  const documents = documentNumbers(account.entries);
  return [...settled].map(([item, { amountMinor, settledOn }]) => ({
    item,
    document: documents.get(item) ?? "",
    references: printed.get(item)?.references ?? [],
    amountMinor,
    settledOn,
  }));
}

/** What was paid so long ago is not paid twice by mistake. */
const PAID_DAYS = 370;

/** Items that money has paid since a day, and of which nothing is open. */
function paidItems({ entries }: LoadedAccount, { items, charges, allocated }: OpenLedger, { settled, printed }: CashFacts, since: Day): PaidItem[] {
  const open = new Set([...items, ...charges].map(({ item }) => item));
  const paid = new Map<number, { amountMinor: bigint; paidOn: Day }>();
  for (const { item, amountMinor, bookedOn } of allocated) {
    if (open.has(item) || settled.has(item)) continue;
    const before = paid.get(item);
    paid.set(item, { amountMinor: (before?.amountMinor ?? 0n) + amountMinor, paidOn: before && before.paidOn > bookedOn ? before.paidOn : bookedOn });
  }
  if (paid.size === 0) return [];
  const documents = new Map(entries.flatMap((entry) => (isDocument(entry) && !entry.charge ? [[entry.item, entry.document] as const] : [])));
  return [...paid].flatMap(([item, { amountMinor, paidOn }]) =>
    paidOn < since || !documents.has(item)
      ? []
      : [{ item, document: documents.get(item)!, references: printed.get(item)?.references ?? [], amountMinor, paidOn }],
  );
}

/**
 * The letters that were not recalled, with their charges and once more without, and the promises. What of them is no longer
 * open asks for nothing.
 */
function askedSums({ activities }: LoadedAccount, { charges }: OpenLedger): AskedSum[] {
  const gone = new Set(activities.flatMap((activity) => (activity.kind === "recall" ? [activity.letter] : [])));
  const withdrawn = new Set(activities.flatMap((activity) => (activity.kind === "promise-withdrawn" ? [activity.promise] : [])));
  const asked: AskedSum[] = [];
  for (const activity of activities) {
    if (activity.kind === "letter" && !gone.has(activity.letter)) {
      const items = activity.items.map(({ item }) => item);
      const added = charges.filter(({ charge, knownOn }) => charge!.letter === activity.letter || knownOn < activity.sentOn).map(({ item }) => item);
      asked.push({ what: "letter", reference: activity.letter, items: [...items, ...added], amountMinor: null });
      // Without its charges a letter is paid too; a reference would name either, so only one has it.
      if (added.length > 0) asked.push({ what: "letter", reference: null, items, amountMinor: null });
    }
    if (activity.kind === "promise" && !withdrawn.has(activity.id)) {
      asked.push({ what: "promise", reference: null, items: activity.items, amountMinor: activity.amountMinor });
    }
  }
  return asked;
}

/** What the creditor lets pass, in a currency. */
export function cashRules({ cash, country }: Creditor, currency: string): CashRules {
  const { tolerancePercent, toleranceAmounts, discount } = cash;
  return { country, tolerance: { percent: tolerancePercent, amountMinor: parseMinor(toleranceAmounts[currency] ?? "0", currency) ?? 0n }, discount };
}
