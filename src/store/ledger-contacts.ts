import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import { appendActivities } from "./activity-store.ts";
import type { StageProblem } from "./ledger-documents.ts";

/** An earlier contact of a debtor; it is noted on each of the debtor's accounts with the creditor. */
export interface ImportedContact {
  readonly file: number;
  readonly line: number;
  readonly debtor: string;
  readonly day: Day;
  readonly channel: string;
  readonly detail: string;
}

/** Notes earlier contacts on their accounts, each once however often it is imported. */
export async function noteContacts(
  client: PoolClient,
  { creditor, asOf, contacts }: { readonly creditor: string; readonly asOf: Day; readonly contacts: readonly ImportedContact[] },
): Promise<StageProblem[]> {
  if (contacts.length === 0) return [];
  const { rows } = await client.query<{ id: bigint; debtor: string }>(
    "select id, debtor from account where creditor = $1 and debtor = any($2::text[]) order by id",
    [creditor, contacts.map(({ debtor }) => debtor)],
  );
  const accounts = new Map<string, number[]>();
  for (const row of rows) accounts.set(row.debtor, [...(accounts.get(row.debtor) ?? []), Number(row.id)]);
  const noted = await client.query<{ account_id: bigint; happened_on: Day; body: string }>(
    "select account_id, happened_on, body from activity where account_id = any($1::bigint[]) and kind = 'contact'",
    [rows.map((row) => row.id)],
  );
  const key = (account: number | bigint, day: Day, channel: string, detail: string) => JSON.stringify([Number(account), day, channel, detail]);
  const known = new Set(
    noted.rows.map(({ account_id, happened_on, body }) => {
      const { channel, detail } = JSON.parse(body) as { channel: string; detail: string };
      return key(account_id, happened_on, channel, detail);
    }),
  );
  const fresh = contacts.flatMap(({ debtor, day, channel, detail }) =>
    (accounts.get(debtor) ?? [])
      .filter((account) => !known.has(key(account, day, channel, detail)) && known.add(key(account, day, channel, detail)))
      .map((account) => ({ account, happening: { kind: "contact" as const, channel, detail }, happenedOn: day, knownOn: asOf, by: null })),
  );
  await appendActivities(client, fresh);
  return contacts
    .filter(({ debtor }) => !accounts.has(debtor))
    .map(({ file, line, debtor }) => ({
      file,
      line,
      code: "debtor-unknown",
      message: `There is no account of debtor "${debtor}" to note this contact on. Import its invoices first or together with it.`,
    }));
}
