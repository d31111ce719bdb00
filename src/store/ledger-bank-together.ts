import type { PoolClient } from "pg";
import { subsetSum } from "../core/ledger/cash/subset-sum.ts";
import { type Day, daysBetween } from "../core/values/day.ts";
import { sumMinor } from "../core/values/money.ts";

/** A ledger books what came in some days before or after the bank did. */
export const DAYS_APART = 7;

/** A staged payment that is joined with nothing yet. Amounts are minor units. */
interface PaidRow {
  readonly row: string;
  readonly account: number;
  readonly issued: Day;
  readonly amount: bigint;
  readonly applies: readonly string[] | null;
}

interface PostedTransfer {
  readonly id: number;
  readonly account: number;
  readonly booked: Day;
  readonly amount: bigint;
  /** With what was written off along with it. */
  readonly gross: bigint;
  readonly documents: readonly string[];
}

/**
 * One transfer that the ledger books as several payments of one day, an invoice each; or as one payment of the whole invoice,
 * where the bank saw it less charges or discount; or several transfers that it books as one payment. What the payments say
 * they pay must be what the transfers paid.
 */
export async function joinTogether(client: PoolClient, asOf: Day): Promise<void> {
  const transfers = await loadTransfers(client);
  if (transfers.length === 0) return;
  const free = new Map<number, PaidRow[]>();
  for (const row of await loadRows(client)) free.set(row.account, [...(free.get(row.account) ?? []), row]);
  const joined: { row: string; transaction: number }[] = [];
  for (const transfer of transfers) {
    const rows = free.get(transfer.account) ?? [];
    const own = wholeOf(transfer, rows) ?? partsOf(transfer, rows);
    if (own === null) continue;
    free.set(
      transfer.account,
      rows.filter((row) => !own.includes(row)),
    );
    joined.push(...own.map(({ row }) => ({ row, transaction: transfer.id })));
  }
  const done = new Set(joined.map(({ transaction }) => transaction));
  for (const rows of free.values()) {
    for (const row of rows) {
      const parts = transfersOf(
        row,
        transfers.filter(({ id }) => !done.has(id)),
      );
      for (const { id } of parts) done.add(id);
      joined.push(...parts.map(({ id }) => ({ row: row.row, transaction: id })));
    }
  }
  await client.query(
    `with sole as (
       select p.row, p.file, p.account_id, p.body, j.transaction from unnest($1::text[], $2::bigint[]) as j (row, transaction) join import_paid p on p.row = j.row::tid),
     said as (
       insert into cash_word (transaction_id, word, account_id, body, known_on) select transaction, 'joined', account_id, body, $3 from sole)
     insert into import_joined select distinct row, file from sole`,
    [joined.map(({ row }) => row), joined.map(({ transaction }) => transaction), asOf],
  );
}

/** A payment that names what the transfer has paid, and comes to that with what was written off. */
function wholeOf({ booked, amount, gross, documents }: PostedTransfer, rows: readonly PaidRow[]): readonly PaidRow[] | null {
  if (gross === amount) return null;
  const whole = rows.find((row) => row.amount === gross && isNear(row, booked) && row.applies !== null && namesAll(row.applies, documents));
  return whole ? [whole] : null;
}

function partsOf({ booked, amount, documents }: PostedTransfer, rows: readonly PaidRow[]): readonly PaidRow[] | null {
  const near = rows.filter((row) => isNear(row, booked) && (row.applies === null || documents.length === 0 || namesAll(row.applies, documents)));
  const days = [...new Set(near.map(({ issued }) => issued))].sort((a, b) => apart(a, booked) - apart(b, booked) || (a < b ? -1 : 1));
  for (const day of days) {
    const same = near.filter(({ issued }) => issued === day);
    const sum = subsetSum(
      same.map((row) => row.amount),
      amount,
    );
    if (sum.kind === "unique" && sum.parts.length > 1) return sum.parts.map((place) => same[place]!);
  }
  return null;
}

/** All transfers near by that paid nothing but what the payment names, where they come to it. */
function transfersOf({ account, issued, amount, applies }: PaidRow, transfers: readonly PostedTransfer[]): readonly PostedTransfer[] {
  if (applies === null) return [];
  const own = transfers.filter((each) => each.account === account && each.documents.length > 0 && apart(each.booked, issued) <= DAYS_APART);
  const parts = own.filter(({ documents }) => namesAll(documents, applies));
  return sumMinor(parts.map((part) => part.amount)) === amount ? parts : [];
}

function namesAll(applies: readonly string[], documents: readonly string[]): boolean {
  return applies.every((document) => documents.includes(document));
}

function isNear({ issued }: PaidRow, booked: Day): boolean {
  return apart(issued, booked) <= DAYS_APART;
}

function apart(a: Day, b: Day): number {
  return Math.abs(daysBetween(a, b));
}

const UNJOINED = `t.state = 'posted' and t.amount > 0 and not exists (
  select from cash_word w where w.transaction_id = t.id and w.word = 'joined' and w.account_id = t.account_id)`;

/** The posted transfers of accounts that have staged payments left, oldest first. */
async function loadTransfers(client: PoolClient): Promise<PostedTransfer[]> {
  const { rows } = await client.query<PostedTransfer>(
    `select t.id::float8 as id, t.account_id::float8 as account, t.booked, t.amount, t.amount + paid.written as gross, paid.documents
     from bank_transaction t
     cross join lateral (
       select coalesce(sum(e.amount) filter (where e.kind = 'write-off'), 0)::bigint as written,
         coalesce(array_agg(distinct i.document) filter (where i.document is not null), '{}') as documents
       from entry e left join entry i on i.account_id = e.account_id and i.id = e.target
       where e.account_id = t.account_id and e.kind in ('allocation', 'write-off') and e.evidence ? 'transaction' and e.evidence->>'transaction' = t.id::text
         and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target in (e.id, e.source))) paid
     where ${UNJOINED} and exists (
       select from import_paid p where p.account_id = t.account_id and abs(t.booked - p.issued) <= ${DAYS_APART} and p.row not in (select row from import_joined))
     order by t.booked, t.id`,
  );
  return rows;
}

async function loadRows(client: PoolClient): Promise<PaidRow[]> {
  const { rows } = await client.query<PaidRow>(
    `select p.row::text as row, p.account_id::float8 as account, p.issued, p.amount, p.applies from import_paid p
     where p.row not in (select row from import_joined)
       and exists (select from bank_transaction t where t.account_id = p.account_id and ${UNJOINED} and abs(t.booked - p.issued) <= ${DAYS_APART})
     order by p.account_id, p.issued, p.row`,
  );
  return rows;
}
