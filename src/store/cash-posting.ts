import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CashProposal } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";
import { closeTransactions } from "./cash-store.ts";

/** What is booked for a transaction: a payment and what it pays, or a return. */
export interface Posting {
  readonly transaction: number;
  readonly booked: Day;
  readonly amountMinor: bigint;
  readonly posting: CashProposal;
  /** Tells it apart from other payments of the day, of the same amount and without a number, on its account. */
  readonly ordinal: number;
  /** Who accepted it; null: a rule. */
  readonly by: string | null;
}

/** Books payments, what they pay, credit memos set off along with them, and residuals that are written off. */
export async function bookPostings(client: PoolClient, postings: readonly Posting[], asOf: Day, importId: number | null): Promise<void> {
  if (postings.length === 0) return;
  const needed = postings.reduce((sum, { posting }) => sum + 1 + posting.allocations.length + posting.writeOffs.length, 0);
  const { rows } = await client.query<{ id: bigint }>("select nextval('entry_id') as id from generate_series(1, $1)", [needed]);
  const ids = rows.map(({ id }) => Number(id)).reverse();
  let text = "";
  for (const each of postings) text += entryRows(each, () => ids.pop()!, asOf, importId);
  const stream = client.query(
    copyFrom(
      "copy entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, amount, source, target, rule, evidence, happened_on, known_on, import_id) from stdin",
    ),
  );
  await new Promise<void>((resolve, reject) => {
    stream.on("error", reject);
    stream.on("finish", resolve);
    stream.end(text);
  });
  await closeTransactions(
    client,
    postings.map(({ transaction, posting }) => ({ transaction, account: posting.account })),
    "posted",
    asOf,
  );
}

const NULL = "\\N";

function entryRows({ transaction, booked, amountMinor, posting, ordinal, by }: Posting, nextId: () => number, asOf: Day, importId: number | null): string {
  const { account, rule, confidence, allocations, writeOffs, evidence } = posting;
  const origin = { transaction: String(transaction) };
  const told = { ...origin, rule, confidence, payer: evidence.payer, found: evidence.found, doubts: evidence.doubts, ...(by !== null && { by }) };
  const row = (
    kind: string,
    cells: Partial<Record<"item" | "issued" | "amount" | "source" | "target" | "rule", string | number | bigint>>,
    about: object,
    id: number,
  ) => {
    const isPayment = kind === "payment";
    const head = [
      account,
      id,
      kind,
      cells.item ?? NULL,
      isPayment ? "" : NULL,
      isPayment ? booked.slice(0, 4) : NULL,
      isPayment ? ordinal : NULL,
      isPayment ? 1 : NULL,
    ];
    const money = [cells.issued ?? NULL, cells.amount ?? NULL, cells.source ?? NULL, cells.target ?? NULL, cells.rule ?? NULL];
    return `${[...head, ...money, cell(about), booked, asOf, importId ?? NULL].join("\t")}\n`;
  };
  const payment = nextId();
  let text = row("payment", { item: payment, issued: booked, amount: amountMinor, rule }, told, payment);
  for (const { credit, item, amountMinor: amount } of allocations)
    text += row("allocation", { source: credit ?? payment, target: item, amount, rule }, origin, nextId());
  for (const { item, amountMinor: amount, reason } of writeOffs) text += row("write-off", { target: item, amount, rule: `cash-${reason}` }, origin, nextId());
  return text;
}

/** JSON as a cell of COPY's text format. */
function cell(value: object): string {
  return JSON.stringify(value).replace(/\\/g, "\\\\");
}

/**
 * Takes back all that was booked for a transaction: its payment with what that paid, credit memos set off along with it,
 * residuals written off. @returns the account, null where nothing of it stands any more
 */
export async function takeBackPosting(client: PoolClient, transaction: number, asOf: Day): Promise<number | null> {
  const { rows } = await client.query<{ account: number }>(
    `with booked as (
       select e.* from entry e where e.evidence ? 'transaction' and e.evidence->>'transaction' = $1::text and e.kind in ('payment', 'allocation', 'write-off')
         and coalesce(e.version, 1) = 1 and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id)),
     payment as (select * from booked where kind = 'payment'),
     -- What the payment itself has paid goes with it.
     written as (
       insert into entry (account_id, kind, target, rule, evidence, happened_on, known_on)
       select account_id, 'reversal', id, 'cash-undone', jsonb_build_object('transaction', $1::text), $2::date, $2::date from booked
       where kind = 'payment' or (exists (select from payment) and (kind = 'write-off' or source not in (select id from payment)))
       order by kind desc, id)
     select account_id::float8 as account from payment`,
    [transaction, asOf],
  );
  return rows[0]?.account ?? null;
}
