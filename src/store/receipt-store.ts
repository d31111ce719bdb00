import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import type { Happening, ReceiptOutcome } from "../core/process/activity.ts";
import type { Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";
import { appendActivities, type NewActivity } from "./activity-store.ts";

/** What became of a delivery at one moment, as it was told. */
export interface NewReceipt {
  readonly outcome: ReceiptOutcome;
  readonly recipient: string;
  readonly providerId: string | null;
  /** As it came: a server's line, a provider's JSON, the words of a bounce. */
  readonly answer: string;
  /** SHA-256 of the bytes that were handed over, or of the mail that told it; absent: there are none. */
  readonly files?: readonly string[];
}

export interface StoredReceipt {
  readonly delivery: string;
  readonly number: number;
  readonly outcome: ReceiptOutcome;
  readonly providerId: string | null;
  /** Null once it was erased. */
  readonly recipient: string | null;
  readonly answer: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A provider may tell at length; what is longer than this was not needed to prove anything. */
const MOST_ANSWER_LETTERS = 20_000;
const SALT_BYTES = 16;

/** The moment of a receipt as its content has it, to the microsecond: UTC, ISO 8601. */
export const sealedAt = (moment: "now()" | "recorded_at"): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Writes a receipt and its place on the log, together with the other activities that follow from it, in the caller's transaction with the
 * account locked.
 */
export async function addReceipt(
  client: PoolClient,
  delivery: { readonly id: string; readonly account: number },
  receipt: NewReceipt,
  { knownOn, by = null, besides = [] }: { readonly knownOn: Day; readonly by?: string | null; readonly besides?: readonly NewActivity[] },
): Promise<void> {
  const salt = randomBytes(SALT_BYTES);
  const providerId = receipt.providerId || null;
  const content = jsonText({ recipient: receipt.recipient, answer: receipt.answer.slice(0, MOST_ANSWER_LETTERS), providerId });
  // The database tells the moment, which belongs under the seal.
  const { rows } = await client.query<{ number: number; seal: string }>(
    `insert into delivery_receipt (delivery_id, number, account_id, outcome, provider_id, content, salt, seal)
     select $1, (select coalesce(max(number), 0) + 1 from delivery_receipt where delivery_id = $1), $2, $3, $4, content, $6::bytea, sha256($6::bytea || convert_to(content, 'UTF8'))
     from (select left($5::text, -1) || ',"at":"' || ${sealedAt("now()")} || '"}' as content) as sealed returning number, encode(seal, 'hex') as seal`,
    [delivery.id, delivery.account, receipt.outcome, providerId, content, salt],
  );
  const happening: Happening = {
    kind: "receipt",
    delivery: delivery.id,
    number: rows[0]!.number,
    outcome: receipt.outcome,
    seal: rows[0]!.seal,
    ...(receipt.files && { files: receipt.files }),
  };
  await appendActivities(client, [{ account: delivery.account, happening, happenedOn: knownOn, knownOn, by }, ...besides]);
}

const SELECT = `select delivery_id as delivery, number, outcome, provider_id as "providerId", content::jsonb ->> 'recipient' as recipient, content::jsonb ->> 'answer' as answer,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from delivery_receipt`;

/** All receipts of an account's deliveries, in the order in which they came. */
export async function readReceipts(client: Pick<PoolClient, "query">, account: number): Promise<StoredReceipt[]> {
  const { rows } = await client.query<StoredReceipt>(`${SELECT} where account_id = $1 order by recorded_at, delivery_id, number`, [account]);
  return rows;
}

/** Those of one delivery, in their order. */
export async function receiptsOf(client: Pick<PoolClient, "query">, delivery: string): Promise<StoredReceipt[]> {
  const { rows } = await client.query<StoredReceipt>(`${SELECT} where delivery_id = $1 order by number`, [delivery]);
  return rows;
}

/** The delivery of a creditor's on a channel that a provider knows under this id; null where there is none. */
export async function findByProvider(client: Pick<PoolClient, "query">, creditor: string, channel: string, providerId: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select r.delivery_id as id from delivery_receipt r join delivery v on v.id = r.delivery_id join account a on a.id = v.account_id
     where r.provider_id = $3 and a.creditor = $1 and v.channel = $2 order by r.recorded_at limit 1`,
    [creditor, channel, providerId],
  );
  return rows[0]?.id ?? null;
}
