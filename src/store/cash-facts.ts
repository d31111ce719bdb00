import type { ClientBase } from "pg";
import type { BookedPayment } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";
import { DERIVED } from "./ledger-balances.ts";

type Queryable = Pick<ClientBase, "query">;

/** What cash application knows of an account beside what is open on it. */
export interface CashFacts {
  /** References and discounts by item. */
  readonly printed: Map<
    number,
    { readonly references: readonly string[]; readonly discounts: readonly { readonly until: Day; readonly amountMinor: bigint }[] }
  >;
  /** What lists say was paid, by item, and no bank transaction has been joined with. */
  readonly settled: Map<number, { readonly amountMinor: bigint; readonly settledOn: Day }>;
  /** Payments that the ledger told of, and no bank transaction has been joined with. */
  readonly booked: BookedPayment[];
  readonly ibans: string[];
  readonly aliases: string[];
  /** The highest ordinal of payments without a number, by day and amount. */
  readonly ordinals: Map<string, number>;
}

interface FactRow {
  readonly account_id: number;
  readonly id: number;
  readonly kind: string;
  readonly item: number | null;
  readonly document: string | null;
  readonly instalment: number | null;
  readonly target: number | null;
  readonly amount: bigint | null;
  readonly rule: string | null;
  readonly evidence: { readonly references?: string[]; readonly discounts?: { until: Day; amount: string }[]; readonly transaction?: string } | null;
  readonly happened_on: Day;
}

/** Loads the facts of accounts, as known by a day. */
export async function loadCashFacts(client: Queryable, accounts: readonly number[], asOf: Day): Promise<Map<number, CashFacts>> {
  const facts = new Map<number, CashFacts>(
    accounts.map((account) => [account, { printed: new Map(), settled: new Map(), booked: [], ibans: [], aliases: [], ordinals: new Map() }]),
  );
  const joined = await loadJoined(client, accounts);
  const { rows } = await client.query<FactRow>(
    `select account_id::float8 as account_id, id::float8 as id, kind, item::float8 as item, document, instalment, target::float8 as target, amount, rule, evidence, happened_on
     from entry where account_id = any($1::bigint[]) and known_on <= $2
       and (kind in ('payment', 'reversal') or rule in ${DERIVED} or (evidence is not null and kind in ('invoice', 'fee')))
     order by account_id, id`,
    [accounts, asOf],
  );
  const reversed = new Set(rows.flatMap(({ kind, target }) => (kind === "reversal" && target !== null ? [target] : [])));
  const payments = new Map<number, FactRow>();
  for (const row of rows) {
    const own = facts.get(row.account_id)!;
    if (row.kind === "payment") notePayment(row, own, payments);
    else if (row.kind === "invoice" || row.kind === "fee") notePrinted(row, own);
    else if (row.kind !== "reversal" && !reversed.has(row.id)) noteSettled(row, own);
  }
  for (const { account, items, amount } of joined) takeJoined(facts.get(account)!, items, amount);
  const explained = new Set(joined.flatMap(({ items }) => items));
  for (const [item, { account_id, document, amount, happened_on, evidence }] of payments) {
    if (evidence?.transaction !== undefined || reversed.has(item) || explained.has(item) || amount === 0n) continue;
    facts.get(account_id)!.booked.push({ item, document: document ?? "", amountMinor: amount!, bookedOn: happened_on });
  }
  await loadPayersOf(client, accounts, facts);
  return facts;
}

function notePayment(row: FactRow, own: CashFacts, payments: Map<number, FactRow>): void {
  // The newest version speaks, but where the payment came from stands on the first.
  payments.set(row.item!, { ...row, evidence: payments.get(row.item!)?.evidence ?? row.evidence });
  if (row.document !== "") return;
  const key = ordinalKey(row.happened_on, row.amount!);
  own.ordinals.set(key, Math.max(own.ordinals.get(key) ?? 0, row.instalment!));
}

export function ordinalKey(day: Day, amountMinor: bigint): string {
  return `${day} ${amountMinor}`;
}

function notePrinted({ item, evidence }: FactRow, own: CashFacts): void {
  const { references = [], discounts = [] } = evidence!;
  if (references.length === 0 && discounts.length === 0) return;
  own.printed.set(item!, { references, discounts: discounts.map(({ until, amount }) => ({ until, amountMinor: BigInt(amount) })) });
}

function noteSettled({ target, amount, happened_on }: FactRow, own: CashFacts): void {
  const before = own.settled.get(target!);
  own.settled.set(target!, { amountMinor: (before?.amountMinor ?? 0n) + amount!, settledOn: happened_on });
}

/** A list may say of one item several times that a part was paid: a known transaction stands for as much of it as it is. */
function takeJoined({ settled }: CashFacts, items: readonly number[], amountMinor: bigint): void {
  let left = amountMinor;
  for (const item of items) {
    const said = settled.get(item);
    if (!said) continue;
    const taken = said.amountMinor < left ? said.amountMinor : left;
    left -= taken;
    if (taken === said.amountMinor) settled.delete(item);
    else settled.set(item, { ...said, amountMinor: said.amountMinor - taken });
  }
}

interface Joined {
  readonly account: number;
  readonly items: readonly number[];
  readonly amount: bigint;
}

/** The payments and items that known transactions stand for: they explain no more of another transaction. */
async function loadJoined(client: Queryable, accounts: readonly number[]): Promise<Joined[]> {
  const { rows } = await client.query<Joined>(
    `select distinct on (t.id) t.account_id::float8 as account, w.body->'items' as items, t.amount from bank_transaction t
     join cash_word w on w.transaction_id = t.id and w.word = 'known' and w.account_id = t.account_id
     where t.account_id = any($1::bigint[]) and t.state = 'known' order by t.id, w.id desc`,
    [accounts],
  );
  return rows;
}

async function loadPayersOf(client: Queryable, accounts: readonly number[], facts: Map<number, CashFacts>): Promise<void> {
  const { rows } = await client.query<{ account: number; iban: string | null; name: string | null }>(
    `select distinct account_id::float8 as account, payer_iban as iban, payer_name as name from bank_transaction
     where account_id = any($1::bigint[]) and state in ('posted', 'known') and amount > 0
     union
     select a.id::float8, iban, null from account a join debtor d on d.id = a.debtor, jsonb_array_elements_text(d.ibans) as iban
     where a.id = any($1) and d.ibans is not null`,
    [accounts],
  );
  for (const { account, iban, name } of rows) {
    const own = facts.get(account)!;
    if (iban !== null && !own.ibans.includes(iban)) own.ibans.push(iban);
    if (name !== null && !own.aliases.includes(name)) own.aliases.push(name);
  }
}
