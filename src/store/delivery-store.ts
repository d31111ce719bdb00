import type { ClientBase } from "pg";
import type { LetterKind } from "../core/letter/answer.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

export type DeliveryState = "claimed" | "accepted" | "refused" | "failed" | "uncertain" | "bounced" | "returned";

export interface DeliveryFile {
  readonly name: string;
  readonly mediaType: string;
  readonly hash: string;
}

/** One letter on one channel to one recipient, beside what its letter says. */
export interface Delivery {
  readonly id: string;
  readonly letter: string;
  readonly account: number;
  /** Of its letter: null where that answers the debtor. */
  readonly run: number | null;
  readonly step: LetterKind;
  /** The activity that its letter answers; null where a run has decided it. */
  readonly answers: number | null;
  readonly sentOn: Day;
  readonly channel: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly files: readonly DeliveryFile[];
  readonly holder: string | null;
  readonly attempts: number;
  /** Its handing over was begun by whoever holds it, or held it last: its channel may have seen it. */
  readonly isBegun: boolean;
}

const SELECT = `select v.id, v.letter_id as letter, v.account_id::int as account, l.run_id::int as run, l.answers::int as answers, l.step, l.sent_on as "sentOn", v.channel, v.recipient, v.state,
  v.files, v.claimed_by as holder, v.attempts, v.handing_over_since is not null as "isBegun" from delivery v join letter l on l.id = v.letter_id`;

/** Writes a delivery as claimed by `holder`, before anything is handed to the outside. */
export async function insertDelivery(
  client: Queryable,
  delivery: Pick<Delivery, "id" | "letter" | "account" | "channel" | "recipient" | "files">,
  holder: string,
  knownOn: Day,
): Promise<void> {
  await client.query(
    `insert into delivery (id, letter_id, account_id, channel, recipient, state, files, claimed_by, claimed_at, attempts, known_on)
     values ($1, $2, $3, $4, $5, 'claimed', $6, $7, now(), 1, $8)`,
    [delivery.id, delivery.letter, delivery.account, delivery.channel, delivery.recipient, JSON.stringify(delivery.files), holder, knownOn],
  );
}

export async function readDelivery(client: Queryable, id: string): Promise<Delivery | null> {
  const { rows } = await client.query(`${SELECT} where v.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function readDeliveries(client: Queryable, letter: string): Promise<Delivery[]> {
  const { rows } = await client.query(`${SELECT} where v.letter_id = $1 order by v.id`, [letter]);
  return rows;
}

/** All deliveries of an account, in the order in which they were claimed. */
export async function accountDeliveries(client: Queryable, account: number): Promise<Delivery[]> {
  const { rows } = await client.query(`${SELECT} where v.account_id = $1 order by l.sent_on, v.claimed_at, v.id`, [account]);
  return rows;
}

/** Who holds claims; of one creditor, or of all. */
export async function claimHolders(client: Queryable, creditor: string | null): Promise<(string | null)[]> {
  const { rows } = await client.query<{ holder: string | null }>(
    `select distinct v.claimed_by as holder from delivery v where v.state = 'claimed' and ${OF_CREDITOR}`,
    [creditor],
  );
  return rows.map(({ holder }) => holder);
}

/** The next claims of a holder by their ids: those after the given one, at most `limit`. */
export async function claimsOf(client: Queryable, holder: string | null, creditor: string | null, after: string, limit: number): Promise<Delivery[]> {
  const { rows } = await client.query(
    `${SELECT} where v.state = 'claimed' and v.claimed_by is not distinct from $2 and ${OF_CREDITOR} and v.id > $3 order by v.id limit $4`,
    [creditor, holder, after, limit],
  );
  return rows;
}

const OF_CREDITOR = "($1::text is null or exists (select from account a where a.id = v.account_id and a.creditor = $1))";

/**
 * Deliveries that certainly did not leave and whose turn has come again: at once after the first attempt, later after
 * 2, 4, 8 ... minutes, at most four hours; and not while their channel rests. Parameters: creditor, day.
 */
export const DUE_AGAIN = `v.state = 'failed' and not l.void and l.sent_on <= $2 and ${OF_CREDITOR}
  and (v.attempts <= 1 or l.sent_on < $2 or v.claimed_at + least(power(2, v.attempts - 1), 240) * interval '1 minute' <= now())
  and not exists (select from channel_rest r join account a on a.creditor = r.creditor where a.id = v.account_id and r.channel = v.channel and r.until > now())`;

/** Where a page of deliveries begins and ends, by their ids; `through` null: at the last. */
export interface DeliveryPage {
  readonly after: string;
  readonly through: string | null;
}

/** The next deliveries that are due again within a page: at most `limit`. */
export async function failedDeliveries(
  client: Queryable,
  asOf: Day,
  creditor: string | null,
  { after, through }: DeliveryPage,
  limit: number,
): Promise<Delivery[]> {
  const { rows } = await client.query(`${SELECT} where ${DUE_AGAIN} and v.id > $3 and ($4::text is null or v.id <= $4) order by v.id limit $5`, [
    creditor,
    asOf,
    after,
    through,
    limit,
  ]);
  return rows;
}

/** Takes over a claim of a dead process, or a failed delivery, for another attempt; false where another was quicker. */
export async function takeOver(client: Queryable, delivery: Delivery, holder: string, attempts: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update delivery set state = 'claimed', claimed_by = $3, claimed_at = now(), attempts = $4, handing_over_since = case when state = 'claimed' then handing_over_since end
     where id = $1 and state = $2 and claimed_by is not distinct from $5`,
    [delivery.id, delivery.state, holder, attempts, delivery.holder],
  );
  return rowCount === 1;
}

/** Writes what came of a claim. False where it is no longer this holder's to settle. */
export async function settle(client: Queryable, id: string, holder: string, state: DeliveryState, receipt: object): Promise<boolean> {
  const { rowCount } = await client.query(
    `update delivery set state = $3, receipt = $4, claimed_by = null
     where id = $1 and claimed_by = $2 and state = 'claimed'`,
    [id, holder, state, JSON.stringify(receipt)],
  );
  return rowCount === 1;
}

/** Gives a claim back of which nothing was handed over: no attempt was made. */
export async function putBack(client: Queryable, id: string, holder: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "update delivery set state = 'failed', claimed_by = null, attempts = greatest(attempts - 1, 0) where id = $1 and claimed_by = $2 and state = 'claimed'",
    [id, holder],
  );
  return rowCount === 1;
}

/** How long a recipient may fail before its channel counts as closed. */
const LONGEST_FAILING_HOURS = 72;
/** After a pause, or days on which nothing leaves, a server that asks everybody to come again later has been tried once only. */
const FEWEST_ATTEMPTS = 3;

/**
 * Notes that the recipient of a claimed delivery fails; what failed before by the same way counts, also where the letter was made anew in between. True
 * where it has been failing for so long that nothing more is to be tried.
 */
export async function failRecipient(client: Queryable, id: string): Promise<boolean> {
  const { rows } = await client.query<{ long: boolean }>(
    `update delivery v set failing_since = coalesce(v.failing_since, (
       select p.failing_since from (
         select state, failing_since from delivery p where p.account_id = v.account_id and p.channel = v.channel and p.recipient = v.recipient and p.id <> v.id
         order by claimed_at desc nulls last limit 1) p
       where p.state = 'failed'), now())
     where v.id = $1 returning v.attempts >= ${FEWEST_ATTEMPTS} and failing_since < now() - interval '${LONGEST_FAILING_HOURS} hours' as long`,
    [id],
  );
  return rows[0]?.long ?? false;
}

/** A person's word on an uncertain delivery, or giving up on a failed one. */
export async function changeState(client: Queryable, id: string, from: DeliveryState, to: DeliveryState, receipt: object): Promise<boolean> {
  const { rowCount } = await client.query("update delivery set state = $3, receipt = $4 where id = $1 and state = $2", [id, from, to, JSON.stringify(receipt)]);
  return rowCount === 1;
}

/** Whether a letter to this debtor is on its way and not yet in the log: no other leaves until it is settled (R6). Answers do not count. */
export async function isUnderWay(client: Queryable, account: number): Promise<boolean> {
  const { rows } = await client.query(
    `select exists (select from account own join account a on a.debtor = own.debtor join letter l on l.account_id = a.id and not l.void and l.answers is null
        join delivery v on v.letter_id = l.id and v.state in ('claimed', 'failed')
        where own.id = $1 and not exists (select from delivery other where other.letter_id = l.id and other.state = 'accepted')) as under_way`,
    [account],
  );
  return rows[0].under_way;
}

/** Whether another letter's file of this name (letter case apart) lies in this folder. */
export async function isNameTaken(client: Queryable, folder: string, name: string): Promise<boolean> {
  const { rows } = await client.query(
    `select exists (select from delivery where channel = 'outbox' and recipient = $1 and lower(files -> 0 ->> 'name') = lower($2) and state not in ('failed', 'refused')) as taken`,
    [folder, name],
  );
  return rows[0].taken;
}

/** Two processes that write into one folder settle one after the other which names are taken. */
export async function lockFolder(client: Queryable, folder: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('outbox ' || $1, 0))", [folder]);
}
