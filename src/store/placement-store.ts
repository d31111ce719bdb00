import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";
import type { DeliveryFile, DeliveryState } from "./delivery-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** How a letter left, by one way, with what the other side answered. */
export interface ProvenDelivery {
  readonly id: string;
  readonly letter: string;
  readonly channel: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly files: readonly DeliveryFile[];
  readonly receipt: Readonly<Record<string, unknown>> | null;
}

/** All deliveries of an account's letters, in the order of their ids. */
export async function accountDeliveries(client: Queryable, account: number): Promise<ProvenDelivery[]> {
  const { rows } = await client.query<ProvenDelivery>(
    "select id, letter_id as letter, channel, recipient, state, files, receipt from delivery where account_id = $1 order by letter_id, id",
    [account],
  );
  return rows;
}

/** The hashes of an account's chain of activities, as lower-case hexadecimal, by number. */
export async function activityHashes(client: Queryable, account: number): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<{ id: number; hash: string }>(
    "select id::float8 as id, encode(hash, 'hex') as hash from activity where account_id = $1 order by id",
    [account],
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** Accounts with a third letter or a final notice that stands: the others are not up for hand-over, whatever their decision. */
export async function findNearHandOver(client: Queryable, creditor: string | null, asOf: Day): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select distinct l.account_id::float8 as id from letter l join account a on a.id = l.account_id
     where l.step in ('third', 'final') and not l.void and l.sent_on <= $2 and ($1::text is null or a.creditor = $1) order by 1`,
    [creditor, asOf],
  );
  return rows.map(({ id }) => id);
}
