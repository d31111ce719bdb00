import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { acceptCash } from "../../src/runs/cash-desk.ts";
import { listCash } from "../../src/runs/cash-list.ts";
import { check } from "../../src/runs/check.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import { presentProposal, propose } from "../../src/runs/proposal-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger } from "../support/ledger-view.ts";
import { createTestStore } from "../support/test-store.ts";

let store: Store;
const folder = mkdtempSync(join(tmpdir(), "firmly-odd-"));
beforeAll(async () => {
  store = await createTestStore();
});
afterEach(async () => {
  expect((await check(store)).problems).toEqual([]);
  await emptyLedger(store);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function load(name: string, content: string, asOf: `${number}-${number}-${number}`) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return importFiles(store, { files: [path], asOf });
}

const HEAD = "type,debtor,name,document,issued,due,amount,currency,applies";
const entry = (reference: string, amount: string, details = "") =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef>${details}</Ntry>`;
const camt = (message: string, tag: string, content: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${message}.001.04"><BkToCstmr${message === "053" ? "Stmt" : "DbtCdtNtfctn"}><${tag}><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>${content}</${tag}></BkToCstmr${message === "053" ? "Stmt" : "DbtCdtNtfctn"}></Document>`;
const detail = (amount: string, name: string, text: string) =>
  `<TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
const bulk = camt("053", "Stmt", entry("B77", "170.00"));
const single = camt(
  "054",
  "Ntfctn",
  entry(
    "B77",
    "170.00",
    `<NtryDtls>${detail("100.00", "Nordwind Segel GmbH", "RE-2026-1001")}${detail("70.00", "Harbour Lane Books", "RE-2026-1002")}</NtryDtls>`,
  ),
);
const ledger = [
  HEAD,
  "invoice,D1,Nordwind Segel GmbH,RE-2026-1001,2026-09-01,2026-10-01,100.00,EUR,",
  "invoice,D2,Harbour Lane Books,RE-2026-1002,2026-09-01,2026-10-01,70.00,EUR,",
];

test.each([
  ["the sum first", [bulk, single]],
  ["the single payments first", [single, bulk]],
])("a bulk booking that is told in detail is no money beside it: %s", async (_order, statements) => {
  await load("ledger.csv", ledger.join("\n"), "2026-11-19");
  for (const [index, statement] of statements.entries()) await load(`${index}.xml`, statement, "2026-11-21");
  expect(await listCash(store, { creditor: null, asOf: "2026-11-21", limit: 10 })).toMatchObject({ proposed: [], unapplied: [] });
  const { rows } = await store.pool.query("select state, amount from bank_transaction order by amount");
  expect(rows).toEqual([
    { state: "posted", amount: 7000n },
    { state: "posted", amount: 10000n },
    { state: "dismissed", amount: 17000n },
  ]);
});

test("money in another currency that names an invoice holds the second letter back, and is not booked", async () => {
  await load("ledger.csv", [HEAD, "invoice,D1,Nordwind Segel GmbH,RE-2026-1001,2026-09-01,2026-10-01,100.00,USD,"].join("\n"), "2026-11-20");
  await load(
    "s.xml",
    camt("053", "Stmt", entry("B1", "92.00", `<NtryDtls>${detail("92.00", "Nordwind Segel GmbH", "RE-2026-1001")}</NtryDtls>`)),
    "2026-11-23",
  );
  const { proposed } = await listCash(store, { creditor: null, asOf: "2026-11-23", limit: 10 });
  expect(proposed).toMatchObject([
    { amount: "92.00", currency: "EUR", proposals: [{ debtor: { id: "D1" }, allocations: [], evidence: { doubts: ["other-currency"] } }] },
  ]);
  await expect(acceptCash(store, { id: proposed[0]!.id, by: "Ann", asOf: "2026-11-23" })).rejects.toMatchObject({ code: "currency-differs" });
  const { run } = await propose(store, { asOf: "2026-11-23" });
  const { decisions } = await presentProposal(store, run);
  expect(decisions).toMatchObject([{ kind: "dun", step: "first", why: expect.arrayContaining([expect.objectContaining({ code: "warn-cash-proposed" })]) }]);
});

test("a payment that the ledger books weeks later, naming what the bank's money has paid, is the same money", async () => {
  await load("ledger.csv", ledger.join("\n"), "2026-11-01");
  await load("s.xml", single.replaceAll("2026-11-20", "2026-11-03"), "2026-11-04");
  const late = await load("late.csv", [HEAD, "payment,D1,,ZE-9,2026-11-20,,100.00,EUR,RE-2026-1001"].join("\n"), "2026-11-21");
  expect(late.files).toMatchObject([{ new: 0, known: 1 }]);
  const other = await load("other.csv", [HEAD, "payment,D2,,ZE-10,2026-11-20,,70.00,EUR,"].join("\n"), "2026-11-21");
  expect(other.files).toMatchObject([{ new: 1, known: 0 }]);
});
