import { finished } from "node:stream/promises";
import { to as copyTo } from "pg-copy-streams";
import { ENTRY_COLUMNS } from "../dist/store/account-store.js";

export const AS_OF = "2026-11-23";

/** A ledger made by arithmetic, the same every time: `itemsEach` overdue invoices on each of `accounts` accounts. */
export async function fillLedger(store, accounts, itemsEach) {
  const { pool } = store;
  await pool.query(`insert into creditor (id, name, settings) values ('bench', 'Bench', '{"salesCheckThreshold": {}}')`);
  await pool.query("insert into debtor (id, name, country) select 'd' || n, 'Debtor ' || n, 'DE' from generate_series(1, $1::int) n", [accounts]);
  await pool.query("insert into account (creditor, debtor, currency) select 'bench', 'd' || n, 'EUR' from generate_series(1, $1::int) n", [accounts]);
  await pool.query(
    `insert into entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, due, amount, direct_debit, happened_on, known_on)
     select a.id, (a.id - 1) * $1 + i, 'invoice', (a.id - 1) * $1 + i, 'INV-' || ((a.id - 1) * $1 + i), 2026, 1, 1, date '2026-06-01' + ((a.id * 7 + i * 13) % 90)::int,
       date '2026-07-01' + ((a.id * 7 + i * 13) % 90)::int, 1000 + (a.id * 31 + i * 977) % 500000, false, '2026-06-01', '2026-11-01'
     from account a cross join generate_series(1, $1::int) i order by a.id, i`,
    [itemsEach],
  );
  await pool.query("insert into posted_through (creditor, through, known_on) values ('bench', $1, $1)", [AS_OF]);
  await pool.query("vacuum analyze");
  await pool.query("checkpoint");
}

/** Seconds to read the rows that a proposal reads, and do nothing with them. */
export async function copyFloor(store) {
  const client = await store.pool.connect();
  const start = performance.now();
  const stream = client.query(copyTo(`copy (select ${ENTRY_COLUMNS} from entry order by account_id, id) to stdout (null '')`));
  stream.resume();
  await finished(stream);
  const seconds = (performance.now() - start) / 1000;
  client.release();
  return seconds;
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
