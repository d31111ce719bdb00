import { randomBytes } from "node:crypto";
import type { ClientBase } from "pg";

/** The key that signs what leaves in mails and comes back: 32 bytes, made on first use and never changed. */
export async function mailKey(client: Pick<ClientBase, "query">): Promise<Uint8Array> {
  // Two processes that come first at once agree on the one that was there first.
  await client.query("insert into secret (name, key) values ('mail', $1) on conflict (name) do nothing", [randomBytes(32)]);
  const { rows } = await client.query<{ key: Buffer }>("select key from secret where name = 'mail'");
  return rows[0]!.key;
}
