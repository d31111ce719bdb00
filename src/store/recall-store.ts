import type { ClientBase } from "pg";
import type { LetterKind } from "../core/letter/answer.ts";
import type { LetterItem } from "../core/process/activity.ts";
import type { StandingStep } from "../core/process/recall.ts";
import type { Day } from "../core/values/day.ts";
import type { DeliveryState } from "./delivery-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** A letter as a recall looks at it. */
export interface RecallableLetter {
  readonly id: string;
  readonly account: number;
  readonly creditor: string;
  readonly debtor: string;
  readonly step: LetterKind;
  readonly sentOn: Day;
  readonly void: boolean;
  readonly states: readonly DeliveryState[];
  readonly items: readonly LetterItem[];
}

/** The letters of a run, whatever became of them, or one letter; by account. */
export async function findRecallable(client: Queryable, of: { readonly run: number } | { readonly letter: string }): Promise<RecallableLetter[]> {
  const { rows } = await client.query<RecallableLetter>(
    `select l.id, l.account_id::float8 as account, a.creditor, a.debtor, l.step, l.sent_on as "sentOn", l.void,
       (select array_agg(v.state order by v.id) from delivery v where v.letter_id = l.id) as states,
       (select coalesce(jsonb_agg(jsonb_build_object('item', item, 'step', step, 'generation', generation) order by item), '[]') from letter_item where letter_id = l.id) as items
     from letter l join account a on a.id = l.account_id where ${"run" in of ? "l.run_id = $1" : "l.id = $1"} order by l.account_id, l.sent_on, l.id`,
    ["run" in of ? of.run : of.letter],
  );
  return rows;
}

/** The steps that letters which stand have taken the items of accounts to, by account. */
export async function readStandingSteps(client: Queryable, accounts: readonly number[]): Promise<ReadonlyMap<number, readonly StandingStep[]>> {
  const { rows } = await client.query<StandingStep & { account: number }>(
    `select i.account_id::float8 as account, i.item::float8 as item, i.step, i.generation, l.id as letter, l.sent_on as "sentOn"
     from letter_item i join letter l on l.id = i.letter_id where i.account_id = any($1::bigint[]) and not i.void order by l.sent_on, l.id`,
    [accounts],
  );
  const standing = new Map<number, StandingStep[]>();
  for (const { account, ...step } of rows) {
    const own = standing.get(account);
    if (own) own.push(step);
    else standing.set(account, [step]);
  }
  return standing;
}
