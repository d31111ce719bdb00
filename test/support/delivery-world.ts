import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { propose } from "../../src/runs/proposal-run.ts";
import { approve } from "../../src/runs/approval.ts";
import type { Day } from "../../src/core/values/day.ts";
import type { Store } from "../../src/store/database.ts";
import { createTestStore } from "./test-store.ts";

/** A store with one creditor whose debtors owe one overdue invoice each, and a folder for the letters. */
export interface DeliveryWorld {
  readonly store: Store;
  readonly out: string;
  close(): Promise<void>;
}

export const MONDAY: Day = "2026-11-23";
export const TUESDAY: Day = "2026-11-24";
export const SATURDAY: Day = "2026-11-28";

export interface WorldOptions {
  readonly debtors?: number;
  readonly settings?: object;
  readonly email?: (n: number) => string | null;
  readonly address?: object | null;
  /** What the debtors' ids begin with, and whose debtors they are, where there are several creditors. */
  readonly prefix?: string;
  readonly creditor?: string;
}

const ADDRESS = { street: "1 High Street", postalCode: "AB1 2CD", city: "Ashdown", country: "GB" };
const SETTINGS = {
  country: "GB",
  timeZone: "Europe/London",
  language: "en",
  address: { street: "2 Mill Lane", postalCode: "XY1 1AA", city: "Millford", country: "GB" },
  contact: { name: "Jo Carter", phone: "+44 1234 567890", email: "accounts@creditor.example" },
  companyDetails: ["Registered in England 01234567", "Registered office: 1 Mill Lane, Leeds LS1 4DT"],
  bankAccounts: [{ id: "main", iban: "GB82WEST12345698765432", bic: "WESTGB22", bank: "West Bank", holder: "Creditor Ltd", currency: "GBP" }],
};

export async function createDeliveryWorld({
  debtors = 3,
  settings = {},
  email = (n) => `debtor${n}@mail.test`,
  address = ADDRESS,
}: WorldOptions = {}): Promise<DeliveryWorld> {
  const store = await createTestStore();
  await fillDeliveryWorld(store, { debtors, settings, email, address });
  const out = mkdtempSync(join(tmpdir(), "firmly-letters-"));
  return {
    store,
    out,
    async close() {
      await store.close();
      rmSync(out, { recursive: true, force: true });
    },
  };
}

/** Debtor `D<n>` owes invoice `INV-<n>` over 100.00 + n GBP, due on 1 October and known since 1 November: its first letter is due. */
export async function fillDeliveryWorld(store: Store, options: WorldOptions = {}): Promise<void> {
  const { debtors = 3, settings = {}, email = (n: number) => `debtor${n}@mail.test`, address = ADDRESS, prefix = "D", creditor = "c" } = options;
  const { pool } = store;
  const numbers = Array.from({ length: debtors }, (_, index) => index + 1);
  await pool.query("insert into creditor (id, name, settings) values ($1, 'Creditor Ltd', $2)", [creditor, JSON.stringify({ ...SETTINGS, ...settings })]);
  await pool.query(
    `insert into debtor (id, name, type, country, contact_name, email, address)
     select $4 || n, 'Debtor ' || n || ' Ltd', 'company', 'GB', null, mail, $3::jsonb from unnest($1::int[], $2::text[]) as t(n, mail)`,
    [numbers, numbers.map(email), address === null ? null : JSON.stringify(address), prefix],
  );
  await pool.query("insert into account (creditor, debtor, currency) select $1, id, 'GBP' from debtor where id like $2 || '%' order by length(id), id", [
    creditor,
    prefix,
  ]);
  await pool.query(
    `insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on)
     select a.id, 'invoice', null, 'INV-' || substr(a.debtor, $2::int + 1), 2026, 1, 1, '2026-09-01', '2026-10-01', 10000 + substr(a.debtor, $2::int + 1)::int * 100, '2026-09-01', '2026-11-01'
     from account a where a.creditor = $1`,
    [creditor, prefix.length],
  );
  await pool.query("update entry set item = id where item is null and kind = 'invoice'");
  await pool.query("insert into posted_through (creditor, through, known_on) values ($1, '2026-11-22', '2026-11-22')", [creditor]);
}

/** Proposes and approves everything for a day. */
export async function proposeAndApprove(store: Store, asOf: Day = MONDAY): Promise<string> {
  const { run } = await propose(store, { asOf });
  await approve(store, run, { all: true, by: "Ann", asOf });
  return run;
}

/** A payment of `amount` minor units for the debtor's invoice, known from a day. */
export async function pay(store: Store, debtor: number, amount: number, knownOn: Day): Promise<void> {
  await store.pool.query(
    `with target as (select account_id, item from entry where document = $1), paid as (
       insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, amount, happened_on, known_on)
       select account_id, 'payment', currval('entry_id'), $2, 2026, 1, 1, $4, $3, $4, $4 from target returning account_id, id)
     insert into entry (account_id, kind, source, target, amount, happened_on, known_on) select paid.account_id, 'allocation', paid.id, target.item, $3, $4, $4 from paid, target`,
    [`INV-${debtor}`, `PAY-${debtor}-${knownOn}`, amount, knownOn],
  );
  await store.pool.query("update entry set item = id where kind = 'payment' and item <> id");
}
