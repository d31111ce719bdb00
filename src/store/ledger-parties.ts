import type { PoolClient } from "pg";
import type { StageFacts } from "./ledger-stage.ts";

/** What a debtor's row holds besides its id, and the key of each in the staged words. */
const MASTER: readonly (readonly [column: string, key: string])[] = [
  ["name", "name"],
  ["type", "type"],
  ["language", "language"],
  ["country", "country"],
  ["region", "region"],
  ["segment", "segment"],
  ["salesperson", "salesperson"],
  ["contact_name", "contactName"],
  ["email", "email"],
  ["phone", "phone"],
];

/**
 * Stores what the staged rows tell about debtors, one file after the other, so that a later file adds to an earlier one.
 * What a file does not say stays as it is. Then makes the missing accounts.
 */
export async function storeParties(client: PoolClient, creditor: string, files: number, facts: StageFacts): Promise<void> {
  // A payment that gets its debtor from an invoice gets the invoice's account, which is there.
  if (facts.orphans > 0) await resolveDebtors(client, creditor);
  for (let file = 1; file <= files; file++) await storeDebtors(client, file);
  await client.query(
    `insert into account (creditor, debtor, currency)
     select distinct $1, debtor, currency from import_stage where kind = 'account' and debtor <> '' on conflict do nothing`,
    [creditor],
  );
}

/** All that the rows of a file say about a debtor: of what they say twice, the last. */
const TOLD = `select debtor, coalesce(jsonb_object_agg(key, value order by line) filter (where key is not null), '{}') as master
  from import_stage left join lateral jsonb_each(master) on true where kind = 'debtor' and file = $1 group by debtor`;

async function storeDebtors(client: PoolClient, file: number): Promise<void> {
  const values = MASTER.map(([column, key]) =>
    column === "name" ? "coalesce(master->>'name', debtor)" : column === "type" ? "coalesce(master->>'type', 'unknown')" : `master->>'${key}'`,
  );
  const { rows } = await client.query<{ told: bigint; made: bigint }>(
    `with told as materialized (${TOLD}),
     made as (
       insert into debtor (id, ${MASTER.map(([column]) => column).join(", ")}, address, ibans) select debtor, ${values.join(", ")}, master->'address', master->'iban' from told
       on conflict (id) do nothing returning 1)
     select (select count(*) from told) as told, (select count(*) from made) as made`,
    [file],
  );
  if (rows[0]!.told === rows[0]!.made) return;
  const updates = MASTER.map(([column, key]) => [column, `coalesce(told.master->>'${key}', debtor.${column})`] as const);
  // The address as a whole: a new street with the old town would be nobody's.
  const all = [
    ...updates,
    ["address", "coalesce(told.master->'address', debtor.address)"] as const,
    ["ibans", "coalesce(told.master->'iban', debtor.ibans)"] as const,
  ];
  await client.query(
    `with changed as (
       update debtor set ${all.map(([column, value]) => `${column} = ${value}`).join(", ")} from (${TOLD}) as told
       where debtor.id = told.debtor and (${all.map(([column]) => `debtor.${column}`).join(", ")}) is distinct from (${all.map(([, value]) => value).join(", ")})
       returning debtor.id)
     insert into import_touched (account_id) select account.id from changed join account on account.debtor = changed.id`,
    [file],
  );
}

/** A payment that only names its invoice belongs to whoever owes that invoice, if that is just one debtor. */
async function resolveDebtors(client: PoolClient, creditor: string): Promise<void> {
  await client.query(
    `with wanted as (select distinct applies->>0 as document, currency from import_stage where debtor = '' and applies is not null),
     owed as (
       select wanted.document, wanted.currency, debtor from wanted join import_stage s on s.kind = 'invoice' and s.document = wanted.document and s.currency = wanted.currency
       union
       select wanted.document, wanted.currency, account.debtor from wanted join account on account.creditor = $1 and account.currency = wanted.currency
       join entry on entry.account_id = account.id and entry.kind = 'invoice' and entry.document = wanted.document),
     sole as (select document, currency, min(debtor) as debtor from owed group by 1, 2 having count(*) = 1)
     update import_stage s set debtor = sole.debtor from sole
     where s.debtor = '' and s.applies->>0 = sole.document and s.currency = sole.currency`,
    [creditor],
  );
}
