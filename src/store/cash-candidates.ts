import type { ClientBase } from "pg";
import { copyRows } from "./copy-out.ts";

type Queryable = Pick<ClientBase, "query">;

/**
 * Hands over every document of a creditor that money may be meant for, with its account and the references that it prints:
 * settled ones too, because what pays twice names one of them. Charges are named by their letter.
 */
export async function readDocumentNames(
  client: ClientBase,
  creditor: string,
  each: (account: number, currency: string, document: string, references: readonly string[]) => void,
): Promise<void> {
  const own = await accountsOf(client, creditor);
  // COPY takes no parameters; the accounts are looked up here, which is also cheaper than a join.
  await copyRows(
    client,
    "select account_id, document, evidence->>'references' from entry where kind in ('invoice', 'credit-memo') and version = 1 and document <> ''",
    ([account, document, references]) => {
      const currency = own.get(Number(account));
      if (currency !== undefined) each(Number(account), currency, document!, references ? (JSON.parse(references) as string[]) : []);
    },
  );
}

/** Hands over the names of all debtors of a creditor, once per account. */
export async function readDebtorNames(client: ClientBase, creditor: string, each: (account: number, currency: string, name: string) => void): Promise<void> {
  const own = await accountsOf(client, creditor);
  await copyRows(client, "select a.id, d.name from account a join debtor d on d.id = a.debtor", ([account, name]) => {
    const currency = own.get(Number(account));
    if (currency !== undefined) each(Number(account), currency, name!);
  });
}

/** The names under which accounts were paid for before. */
export async function readPayerNames(client: ClientBase, creditor: string, each: (account: number, currency: string, name: string) => void): Promise<void> {
  const own = await accountsOf(client, creditor);
  const select =
    "select distinct account_id, payer_name from bank_transaction where account_id is not null and payer_name is not null and state in ('posted', 'known')";
  await copyRows(client, select, ([account, name]) => {
    const currency = own.get(Number(account));
    if (currency !== undefined) each(Number(account), currency, name!);
  });
}

/** The letters that debtors may quote, by their reference. */
export async function readLetterReferences(
  client: ClientBase,
  creditor: string,
  each: (account: number, currency: string, reference: string) => void,
): Promise<void> {
  const own = await accountsOf(client, creditor);
  await copyRows(client, "select account_id, id from letter where not void", ([account, id]) => {
    const currency = own.get(Number(account));
    if (currency !== undefined) each(Number(account), currency, id!);
  });
}

async function accountsOf(client: Queryable, creditor: string): Promise<Map<number, string>> {
  const { rows } = await client.query<{ id: number; currency: string }>("select id::float8 as id, currency from account where creditor = $1", [creditor]);
  return new Map(rows.map(({ id, currency }) => [id, currency]));
}

/** Open transactions with the accounts that their payer's IBAN has paid for before, or that the debtor's master data tell it for. */
export async function readPayers(client: ClientBase, creditor: string, each: (transaction: number, account: number) => void): Promise<void> {
  // COPY takes no parameters: the creditor's id is written as a literal of SQL.
  const own = client.escapeLiteral(creditor);
  await copyRows(
    client,
    `select distinct t.id, p.account_id from bank_transaction t
       join bank_transaction p on p.payer_iban = t.payer_iban and p.account_id is not null and p.state in ('posted', 'known') and p.creditor = t.creditor
     where t.creditor = ${own} and t.state = 'open'
     union
     select t.id, a.id from debtor d join account a on a.debtor = d.id and a.creditor = ${own}, jsonb_array_elements_text(d.ibans) as iban
       join bank_transaction t on t.payer_iban = iban and t.creditor = ${own} and t.state = 'open'
     where d.ibans is not null`,
    ([transaction, account]) => each(Number(transaction), Number(account)),
  );
}
