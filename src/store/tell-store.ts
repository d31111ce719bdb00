import type { ClientBase } from "pg";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** Somebody who is to be told of a letter that has left. */
export interface Untold {
  readonly letter: string;
  readonly account: number;
  readonly creditor: string;
  readonly step: Step;
  readonly sentOn: Day;
  readonly payBy: Day | null;
  readonly totalMinor: bigint;
  readonly currency: string;
  /** "salesperson", or an address. */
  readonly to: string;
  readonly salesperson: string | null;
  /** The notice as composed, as JSON. */
  readonly notice: string;
}

/**
 * Of letters that were accepted somewhere, whom nobody has told yet, at most `limit` after the given one; older ones than from
 * `since` are no news any more.
 */
export async function readUntold(client: Queryable, creditor: string | null, since: Day, after: Untold | null, limit: number): Promise<Untold[]> {
  const { rows } = await client.query<Untold>(
    `select l.id as letter, l.account_id::float8 as account, a.creditor, l.step, l.sent_on as "sentOn", l.pay_by as "payBy", l.total as "totalMinor",
       a.currency, told.told as "to", d.salesperson, l.notice::text as notice
     from letter l join account a on a.id = l.account_id join debtor d on d.id = a.debtor cross join lateral unnest(l.tell) as told
     where l.tell is not null and not l.void and l.sent_on >= $2 and ($1::text is null or a.creditor = $1)
       and exists (select from delivery v where v.letter_id = l.id and v.state = 'accepted')
       and ($3::bigint is null or (l.account_id, l.id, told.told) > ($3::bigint, $4::text, $5::text))
     order by l.account_id, l.id, told.told limit $6`,
    [creditor, since, after?.account ?? null, after?.letter ?? null, after?.to ?? null, limit],
  );
  return rows;
}

/** True where nobody else tells of this letter, and nobody has; until the transaction ends nobody else will. */
export async function claimTelling(client: Queryable, { letter, to }: Pick<Untold, "letter" | "to">): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 5)) as free", [`${letter} ${to}`]);
  if (!rows[0]!.free) return false;
  const { rowCount } = await client.query("select from letter where id = $1 and $2 = any(tell)", [letter, to]);
  return rowCount === 1;
}

/** With the account locked before: whoever takes a letter back does so in that order too. */
export async function markTold(client: Queryable, { letter, to }: Pick<Untold, "letter" | "to">): Promise<void> {
  await client.query("update letter set tell = nullif(array_remove(tell, $2), '{}') where id = $1", [letter, to]);
}
