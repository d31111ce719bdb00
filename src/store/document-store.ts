import type { ClientBase } from "pg";

/** Accounts that hold an invoice or fee of this number, in the order of their ids. */
export async function findAccountsOfDocument(client: Pick<ClientBase, "query">, document: string): Promise<number[]> {
  const { rows } = await client.query<{ account: number }>(
    "select distinct account_id::float8 as account from entry where document = $1 and kind in ('invoice', 'fee') order by 1",
    [document],
  );
  return rows.map(({ account }) => account);
}
