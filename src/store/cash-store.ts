import type { ClientBase, PoolClient } from "pg";
import type { CashProposal, CashTransaction } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** A transaction whose meaning is asked: a credit, or money of a debtor's that went back (a negative amount). */
export interface OpenTransaction extends CashTransaction {
  readonly importId: number;
  readonly reversal: boolean;
  readonly returnReason: string | null;
}

interface TransactionRow {
  readonly id: bigint;
  readonly currency: string;
  readonly booked: Day;
  readonly amount: bigint;
  readonly payer_name: string | null;
  readonly payer_iban: string | null;
  readonly ultimate_payer: string | null;
  readonly reference: string | null;
  readonly text: string;
  readonly reversal: boolean;
  readonly detail: { readonly otherReferences?: string[]; readonly documents?: string[]; readonly returnReason?: string; readonly charges?: string };
  readonly declined: number[];
  readonly import_id: bigint;
}

const TRANSACTION = `select t.id, t.currency, t.booked, t.amount, t.payer_name, t.payer_iban, t.ultimate_payer, t.reference, t.text, t.reversal, t.detail, t.import_id,
  array(select distinct w.account_id::float8 from cash_word w where w.transaction_id = t.id and w.word = 'declined' and w.account_id is not null) as declined
  from bank_transaction t`;

function readTransaction(row: TransactionRow): OpenTransaction {
  const { otherReferences = [], documents = [], returnReason = null, charges } = row.detail;
  return {
    id: Number(row.id),
    importId: Number(row.import_id),
    booked: row.booked,
    amountMinor: row.amount,
    currency: row.currency,
    payerName: row.payer_name,
    payerIban: row.payer_iban,
    ultimatePayer: row.ultimate_payer,
    reference: row.reference,
    otherReferences,
    documents,
    text: row.text,
    chargesMinor: charges === undefined ? 0n : BigInt(charges),
    declined: row.declined,
    reversal: row.reversal,
    returnReason,
  };
}

const PAGE = 5000;

/** The open transactions of a creditor known by a day, oldest booking first, in pages: a statement may hold very many. */
export async function* readOpenTransactions(client: Queryable, creditor: string, asOf: Day): AsyncGenerator<OpenTransaction[]> {
  let after: readonly [Day | "-infinity", bigint] = ["-infinity", 0n];
  for (;;) {
    const { rows } = await client.query<TransactionRow>(
      `${TRANSACTION} where t.creditor = $1 and t.state = 'open' and t.known_on <= $2 and (t.booked, t.id) > ($3::date, $4::bigint) order by t.booked, t.id limit ${PAGE}`,
      [creditor, asOf, ...after],
    );
    if (rows.length > 0) yield rows.map(readTransaction);
    if (rows.length < PAGE) return;
    after = [rows.at(-1)!.booked, rows.at(-1)!.id];
  }
}

/** Transactions by id, booked first first. */
export async function loadTransactions(client: Queryable, ids: readonly number[]): Promise<OpenTransaction[]> {
  const { rows } = await client.query<TransactionRow>(`${TRANSACTION} where t.id = any($1::bigint[]) order by t.booked, t.id`, [ids]);
  return rows.map(readTransaction);
}

/**
 * Notes what has become of transactions, closes their proposals, and makes the accounts concerned due for review. Those that
 * are due already are written all the same: a run that is deciding them notices by that, and starts over.
 */
export async function closeTransactions(
  client: Queryable,
  closed: readonly { readonly transaction: number; readonly account: number | null }[],
  state: "posted" | "known" | "dismissed",
  asOf: Day,
): Promise<void> {
  if (closed.length === 0) return;
  const [transactions, accounts] = [closed.map(({ transaction }) => transaction), closed.map(({ account }) => account)];
  await client.query(
    `update bank_transaction t set state = $3, account_id = c.account_id from unnest($1::bigint[], $2::bigint[]) as c (id, account_id) where t.id = c.id`,
    [transactions, accounts, state],
  );
  await client.query(
    `with freed as (update cash_proposal set closed_on = $2 where transaction_id = any($1::bigint[]) and closed_on is null returning account_id)
     update account set next_review_on = least(next_review_on, $2::date) where id in (select unnest($3::bigint[]) union select account_id from freed)`,
    [transactions, asOf, accounts.filter((account) => account !== null)],
  );
}

/** What a rule or a person says of a transaction beside posting it. */
export interface CashWord {
  readonly transaction: number;
  readonly word: "known" | "joined" | "declined" | "dismissed" | "reopened";
  readonly account: number | null;
  readonly body: object;
  readonly by: string | null;
}

export async function sayWords(client: Queryable, words: readonly CashWord[], asOf: Day): Promise<void> {
  for (const { transaction, word, account, body, by } of words) {
    await client.query("insert into cash_word (transaction_id, word, account_id, body, recorded_by, known_on) values ($1, $2, $3, $4, $5, $6)", [
      transaction,
      word,
      account,
      JSON.stringify(body),
      by,
      asOf,
    ]);
  }
}

/** The transaction is open again, with no account. */
export async function reopenTransaction(client: Queryable, transaction: number): Promise<void> {
  await client.query("update bank_transaction set state = 'open', account_id = null where id = $1", [transaction]);
}

export interface ProposedMatch {
  readonly transaction: number;
  readonly amountMinor: bigint;
  readonly proposals: readonly CashProposal[];
}

/**
 * Stores what is proposed for open transactions, in place of what was. The accounts that are named now, or were, are due
 * for review: a proposal counts as unapplied money (R25). Those of transactions other than `only` stay.
 */
export async function saveProposals(
  client: PoolClient,
  creditor: string,
  matches: readonly ProposedMatch[],
  asOf: Day,
  only: readonly number[] | null = null,
): Promise<void> {
  const rows = matches.flatMap(({ transaction, amountMinor, proposals }) =>
    proposals.map((proposal, rank) => ({ transaction, rank: rank + 1, account: proposal.account, amount: String(amountMinor), body: proposalBody(proposal) })),
  );
  await client.query(
    "create temp table if not exists cash_proposed (transaction_id bigint, rank smallint, account_id bigint, amount bigint, body jsonb) on commit drop",
  );
  await client.query("truncate cash_proposed");
  for (let start = 0; start < rows.length; start += PAGE) {
    await client.query(
      `insert into cash_proposed select (r->>'transaction')::bigint, (r->>'rank')::smallint, (r->>'account')::bigint, (r->>'amount')::bigint, r->'body' from jsonb_array_elements($1::jsonb) r`,
      [JSON.stringify(rows.slice(start, start + PAGE))],
    );
  }
  await client.query(
    `with gone as (
       update cash_proposal p set closed_on = $2 from bank_transaction t where t.id = p.transaction_id and t.creditor = $1 and t.state = 'open' and p.closed_on is null
         and ($3::bigint[] is null or t.id = any($3))
         and not exists (select from cash_proposed n where n.transaction_id = p.transaction_id and n.rank = p.rank and n.account_id = p.account_id and n.body = p.body)
       returning p.account_id)
     update account set next_review_on = least(next_review_on, $2::date) where id in (select account_id from gone)`,
    [creditor, asOf, only],
  );
  await client.query(
    `with added as (
       insert into cash_proposal (transaction_id, rank, account_id, amount, body, known_on) select transaction_id, rank, account_id, amount, body, $1 from cash_proposed
       on conflict (transaction_id, rank) where closed_on is null do nothing
       returning account_id)
     update account set next_review_on = least(next_review_on, $1::date) where id in (select account_id from added)`,
    [asOf],
  );
}

function proposalBody({ rule, confidence, allocations, writeOffs, onAccountMinor, evidence, joins }: CashProposal): object {
  return {
    ...(joins && { joins }),
    rule,
    confidence,
    allocations: allocations.map(({ credit, item, amountMinor }) => ({ credit, item, amount: String(amountMinor) })),
    writeOffs: writeOffs.map(({ item, amountMinor, reason }) => ({ item, amount: String(amountMinor), reason })),
    onAccount: String(onAccountMinor),
    evidence,
  };
}

/** Where a transaction stands; it stays locked until the caller's transaction ends. */
export async function lockTransaction(
  client: Queryable,
  id: number,
): Promise<{ readonly creditor: string; readonly state: "open" | "posted" | "known" | "dismissed" | "other"; readonly account: number | null } | null> {
  // Imports match while they hold the creditor's row: whoever changes what they look at waits for them. Its row comes first
  // here too, or each of the two would wait for what the other one holds.
  const creditor = await creditorOf(client, id);
  if (creditor !== null) await client.query("select 1 from creditor where id = $1 for no key update", [creditor]);
  const { rows } = await client.query<{ creditor: string; state: "open" | "posted" | "known" | "dismissed" | "other"; account: number | null }>(
    "select creditor, state, account_id::float8 as account from bank_transaction where id = $1 for update",
    [id],
  );
  return rows[0] ?? null;
}

interface ProposalBody {
  readonly rule: CashProposal["rule"];
  readonly confidence: number;
  readonly allocations: readonly { readonly credit: number | null; readonly item: number; readonly amount: string }[];
  readonly writeOffs: readonly { readonly item: number; readonly amount: string; readonly reason: "charges" | "discount" }[];
  readonly onAccount: string;
  readonly evidence: CashProposal["evidence"];
  readonly joins?: readonly number[];
}

export async function readProposal(client: Queryable, transaction: number, rank: number): Promise<CashProposal | null> {
  const { rows } = await client.query<{ account: number; body: ProposalBody }>(
    "select account_id::float8 as account, body from cash_proposal where transaction_id = $1 and rank = $2 and closed_on is null",
    [transaction, rank],
  );
  return rows[0] ? readBody(rows[0].account, rows[0].body) : null;
}

function readBody(account: number, { rule, confidence, allocations, writeOffs, onAccount, evidence, joins }: ProposalBody): CashProposal {
  return {
    ...(joins && { joins }),
    account,
    rule,
    confidence,
    allocations: allocations.map(({ credit, item, amount }) => ({ credit, item, amountMinor: BigInt(amount) })),
    writeOffs: writeOffs.map(({ item, amount, reason }) => ({ item, amountMinor: BigInt(amount), reason })),
    onAccountMinor: BigInt(onAccount),
    evidence,
  };
}

/** The open credits whose proposals name one of these accounts (what went back takes back a payment, whatever is open), with all accounts that their proposals name. */
export async function readProposedAccounts(client: Queryable, accounts: readonly number[]): Promise<Map<number, number[]>> {
  const { rows } = await client.query<{ transaction: number; accounts: number[] }>(
    `select p.transaction_id::float8 as transaction, array_agg(distinct p.account_id::float8) as accounts from cash_proposal p
     join bank_transaction t on t.id = p.transaction_id and t.amount > 0 join account a on a.id = p.account_id and a.currency = t.currency
     where p.closed_on is null and p.transaction_id in (select transaction_id from cash_proposal where account_id = any($1::bigint[]) and closed_on is null)
     group by p.transaction_id order by p.transaction_id`,
    [accounts],
  );
  return new Map(rows.map((row) => [row.transaction, row.accounts]));
}

/** Whose transaction it is. */
export async function creditorOf(client: Queryable, transaction: number): Promise<string | null> {
  const { rows } = await client.query<{ creditor: string }>("select creditor from bank_transaction where id = $1", [transaction]);
  return rows[0]?.creditor ?? null;
}
