import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

export interface Anchor {
  readonly number: number;
  readonly madeOn: Day;
  readonly heads: number;
  readonly digest: Buffer;
  readonly signature: Buffer;
}

/** The newest activity of an account's log at the moment of an anchor. */
export interface AnchoredHead {
  readonly account: number;
  readonly activity: string;
  readonly hash: Buffer;
}

const PAGE = 5000;

/** The key that signs anchors, made on first use. Its public half goes out with them. */
async function anchorKey(client: Queryable): Promise<KeyObject> {
  const made = generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" });
  await client.query("insert into secret (name, key) values ('anchor', $1) on conflict (name) do nothing", [made]);
  const { rows } = await client.query<{ key: Buffer }>("select key from secret where name = 'anchor'");
  return createPrivateKey({ key: rows[0]!.key, format: "der", type: "pkcs8" });
}

/** PEM (SPKI) of the key that anchors are signed with; null where none was ever made. */
export async function anchorPublicKey(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ key: Buffer }>("select key from secret where name = 'anchor'");
  if (!rows[0]) return null;
  return createPublicKey(createPrivateKey({ key: rows[0].key, format: "der", type: "pkcs8" })).export({ format: "pem", type: "spki" }) as string;
}

/** The running digest of an anchor: begun with the one before and the day, fed with its heads in the order of their accounts. */
export function anchorDigest(previous: Buffer | null, madeOn: Day) {
  const hash = createHash("sha256");
  if (previous) hash.update(previous);
  hash.update(`${madeOn}\n`);
  return {
    add: ({ account, activity, hash: head }: AnchoredHead) => void hash.update(`${account}:${activity}:${head.toString("hex")}\n`),
    done: () => hash.digest(),
  };
}

export async function newestAnchor(client: Queryable): Promise<Anchor | null> {
  const { rows } = await client.query<Anchor>(`${SELECT} order by number desc limit 1`);
  return rows[0] ?? null;
}

export async function readAnchors(client: Queryable): Promise<Anchor[]> {
  const { rows } = await client.query<Anchor>(`${SELECT} order by number`);
  return rows;
}

const SELECT = `select number, made_on as "madeOn", heads, digest, signature from anchor`;

/** The heads of one anchor, in the order of their accounts. */
export async function* readAnchorHeads(client: Queryable, anchor: number): AsyncGenerator<AnchoredHead[]> {
  let after = 0;
  for (;;) {
    const { rows } = await client.query<AnchoredHead>(
      `select account_id::int as account, activity::text as activity, hash from anchor_head where anchor = $1 and account_id > $2 order by account_id limit ${PAGE}`,
      [anchor, after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.account;
  }
}

/**
 * Anchors every log that has grown since the newest anchor, in the caller's transaction; null where none has. One at a time, over all processes.
 */
export async function addAnchor(client: Queryable, madeOn: Day): Promise<Anchor | null> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('anchor', 0))");
  const before = await newestAnchor(client);
  const number = (before?.number ?? 0) + 1;
  await client.query(
    `create temporary table grown on commit drop as
     select a.id as account_id, (select max(t.id) from activity t where t.account_id = a.id) as activity, a.activity_head as hash
     from account a left join lateral (select h.hash from anchor_head h where h.account_id = a.id order by h.anchor desc limit 1) as last on true
     where a.activity_head is not null and a.activity_head is distinct from last.hash`,
  );
  const digest = anchorDigest(before?.digest ?? null, madeOn);
  let heads = 0;
  for (let after = 0; ; ) {
    const { rows } = await client.query<AnchoredHead>(
      `select account_id::int as account, activity::text as activity, hash from grown where account_id > $1 order by account_id limit ${PAGE}`,
      [after],
    );
    for (const head of rows) digest.add(head);
    heads += rows.length;
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.account;
  }
  if (heads === 0) return null;
  const sum = digest.done();
  const signature = sign(null, sum, await anchorKey(client));
  await client.query("insert into anchor (number, made_on, heads, digest, signature) values ($1, $2, $3, $4, $5)", [number, madeOn, heads, sum, signature]);
  await client.query("insert into anchor_head (account_id, anchor, activity, hash) select account_id, $1, activity, hash from grown", [number]);
  return { number, madeOn, heads, digest: sum, signature };
}
