import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** A kept file that shows an invoice; `size` in bytes. */
export interface InvoiceCopy {
  readonly item: number;
  readonly hash: string;
  readonly size: number;
}

/**
 * Notes that a kept document shows the invoices of a file that is staged in this transaction (`file`: its number). Newly
 * booked or known before, an invoice has the newest copy.
 */
export async function noteCopies(client: Queryable, creditor: string, file: number, hash: string): Promise<void> {
  await client.query(
    `insert into invoice_copy (account_id, item, hash)
     select distinct e.account_id, e.item, $3 from import_stage s
     join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency
     join entry e on e.account_id = a.id and e.document = s.document and e.document <> '' and e.kind = s.kind and e.version = 1
       and e.issue_year = extract(year from s.issued)::smallint and e.instalment = s.instalment
     where s.file = $2 and s.kind = 'invoice'
     on conflict (account_id, item) do update set hash = excluded.hash`,
    [creditor, file, hash],
  );
}

/** The copies that there are of these items, in no order. */
export async function findCopies(client: Queryable, account: number, items: readonly number[]): Promise<InvoiceCopy[]> {
  const { rows } = await client.query<InvoiceCopy>(
    `select c.item::float8 as item, c.hash, octet_length(d.bytes) as size
     from invoice_copy c join document d on d.hash = c.hash where c.account_id = $1 and c.item = any($2::bigint[])`,
    [account, items],
  );
  return rows;
}
