import { check } from "../../src/runs/check.ts";
import { verifyProof } from "../../src/runs/proof/verify.ts";
import { propose } from "../../src/runs/proposal-run.ts";
import type { Store } from "../../src/store/database.ts";
import type { MailPair } from "../mail-pair.ts";
import { MONDAY } from "../support/delivery-world.ts";

/** What became of the approved letters, told by the database and the mailboxes together. */
export interface MailOutcome {
  readonly accepted: number;
  readonly refused: number;
  /** Nobody knows whether they arrived, and a person is asked to find out. */
  readonly uncertain: number;
  /** Said to have left and not arrived; of no end; or uncertain with nobody being asked. */
  readonly lost: readonly string[];
  /** Arrived twice, or arrived where it is said that they did not leave. */
  readonly doubled: readonly string[];
  /** What `firmly check` and `firmly verify` find. */
  readonly problems: readonly unknown[];
}

interface Row {
  readonly account: number;
  readonly approval: string;
  readonly recipient: string;
  readonly deliveries: readonly { readonly id: string; readonly state: string; readonly void: boolean }[];
  /** Whether the log says that it was held for its address. */
  readonly held: boolean;
}

/**
 * Compares every approved letter with its mailbox. Each debtor has a mailbox of its own and one letter, so that a second
 * message in it is a letter sent twice, whatever the database says.
 */
export async function compareWithMailboxes(store: Store, mail: MailPair): Promise<MailOutcome> {
  const problems = [...(await check(store)).problems, ...(await verifyProof(store)).problems];
  const asked = await tasksOf(store);
  const counts = { accepted: 0, refused: 0, uncertain: 0 };
  const lost: string[] = [];
  const doubled: string[] = [];
  const expected = new Set<string>();
  for (const row of await approvedLetters(store)) {
    const user = row.recipient.split("@")[0]!;
    expected.add(user);
    const arrived = mail.mailbox(user).map(messageId);
    const told = `A${row.account} (${row.recipient}, approval ${row.approval}, deliveries ${JSON.stringify(row.deliveries)}, arrived ${JSON.stringify(arrived)})`;
    const end = endOf(row);
    if (end !== null) counts[end]++;
    const standing = row.deliveries.find((delivery) => !delivery.void);
    const isForeign = arrived.some((id) => !standing || !id.startsWith(`${standing.id}@`));
    if (end === null) lost.push(`of no end: ${told}`);
    else if (end === "accepted" && arrived.length === 0) lost.push(`not arrived: ${told}`);
    else if (end === "uncertain" && !asked.has(row.account)) lost.push(`nobody is asked: ${told}`);
    if (arrived.length > 1) doubled.push(`twice: ${told}`);
    else if (isForeign) doubled.push(`of a letter that is said not to have left: ${told}`);
  }
  for (const user of mail.mailboxes()) if (!expected.has(user)) doubled.push(`to nobody who was to get one: ${user}`);
  return { ...counts, lost, doubled, problems };
}

function endOf({ approval, deliveries, held }: Row): "accepted" | "refused" | "uncertain" | null {
  const standing = deliveries.filter((delivery) => !delivery.void);
  if (standing.length === 0) return approval === "withdrawn" && held && deliveries.at(-1)?.state === "refused" ? "refused" : null;
  if (standing.length > 1) return null;
  if (standing[0]!.state === "accepted") return approval === "delivered" ? "accepted" : null;
  return standing[0]!.state === "uncertain" && approval === "approved" ? "uncertain" : null;
}

function messageId(message: string): string {
  return /^Message-ID:\s*<([^>]*)>/im.exec(message)?.[1] ?? "none";
}

async function approvedLetters(store: Store): Promise<Row[]> {
  const { rows } = await store.pool.query<Row>(
    `select p.account_id::int as account, p.state as approval, d.email as recipient,
       coalesce((select json_agg(json_build_object('id', v.id, 'state', v.state, 'void', l.void) order by l.void desc, v.claimed_at)
         from letter l join delivery v on v.letter_id = l.id where l.account_id = p.account_id), '[]') as deliveries,
       exists (select from activity h where h.account_id = p.account_id and h.kind = 'delivery-held' and h.body::jsonb ->> 'code' = 'address') as held
     from approval p join account a on a.id = p.account_id join debtor d on d.id = a.debtor order by p.account_id`,
  );
  return rows;
}

/** The accounts of which somebody is asked what became of an uncertain delivery. */
async function tasksOf(store: Store): Promise<Set<number>> {
  const { run } = await propose(store, { asOf: MONDAY });
  const { rows } = await store.pool.query<{ account: number }>(
    "select account_id::int as account from decision where run_id = $1 and task = 'resolve-uncertain'",
    [Number(run.slice(1))],
  );
  return new Set(rows.map(({ account }) => account));
}
