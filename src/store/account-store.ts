import type { ClientBase } from "pg";
import type { ChargeOf, DocumentEntry, Entry } from "../core/ledger/entry.ts";
import { type Activity, SEEN_BY_OTHERS } from "../core/process/activity.ts";
import type { ProposedCash } from "../core/process/view.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import { type ChainedRow, readActivity } from "./activity-store.ts";
import { copyRows } from "./copy-out.ts";

/** An account with what a decision needs to know of its parties. */
export interface AccountRow {
  readonly id: number;
  readonly creditor: string;
  readonly debtor: string;
  readonly debtorName: string;
  readonly currency: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly type: DebtorType;
  readonly segment: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly hasAddress: boolean;
}

/** An account with its two truths as known by a day. */
export interface LoadedAccount extends AccountRow {
  readonly entries: Entry[];
  readonly activities: Activity[];
  readonly debtorActivities: Activity[];
  readonly proposedCash: ProposedCash[];
}

// As float8 an id arrives as a number: every id is a safe integer, and a million conversions are saved.
const ACCOUNT = `select a.id::float8 as id, a.creditor, a.debtor, d.name as "debtorName", a.currency, d.country, d.region, d.type, d.segment,
  d.email, d.phone, d.address is not null as "hasAddress"
  from account a join debtor d on d.id = a.debtor`;

/** Accounts by id, in the order of their debtors, so that the accounts of one debtor stand together. */
export async function findAccounts(client: ClientBase, ids: readonly number[]): Promise<AccountRow[]> {
  const { rows } = await client.query<AccountRow>(`${ACCOUNT} where a.id = any($1::bigint[]) order by a.debtor, a.id`, [ids]);
  return rows;
}

/** An account with all others of its debtor, with every creditor and in every currency. */
export async function findAccountsOfDebtor(client: ClientBase, account: number): Promise<AccountRow[]> {
  const { rows } = await client.query<AccountRow>(`${ACCOUNT} where a.debtor = (select debtor from account where id = $1) order by a.id`, [account]);
  return rows;
}

/** An account that is due for review; no more, because all of them are in memory at once. */
export interface DueAccount {
  readonly id: number;
  readonly debtor: string;
}

/** Which accounts are due: by their review day alone, also by what else outdates a stored decision, or all of them. */
export type Scope = "review-day" | "outdated" | "all";

const DUE: Readonly<Record<Scope, string>> = {
  "review-day": "a.next_review_on <= $1",
  outdated: "(a.next_review_on <= $1 or a.decided_on > $1 or a.decided_version is distinct from c.version)",
  all: "$1::date is not null",
};

/** Accounts that are due for review on a day (R26), by debtor. */
export async function findDueAccounts(client: ClientBase, asOf: Day, creditor: string | null, scope: Scope): Promise<DueAccount[]> {
  const { rows } = await client.query<DueAccount>(
    `select a.id::float8 as id, a.debtor from account a join creditor c on c.id = a.creditor
     where ($2::text is null or a.creditor = $2) and ${DUE[scope]} order by a.debtor, a.id`,
    [asOf, creditor],
  );
  return rows;
}

export async function countAccounts(client: Pick<ClientBase, "query">): Promise<number> {
  const { rows } = await client.query<{ count: number }>("select count(*)::int as count from account");
  return rows[0]!.count;
}

interface NamedAccount {
  readonly id: number;
  readonly debtor: string;
  readonly creditor: string;
  readonly currency: string;
}

/** All that a name may mean: the account of that id, and the accounts of the debtor of that id. */
async function findNamed(
  client: ClientBase,
  name: string,
  creditor: string | null = null,
): Promise<{ byId: NamedAccount | undefined; ofDebtor: NamedAccount[] }> {
  const id = /^(?:account:)?A(\d{1,15})$/.exec(name)?.[1] ?? null;
  const { rows } = await client.query<NamedAccount>(
    "select id::float8 as id, debtor, creditor, currency from account where (debtor = $1 and ($3::text is null or creditor = $3)) or id = $2::bigint order by id",
    [name, id, creditor],
  );
  const byId = id === null ? undefined : rows.find((row) => row.id === Number(id));
  const ofDebtor = rows.filter((row) => row.debtor === name);
  // A debtor may be called "A1" too. Which is meant is for a person to say, unless it comes to the same.
  if (byId && byId.debtor !== name && ofDebtor.length > 0) {
    const others = ofDebtor.map((row) => `A${row.id} (${row.creditor}, ${row.currency})`).join(", ");
    throw new UserError(
      "account-ambiguous",
      `"${name}" is the account A${byId.id} of debtor "${byId.debtor}" (${byId.creditor}, ${byId.currency}), and also the debtor "${name}" with ${others}. Say account:${name} for the first; name the debtor's account by its own id.`,
    );
  }
  return { byId, ofDebtor };
}

/** "A17" is an account, and so is "account:A17", whatever debtors are called; anything else a debtor, where that debtor has just one account (with `creditor`, where one is given). */
export async function resolveAccount(client: ClientBase, name: string, creditor: string | null = null): Promise<number> {
  const { byId, ofDebtor } = await findNamed(client, name, creditor);
  if (byId) return byId.id;
  if (ofDebtor.length === 1) return ofDebtor[0]!.id;
  if (ofDebtor.length === 0)
    throw new UserError(
      "account-unknown",
      `There is no account or debtor "${name.replace(/^account:/, "")}". Account ids look like A17; \`firmly propose\` lists them.`,
    );
  const list = ofDebtor.map((row) => `A${row.id} (${row.creditor}, ${row.currency})`).join(", ");
  throw new UserError("account-ambiguous", `Debtor "${name}" has ${ofDebtor.length} accounts: name one of ${list}.`);
}

/** The first account of a debtor, or the account named: for what concerns the debtor, each of them is the right place. */
export async function resolveDebtor(client: ClientBase, name: string): Promise<number> {
  const { byId, ofDebtor } = await findNamed(client, name);
  return byId?.id ?? ofDebtor[0]?.id ?? resolveAccount(client, name);
}

/** Loads the entries and activities of accounts, as known by `asOf`. */
export async function loadAccounts(client: ClientBase, accounts: readonly AccountRow[], asOf: Day): Promise<LoadedAccount[]> {
  const ids = accounts.map((account) => account.id);
  const loaded = new Map<number, LoadedAccount>();
  for (const account of accounts) loaded.set(account.id, Object.assign(account, { entries: [], activities: [], debtorActivities: [], proposedCash: [] }));
  await loadEntries(client, ids, asOf, (account, entry) => loaded.get(account)!.entries.push(entry));
  await loadActivities(client, ids, asOf, (account, activity) => loaded.get(account)!.activities.push(activity));
  await loadDebtorActivities(client, ids, asOf, loaded);
  await loadProposedCash(client, ids, asOf, loaded);
  return [...loaded.values()];
}

async function loadProposedCash(client: ClientBase, ids: readonly number[], asOf: Day, loaded: Map<number, LoadedAccount>): Promise<void> {
  const { rows } = await client.query<ProposedCash & { account: number }>(
    `select p.account_id::float8 as account, t.id::float8 as transaction, t.booked as "bookedOn", p.amount as "amountMinor", min(p.rank) = 1 and t.currency = a.currency as "isLikeliest"
     from cash_proposal p join bank_transaction t on t.id = p.transaction_id join account a on a.id = p.account_id
     where p.account_id = any($1::bigint[]) and p.amount > 0 and p.known_on <= $2 and (p.closed_on is null or p.closed_on > $2)
     group by p.account_id, a.currency, t.id, p.amount order by t.booked, t.id`,
    [ids, asOf],
  );
  for (const { account, ...proposed } of rows) loaded.get(account)!.proposedCash.push(proposed);
}

/** What happened on accounts, as known by `asOf`: of each account in the order of recording. Receipts are proof, and no decision reads them. */
export async function loadActivities(
  client: ClientBase,
  ids: readonly number[],
  asOf: Day,
  each: (account: number, activity: Activity) => void,
): Promise<void> {
  const { rows } = await client.query<ChainedRow>(
    `select account_id, id, kind, body, recorded_by, happened_on, known_on from activity
     where account_id = any($1::bigint[]) and known_on <= $2 and kind <> 'receipt' order by account_id, id`,
    [ids, asOf],
  );
  for (const row of rows) each(Number(row.account_id), readActivity(row));
}

async function loadDebtorActivities(client: ClientBase, ids: readonly number[], asOf: Day, loaded: Map<number, LoadedAccount>): Promise<void> {
  const { rows } = await client.query<ChainedRow & { own: bigint }>(
    `select own.id as own, activity.account_id, activity.id, kind, body, recorded_by, happened_on, known_on
     from account own join account other on other.debtor = own.debtor and other.id <> own.id
     join activity on activity.account_id = other.id
     where own.id = any($1::bigint[]) and known_on <= $2 and kind = any($3::text[]) order by own.id, activity.id`,
    [ids, asOf, [...SEEN_BY_OTHERS]],
  );
  for (const row of rows) loaded.get(Number(row.own))!.debtorActivities.push(readActivity(row));
}

/**
 * What a decision reads of an entry, as the benchmark's floor copies it too. Kinds differ in their first letter; what
 * most rows share is left empty, because a million times the same text is a million texts.
 */
export const ENTRY_COLUMNS = `account_id, id, left(kind, 1), nullif(item, id), document, nullif(instalment, 1), issued, due, amount,
  nullif(direct_debit, false), source, target, nullif(happened_on, issued), known_on, charge`;

const KINDS: Readonly<Record<string, Entry["kind"]>> = {
  i: "invoice",
  f: "fee",
  c: "credit-memo",
  p: "payment",
  a: "allocation",
  w: "write-off",
  r: "reversal",
};

async function loadEntries(client: ClientBase, ids: readonly number[], asOf: Day, each: (account: number, entry: Entry) => void): Promise<void> {
  // COPY takes no parameters; ids are numbers and the day has been parsed, so neither can carry SQL.
  const list = ids.map(Number).join(",");
  const select = `select ${ENTRY_COLUMNS} from entry where account_id = any('{${list}}'::bigint[]) and known_on <= '${asOf}' order by account_id, id`;
  await copyRows(client, select, (row) => each(Number(row[0]), readEntry(row)));
}

/** Columns by their place in ENTRY_COLUMNS; by index, because this runs a million times. */
function readEntry(row: readonly string[]): Entry {
  const id = Number(row[1]);
  const kind = KINDS[row[2]!]!;
  const knownOn = row[13] as Day;
  const happenedOn = (row[12] || row[6]) as Day;
  if (kind === "reversal") return { id, kind, target: Number(row[11]), happenedOn, knownOn };
  if (kind === "allocation" || kind === "write-off") {
    const source = row[10] ? Number(row[10]) : null;
    return { id, kind, source, target: Number(row[11]), amountMinor: BigInt(row[8]!), happenedOn, knownOn };
  }
  const document: DocumentEntry = {
    id,
    kind,
    item: row[3] ? Number(row[3]) : id,
    document: row[4]!,
    instalment: row[5] ? Number(row[5]) : 1,
    issued: row[6] as Day,
    due: (row[7] || null) as Day | null,
    amountMinor: BigInt(row[8]!),
    directDebit: row[9] === "t",
    happenedOn,
    knownOn,
  };
  return row[14] ? { ...document, charge: readCharge(row[14]) } : document;
}

function readCharge(json: string): ChargeOf {
  const { kind, item, letter, from, to } = JSON.parse(json) as ChargeOf;
  return { kind, item, letter, from, to };
}

/** The accounts of a creditor whose debtor's name or id, or own id, holds all of the words; those that fit by their start first. */
export async function searchAccounts(
  client: Pick<ClientBase, "query">,
  {
    creditor,
    currency,
    words,
    limit,
  }: { readonly creditor: string; readonly currency: string | null; readonly words: readonly string[]; readonly limit: number },
): Promise<{ id: number; currency: string; debtor: string; debtorName: string }[]> {
  const like = words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const { rows } = await client.query<{ id: number; currency: string; debtor: string; debtorName: string }>(
    `select a.id::float8 as id, a.currency, a.debtor, d.name as "debtorName" from account a join debtor d on d.id = a.debtor
     where a.creditor = $1 and ($2::text is null or a.currency = $2) and (d.name || ' ' || d.id || ' A' || a.id) ilike all($3::text[])
     order by d.name not ilike $4, d.name, a.id limit $5`,
    [creditor, currency, like, `${(words[0] ?? "").replace(/[\\%_]/g, "\\$&")}%`, limit],
  );
  return rows;
}
