import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Day } from "../../src/core/values/day.ts";
import { acceptCash, dismissCash, undoCash } from "../../src/runs/cash-desk.ts";
import { listCash } from "../../src/runs/cash-list.ts";
import { check } from "../../src/runs/check.ts";
import { importFiles, type ImportOptions } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger, viewLedger } from "../support/ledger-view.ts";
import { createTestStore } from "../support/test-store.ts";

/** The same money told by the bank and by the ledger, in every order and again: it counts once, and is never lost. */

let store: Store;
let folder: string;
let balance: number;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-again-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.close();
});
beforeEach(async () => {
  balance = 1000;
  await emptyLedger(store);
  await store.pool.query("select setval('bank_transaction_id', 1, false)");
});
afterEach(async () => expect((await check(store)).problems).toEqual([]));

const NAME = "Harbour Lane Books Ltd";
const A = `invoice,D1,${NAME},INV-1001,2026-09-01,2026-10-01,100.00,,GBP,`;
const B = `invoice,D1,${NAME},INV-1002,2026-09-02,2026-10-02,250.00,,GBP,`;
const open = (invoice: string, amount: string): string => invoice.replace(",,GBP", `,${amount},GBP`);

function run(name: string, text: string, asOf: Day, options: Partial<ImportOptions> = {}) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return importFiles(store, { files: [path], asOf, ...options });
}

function ledger(asOf: Day, rows: readonly string[], options: Partial<ImportOptions> = {}) {
  return run("ledger.csv", `type,debtor,name,document,issued,due,amount,open,currency,applies\n${rows.join("\n")}\n`, asOf, options);
}

function snapshot(asOf: Day, rows: readonly string[]) {
  return ledger(asOf, rows, { mapping: { mode: "snapshot" }, confirmSettled: true });
}

const payment = (day: Day, amount: string, applies = "", number = ""): string => `payment,D1,,${number},${day},,${amount},,GBP,${applies}`;

interface Movement {
  readonly amount: number;
  readonly text: string;
  readonly isReturn?: boolean;
}

/** The day's statement as MT940; it goes on where the one before ended. */
function statement(day: Day, movements: readonly Movement[]): string {
  const short = day.slice(2).replaceAll("-", "");
  const money = (amount: number): string => amount.toFixed(2).replace(".", ",");
  const lines = [":20:AGAIN", ":25:GB29NWBK60161331926819", ":28C:1/1", `:60F:C${short}GBP${money(balance)}`];
  for (const { amount, text, isReturn = false } of movements) {
    lines.push(`:61:${short}${isReturn ? "RC" : "C"}${money(amount)}NTRFNONREF`, `:86:166?00TRANSFER?20SVWZ+${text}?31GB94BARC10201530093459?32${NAME}`);
    balance += isReturn ? -amount : amount;
  }
  return `${[...lines, `:62F:C${short}GBP${money(balance)}`, "-"].join("\n")}\n`;
}

const bank = (day: Day, ...movements: Movement[]) => run("statement.sta", statement(day, movements), day);
const credit = (amount: number, text: string): Movement => ({ amount, text });
const ann = (id: string, asOf: Day) => ({ id, asOf, by: "Ann" });

async function states(): Promise<string[]> {
  const { rows } = await store.pool.query("select 'T' || id || ' ' || state as state from bank_transaction order by id");
  return rows.map(({ state }) => state);
}

async function proposed(asOf: Day): Promise<string[]> {
  const { proposed: listed } = await listCash(store, { creditor: null, asOf, limit: 100 });
  return listed.flatMap(({ id, proposals }) => proposals.map(({ rule }) => `${id} ${rule}`));
}

test.each([
  ["with a number, another day", payment("2026-11-04", "100.00", "INV-1001", "P-77")],
  ["without a number, the same day", payment("2026-11-03", "100.00", "INV-1001")],
])("a match is undone and dismissed: the ledger's own payment counts then, %s", async (_how, paid) => {
  await ledger("2026-11-02", [A, B]);
  await bank("2026-11-03", credit(100, "INV-1001"), credit(250, "INV-1002"));
  await ledger("2026-11-05", [A, B, paid]);
  expect(await viewLedger(store, "2026-11-05")).toEqual(["D1 GBP: "]);
  await undoCash(store, ann("T1", "2026-11-05"));
  await dismissCash(store, { ...ann("T1", "2026-11-05"), reason: "our own transfer" });
  expect(await viewLedger(store, "2026-11-05")).toEqual(["D1 GBP: INV-1001 100.00"]);
  for (const day of ["2026-11-06", "2026-11-07"] as const) {
    await ledger(day, [A, B, paid]);
    expect(await viewLedger(store, day)).toEqual(["D1 GBP: "]);
  }
});

test("the ledger corrects the day of a numbered payment that the bank has told of", async () => {
  await ledger("2026-11-02", [A]);
  await bank("2026-11-03", credit(100, "INV-1001"));
  await ledger("2026-11-05", [A, payment("2026-11-04", "100.00", "INV-1001", "P-77")]);
  await ledger("2026-11-06", [A, payment("2026-11-03", "100.00", "INV-1001", "P-77")]);
  expect(await viewLedger(store, "2026-11-06")).toEqual(["D1 GBP: "]);
});

test("one transfer that the ledger books invoice by invoice", async () => {
  await ledger("2026-11-02", [A, B]);
  await bank("2026-11-03", credit(350, "INV-1001 INV-1002"));
  for (const day of ["2026-11-05", "2026-11-06"] as const) {
    const { files } = await ledger(day, [A, B, payment("2026-11-04", "100.00", "INV-1001"), payment("2026-11-04", "250.00", "INV-1002")]);
    expect(files[0]).toMatchObject({ new: 0, known: 4 });
    expect(await viewLedger(store, day)).toEqual(["D1 GBP: "]);
  }
});

test("a transfer less charges that the ledger books in full", async () => {
  await ledger("2026-11-02", [A, B]);
  await bank("2026-11-03", credit(98, "INV-1001"));
  await ledger("2026-11-05", [A, B, payment("2026-11-04", "100.00", "INV-1001")]);
  expect(await viewLedger(store, "2026-11-05")).toEqual(["D1 GBP: INV-1002 250.00"]);
});

test("two transfers that the ledger books as one payment", async () => {
  await ledger("2026-11-02", [A, B]);
  await bank("2026-11-03", credit(100, "INV-1001"), credit(250, "INV-1002"));
  for (const day of ["2026-11-05", "2026-11-06"] as const) {
    await ledger(day, [A, B, payment("2026-11-04", "350.00", "INV-1001;INV-1002", "P-1")]);
    expect(await viewLedger(store, day)).toEqual(["D1 GBP: "]);
  }
});

test("equal payments a few days apart, of which the bank has told two", async () => {
  const three = ["1", "2", "3"].map((n) => A.replace("INV-1001", `INV-${n}00`));
  await ledger("2026-11-01", three);
  await bank("2026-11-07", credit(100, "INV-200"));
  await bank("2026-11-11", credit(100, "INV-300"));
  const paid = [payment("2026-11-01", "100.00", "INV-100"), payment("2026-11-02", "100.00", "INV-200"), payment("2026-11-12", "100.00", "INV-300")];
  await ledger("2026-11-12", [...three, ...paid]);
  expect(await viewLedger(store, "2026-11-12")).toEqual(["D1 GBP: "]);
});

test("a list shows an item open again that the bank's money was joined with: the money pays it", async () => {
  await snapshot("2026-11-02", [open(A, "100.00"), open(B, "250.00")]);
  await snapshot("2026-11-03", [open(B, "250.00")]);
  await bank("2026-11-03", credit(100, "INV-1001"));
  expect(await states()).toEqual(["T1 known"]);
  await snapshot("2026-11-04", [open(A, "100.00"), open(B, "250.00")]);
  expect(await states()).toEqual(["T1 posted"]);
  expect(await viewLedger(store, "2026-11-04")).toEqual(["D1 GBP: INV-1002 250.00"]);
});

test("two part payments by a list's word are two of the bank's", async () => {
  for (const [day, left] of [
    ["2026-11-02", "100.00"],
    ["2026-11-03", "60.00"],
  ] as const)
    await snapshot(day, [open(A, left), open(B, "250.00")]);
  await bank("2026-11-04", credit(40, "INV-1001 part"));
  expect(await acceptCash(store, ann("T1", "2026-11-04"))).toMatchObject({ rule: "already-settled" });
  await snapshot("2026-11-05", [open(A, "20.00"), open(B, "250.00")]);
  await bank("2026-11-05", credit(40, "INV-1001 second part"));
  expect(await acceptCash(store, ann("T2", "2026-11-05"))).toMatchObject({ rule: "already-settled" });
  expect(await viewLedger(store, "2026-11-05")).toEqual(["D1 GBP: INV-1001 20.00, INV-1002 250.00"]);
});

test("the word that the ledger knew the money is undone, and not said again by itself", async () => {
  await ledger("2026-11-04", [A, B, payment("2026-11-03", "100.00", "INV-1001")]);
  await bank("2026-11-04", credit(100, "INV-1001"));
  expect(await states()).toEqual(["T1 known"]);
  await undoCash(store, ann("T1", "2026-11-04"));
  expect(await states()).toEqual(["T1 open"]);
  expect(await proposed("2026-11-04")).toContain("T1 already-booked");
});

test("one payment of the ledger stands for one of two equal credits", async () => {
  await ledger("2026-11-04", [A, B.replace("250.00", "100.00"), payment("2026-11-03", "100.00", "INV-1001")]);
  await bank("2026-11-04", credit(100, "thanks"), credit(100, "thanks again"));
  const { proposed: listed } = await listCash(store, { creditor: null, asOf: "2026-11-04", limit: 100 });
  const option = 1 + listed[1]!.proposals.findIndex(({ rule }) => rule === "already-booked");
  await acceptCash(store, { ...ann("T1", "2026-11-04"), option });
  expect(await proposed("2026-11-04")).not.toContain("T2 already-booked");
  expect(await proposed("2026-11-04")).toContain("T2 amount");
});

test("two credits that stand for one payment are found", async () => {
  await ledger("2026-11-03", [A, payment("2026-11-03", "100.00", "INV-1001")]);
  await bank("2026-11-03", credit(100, "INV-1001"), credit(70, "more"));
  await store.pool.query(
    `insert into cash_word (transaction_id, word, account_id, body, known_on) select 2, 'known', account_id, body, known_on from cash_word;
     update cash_proposal set closed_on = '2026-11-03'; update bank_transaction set state = 'known', account_id = 1 where id = 2`,
  );
  expect((await check(store)).problems).toEqual([expect.objectContaining({ code: "cash-joined-twice" })]);
  await emptyLedger(store);
});

test("money is never booked on an account of another creditor", async () => {
  await ledger("2026-11-02", [A]);
  await store.pool.query(
    "create temp table other as select * from creditor; update other set id = 'other'; insert into creditor select * from other; drop table other",
  );
  await ledger("2026-11-02", [A.replace("D1", "X9")], { creditor: "other" });
  await run("statement.sta", statement("2026-11-03", [credit(55, "hello")]), "2026-11-03", { creditor: "default" });
  for (const account of ["A2", "X9"]) {
    await expect(acceptCash(store, { ...ann("T1", "2026-11-03"), account, documents: ["INV-1001"] })).rejects.toThrow(/A2|X9/);
  }
  expect(await states()).toEqual(["T1 open"]);
});

test("proposals for money that went back stay while other money is accepted, and take back a payment once", async () => {
  await ledger("2026-11-02", [A, B, A.replace("INV-1001", "INV-1003")]);
  await bank("2026-11-03", credit(100, "INV-1001"), credit(100, "INV-1003"));
  await bank("2026-11-04", { amount: 100, text: "returned", isReturn: true }, credit(30, "hello"), { amount: 100, text: "another returned", isReturn: true });
  await acceptCash(store, { ...ann("T4", "2026-11-04"), account: "D1", documents: ["INV-1002"] });
  expect(await proposed("2026-11-04")).toEqual(["T3 return", "T3 return", "T5 return", "T5 return"]);
  await acceptCash(store, ann("T3", "2026-11-04"));
  await expect(acceptCash(store, ann("T5", "2026-11-04"))).rejects.toThrow(/overtaken/);
  await acceptCash(store, { ...ann("T5", "2026-11-04"), option: 2 });
  expect(await viewLedger(store, "2026-11-04")).toEqual(["D1 GBP: INV-1001 100.00, INV-1003 100.00, INV-1002 220.00"]);
});

test("a run that is deciding an account notices that money was accepted on it meanwhile", async () => {
  await ledger("2026-11-02", [A]);
  await bank("2026-11-03", credit(55, "hello"));
  const run = await store.pool.connect();
  try {
    await run.query("begin isolation level repeatable read; select from account");
    await acceptCash(store, { ...ann("T1", "2026-11-03"), account: "D1", documents: ["INV-1001"] });
    await expect(run.query("update account set next_review_on = '2026-12-01'")).rejects.toMatchObject({ code: "40001" });
  } finally {
    await run.query("rollback");
    run.release();
  }
});

test("two statements of one day that follow each other may hold equal payments; the day as a whole holds both", async () => {
  await ledger("2026-11-02", [A, B]);
  const whole = statement("2026-11-03", [credit(30, "part"), credit(30, "part")]);
  balance -= 60;
  await bank("2026-11-03", credit(30, "part"));
  const second = statement("2026-11-03", [credit(30, "part")]);
  for (const known of [0, 1]) {
    const { files } = await run("second.sta", second, "2026-11-03");
    expect(files[0]).toMatchObject({ new: 1 - known, known });
  }
  const { files } = await run("whole.sta", whole, "2026-11-03");
  expect(files[0]).toMatchObject({ new: 0, known: 2 });
});

test("a statement that dates its opening balance by the day before is the one that dates it by the day itself", async () => {
  await ledger("2026-11-02", [A, B]);
  const text = statement("2026-11-03", [credit(30, "part")]);
  await run("first.sta", text, "2026-11-03");
  const other = text.replace(":60F:C261103", ":60F:C261102").replace("?20SVWZ+part", "?20SVWZ+Teilzahlung part").replace("NONREF", "NONREF//X99");
  const { files } = await run("second.sta", other, "2026-11-03");
  expect(files[0]).toMatchObject({ new: 0, known: 1 });
});

test("and so they may where both are imported at once", async () => {
  await ledger("2026-11-02", [A, B]);
  const paths = ["one.sta", "two.sta"].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, statement("2026-11-03", [credit(30, "part")]));
  const { files } = await importFiles(store, { files: paths, asOf: "2026-11-03" });
  expect(files.map(({ new: fresh }) => fresh)).toEqual([1, 1]);
});

test("statements in another currency of the same number tell no day of the account in the settings", async () => {
  await ledger("2026-11-02", [A]);
  const accounts = [{ id: "main", iban: "GB29NWBK60161331926819", holder: "Oak Ltd", currency: "GBP" }];
  await store.pool.query("update creditor set settings = jsonb_set(settings, '{bankAccounts}', $1)", [JSON.stringify(accounts)]);
  await bank("2026-11-02", credit(1, "one"));
  const { files } = await run("dollars.sta", statement("2026-11-03", [credit(5, "five")]).replaceAll("GBP", "USD"), "2026-11-03");
  expect(files[0]!.problems.map(({ code }) => code)).toEqual(["bank-account-unknown"]);
  const { rows } = await store.pool.query("select max(through)::text as through from posted_through where bank_account = 'main'");
  expect(rows).toEqual([{ through: "2026-11-02" }]);
});
