import { once } from "node:events";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Closing, type PaymentsKnown, paymentsKnown } from "../core/process/payments-known.ts";
import type { Charge, DecidedItem, Decision, Reason, SideTask } from "../core/process/decision.ts";
import type { OpenItem } from "../core/ledger/open-items.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";

/** A stored decision with its account, as a proposal lists it. */
export interface DecisionRow {
  readonly account_id: bigint;
  readonly run_id: bigint;
  readonly creditor: string;
  readonly creditor_name: string;
  readonly creditor_language: string | null;
  readonly debtor: string;
  readonly debtor_name: string;
  readonly debtor_language: string | null;
  readonly currency: string;
  readonly kind: Decision["kind"];
  readonly step: string | null;
  readonly pay_by: Day | null;
  readonly until: Day | null;
  readonly task: string | null;
  readonly block: string | null;
  readonly total: bigint;
  readonly ends: string | null;
  readonly body: string;
  readonly approval: string | null;
}

/** What a decision says beside its columns; item rows are arrays, because a run may hold a million of them. */
export interface DecisionBody {
  readonly items: readonly StoredItem[];
  readonly left: readonly (readonly [string, string, number])[];
  readonly credits: readonly (readonly [string, string, number, string])[];
  readonly charges: readonly StoredDecisionCharge[];
  readonly why: readonly Reason[];
  /** Absent in decisions that an older Firmly stored. */
  readonly tasks?: readonly SideTask[];
}

/** A charge without its calculation, which is made anew when the letter is. */
export type StoredDecisionCharge = Omit<Charge, "amountMinor" | "calculation"> & { readonly amountMinor: string };

/** item, document, instalment, issued, due, amount, open, step */
export type StoredItem = readonly [number, string, number, Day, Day, string, string, string | null];

/** A `DecisionBody` as JSON. Its items are written out by hand: a run has a million of them, and JSON.stringify is three times slower. */
export function storedBody(decision: Decision): string {
  const rest: Omit<DecisionBody, "items"> = {
    left: decision.left.map(({ item, block }: { item: OpenItem; block: string }) => [item.document, block, item.item] as const),
    credits: decision.credits.map((credit) => [credit.document, String(credit.openMinor), credit.item, credit.kind] as const),
    charges: decision.charges.map(({ kind, item, document, amountMinor, from, to, booked }) => ({
      kind,
      item,
      document,
      amountMinor: String(amountMinor),
      from,
      to,
      booked,
    })),
    why: decision.why,
    ...(decision.tasks.length > 0 && { tasks: decision.tasks }),
  };
  return `{"items":[${decision.items.map(storedItem).join(",")}],${JSON.stringify(rest).slice(1)}`;
}

/** One `StoredItem` as JSON. Days and steps need no escaping. */
function storedItem({ item, step }: DecidedItem): string {
  const stepText = step === null ? "null" : `"${step}"`;
  return `[${item.item},${quote(item.document)},${item.instalment},"${item.issued}","${item.due}","${item.amountMinor}","${item.openMinor}",${stepText}]`;
}

function quote(text: string): string {
  return /^[A-Za-z0-9 ._/-]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

export async function createRun(client: ClientBase, run: { asOf: Day; creditor: string | null; procedure: string | null }): Promise<number> {
  const { rows } = await client.query<{ id: bigint }>("insert into proposal_run (as_of, creditor, procedure) values ($1, $2, $3) returning id", [
    run.asOf,
    run.creditor,
    run.procedure,
  ]);
  return Number(rows[0]!.id);
}

export interface NewDecision {
  readonly account: number;
  readonly decision: Decision;
}

/** Few enough that reading and deciding go on in between. */
const LINES_AT_ONCE = 100;

/** Writes decisions in bulk, in PostgreSQL's text format. */
export async function saveDecisions(client: ClientBase, run: number, decisions: readonly NewDecision[]): Promise<void> {
  const stream = client.query(copyFrom("copy decision (account_id, run_id, kind, step, pay_by, until, task, block, total, ends, review_on, body) from stdin"));
  for (let start = 0; start < decisions.length; start += LINES_AT_ONCE) {
    const lines = decisions.slice(start, start + LINES_AT_ONCE).map((each) => decisionLine(run, each));
    if (!stream.write(lines.join(""))) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

function decisionLine(run: number, { account, decision: d }: NewDecision): string {
  const fields = [
    String(account),
    String(run),
    d.kind,
    "step" in d ? d.step : null,
    d.kind === "dun" ? d.payBy : null,
    d.kind === "wait" ? d.until : null,
    d.kind === "task" ? d.task : null,
    d.kind === "blocked" ? d.block : null,
    String(d.totalMinor),
    d.ends,
    d.reviewOn,
    escapeField(storedBody(d)),
  ];
  return `${fields.map((field) => field ?? "\\N").join("\t")}\n`;
}

function escapeField(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t") : text;
}

/**
 * Makes a run's decisions the stored ones of their accounts: the cache that later runs rely on (R26). An account that was
 * due and stays due keeps its day, because a changed day costs an entry in every index of the account.
 */
export async function rememberDecisions(client: ClientBase, run: number, decisions: readonly NewDecision[]): Promise<void> {
  await client.query(
    `update account set
       next_review_on = case when account.next_review_on <= as_of and decided.review_on <= as_of then account.next_review_on else decided.review_on end,
       decided_run = $1, decided_on = proposal_run.as_of, decided_version = creditor.version
     from unnest($2::bigint[], $3::date[]) as decided(id, review_on), creditor, proposal_run
     where proposal_run.id = $1 and account.id = any($2::bigint[]) and account.id = decided.id and creditor.id = account.creditor`,
    [run, decisions.map(({ account }) => account), decisions.map(({ decision }) => decision.reviewOn)],
  );
}

export async function finishRun(client: ClientBase, run: number, decided: number): Promise<void> {
  await client.query("update proposal_run set decided = $2 where id = $1", [run, decided]);
}

/** The newest day from which anything is known: an earlier day is decided without the stored decisions (R1, R26). */
export async function newestKnown(client: ClientBase, creditor: string | null): Promise<Day | null> {
  const { rows } = await client.query<{ day: Day | null }>("select max(newest_known_on) as day from creditor where $1::text is null or id = $1", [creditor]);
  return rows[0]!.day;
}

/**
 * Whether stored decisions may be out of date in other ways than by their review day: decided for a later day, or under an
 * older version of the settings. Then every account is looked at; on an ordinary day the index of review days tells all.
 */
export async function mayBeOutdated(client: ClientBase, asOf: Day, creditor: string | null): Promise<boolean> {
  const { rows } = await client.query<{ outdated: boolean }>(
    `select exists (select from creditor where ($2::text is null or id = $2) and decided_version is distinct from version)
         or exists (select from proposal_run where as_of > $1) as outdated`,
    [asOf, creditor],
  );
  return rows[0]!.outdated;
}

/** All accounts of the creditor (null: of all creditors) have been decided under its present version. */
export async function noteVersion(client: ClientBase, creditor: string | null): Promise<void> {
  await client.query("update creditor set decided_version = version where ($1::text is null or id = $1) and decided_version is distinct from version", [
    creditor,
  ]);
}

/** The day up to which the payments of each creditor are known (R25). */
export async function loadPostedThrough(client: Pick<ClientBase, "query">, asOf: Day): Promise<Map<string, PaymentsKnown>> {
  const { rows } = await client.query<{ creditor: string; own: string[]; closings: Closing[] }>(
    `select c.id as creditor, array(select coalesce(b->>'id', b->>'iban') from jsonb_array_elements(coalesce(c.settings->'bankAccounts', '[]')) as b) as own,
       array(select jsonb_build_object('account', bank_account, 'through', max(through)) from posted_through
             where creditor = c.id and known_on <= $1 group by bank_account) as closings
     from creditor c`,
    [asOf],
  );
  return new Map(rows.map(({ creditor, own, closings }) => [creditor, paymentsKnown(closings, own)]));
}

/** The newest closing of each bank account of a creditor, as known on a day. */
export async function loadClosings(client: Pick<ClientBase, "query">, creditor: string, asOf: Day): Promise<Map<string, Day>> {
  const { rows } = await client.query<{ account: string; through: Day }>(
    `select bank_account as account, max(through) as through from posted_through
     where creditor = $1 and known_on <= $2 and bank_account is not null group by bank_account order by bank_account`,
    [creditor, asOf],
  );
  return new Map(rows.map(({ account, through }) => [account, through]));
}

/** How many letters of a creditor's first wave (R10) have left on a day. */
export async function countFirstWave(client: Pick<ClientBase, "query">, creditor: string, day: Day): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from letter l join account a on a.id = l.account_id and a.creditor = $1
       join decision d on d.account_id = l.account_id and d.run_id = l.run_id
     where l.sent_on = $2 and not l.void and l.step = 'first' and position('"first-import"' in d.body) > 0`,
    [creditor, day],
  );
  return rows[0]!.count;
}

/** "R12" or "12". */
export function parseRun(run: string): number {
  const id = /^R?(\d{1,15})$/.exec(run)?.[1];
  if (!id) throw new UserError("run-unknown", `"${run}" is no run: runs look like R12, as \`firmly propose\` prints them.`);
  return Number(id);
}

export async function findRun(client: Pick<ClientBase, "query">, run: number): Promise<{ asOf: Day; creditor: string | null; procedure: string | null }> {
  const { rows } = await client.query<{ as_of: Day; creditor: string | null; procedure: string | null }>(
    "select as_of, creditor, procedure from proposal_run where id = $1",
    [run],
  );
  if (!rows[0]) throw new UserError("run-unknown", `There is no proposal run R${run}. Make one with \`firmly propose\`.`);
  return { asOf: rows[0].as_of, creditor: rows[0].creditor, procedure: rows[0].procedure };
}

/** The newest run that a person works through on a day: none on trial, and of several days the last. */
export async function newestRun(client: ClientBase, creditor: string, today: Day): Promise<number | null> {
  const { rows } = await client.query<{ id: bigint | null }>(
    `select id from proposal_run where (creditor is null or creditor = $1) and procedure is null and as_of <= $2 order by as_of desc, id desc limit 1`,
    [creditor, today],
  );
  return rows[0]?.id ? Number(rows[0].id) : null;
}

/**
 * The decisions of a run in pages, by account; those of accounts that were not due are joined from the run that holds
 * their stored decision, unless `dueOnly`.
 */
export async function* readDecisions(
  client: ClientBase,
  run: number,
  options: { dueOnly: boolean; account?: number },
  pageSize = 5000,
): AsyncGenerator<DecisionRow[]> {
  const { creditor } = await findRun(client, run);
  let after = 0n;
  for (;;) {
    const { rows } = await client.query<DecisionRow>(
      `select d.account_id, d.run_id, a.creditor, c.name as creditor_name, c.settings->>'language' as creditor_language,
              a.debtor, p.name as debtor_name, p.language as debtor_language, a.currency,
              d.kind, d.step, d.pay_by, d.until, d.task, d.block, d.total, d.ends, d.body, approval.state as approval
       from account a join creditor c on c.id = a.creditor join debtor p on p.id = a.debtor
       cross join lateral (
         select * from decision where account_id = a.id and (run_id = $1 or (not $2 and run_id = a.decided_run and a.decided_run < $1)) order by run_id desc limit 1
       ) d
       left join approval on approval.account_id = d.account_id and approval.run_id = d.run_id
       where a.id > $3 and ($4::text is null or a.creditor = $4) and ($5::bigint is null or a.id = $5) order by a.id limit $6`,
      [run, options.dueOnly, after, creditor, options.account ?? null, pageSize],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.account_id;
  }
}

/** A changed procedure makes every account due: it raises the version of each creditor, like a changed setting (R26). */
export async function noteProcedures(client: Pick<ClientBase, "query">, mark: string): Promise<void> {
  await client.query("update creditor set procedures = $1, version = version + 1 where procedures is distinct from $1", [mark]);
}

export async function savePostedThrough(
  client: ClientBase,
  posted: { creditor: string; bankAccount: string | null; through: Day; by: string | null; asOf: Day },
): Promise<void> {
  await client.query("insert into posted_through (creditor, bank_account, through, known_on, recorded_by) values ($1, $2, $3, $4, $5)", [
    posted.creditor,
    posted.bankAccount,
    posted.through,
    posted.asOf,
    posted.by,
  ]);
}
