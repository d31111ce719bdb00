import { openItems } from "../../src/core/ledger/open-items.ts";
import { type Day } from "../../src/core/values/day.ts";
import { formatMinor } from "../../src/core/values/money.ts";
import { findAccounts, loadAccounts } from "../../src/store/account-store.ts";
import type { Store } from "../../src/store/database.ts";

/** What is open on a day, one line per account: "C1 EUR: I1 60.00, payment 5.00". */
export async function viewLedger(store: Store, asOf: Day): Promise<string[]> {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ id: bigint }>("select id from account order by id");
    const accounts = await loadAccounts(
      client,
      await findAccounts(
        client,
        rows.map((row) => Number(row.id)),
      ),
      asOf,
    );
    const lines = accounts.map(({ debtor, currency, entries }) => {
      const { items, credits } = openItems(entries, asOf);
      const parts = [
        ...items.map((item) => `${item.document} ${formatMinor(item.openMinor, currency)}`),
        ...credits.map((credit) => `${credit.kind} ${formatMinor(credit.openMinor, currency)}`),
      ];
      return `${debtor} ${currency}: ${parts.join(", ")}`;
    });
    return lines.sort();
  } finally {
    client.release();
  }
}

/** Takes everything out again that an import stores. */
export async function emptyLedger(store: Store): Promise<void> {
  await store.pool.query("truncate creditor, debtor, account, import, entry, activity, posted_through restart identity cascade");
}
