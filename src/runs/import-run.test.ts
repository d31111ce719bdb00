import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyLedger, viewLedger } from "../../test/support/ledger-view.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import type { ImportReport } from "./import-report.ts";
import { importFiles, type ImportOptions } from "./import-run.ts";

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-import-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.close();
});
beforeEach(() => emptyLedger(store));

const HEAD = "type,debtor,name,document,issued,due,amount,open,currency,paid on,applies\n";

function file(text: string, name = "ledger.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function run(text: string, asOf: Day, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
  return importFiles(store, { files: [file(text)], asOf, ...options });
}

const ledger = (asOf: Day) => viewLedger(store, asOf);

function counts({ files }: ImportReport): number[][] {
  return files.map(({ read, new: fresh, known, changed }) => [read, fresh, known, changed]);
}

function codes({ files }: ImportReport): string[] {
  return files.flatMap(({ problems }) => problems.map(({ line, code }) => `${line} ${code}`));
}

async function entries(): Promise<number> {
  return (await store.pool.query("select 1 from entry")).rowCount!;
}

describe("a ledger", () => {
  const LEDGER = `${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,EUR,,
invoice,C1,Acme,I2,2026-10-05,2026-11-04,50,,EUR,,
invoice,C2,Beta,I3,2026-10-05,2026-11-04,70,,USD,,
credit-memo,C1,,G1,2026-10-10,,10,,EUR,,I1
payment,C1,,,2026-11-02,,30,,EUR,,I1
payment,C2,,,2026-11-02,,20,,USD,,
payment,C2,,,2026-11-02,,20,,USD,,
`;

  test("is stored, and importing it again changes nothing but the day that payments are known to", async () => {
    const first = await run(LEDGER, "2026-11-10");
    expect(codes(first)).toEqual([]);
    expect(counts(first)).toEqual([[7, 7, 0, 0]]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I1 60.00, I2 50.00", "C2 USD: I3 70.00, payment 20.00, payment 20.00"]);
    const before = await entries();
    const shuffled = LEDGER.trimEnd().split("\n");
    const again = await run(`${[shuffled[0], ...shuffled.slice(1).reverse()].join("\n")}\n`, "2026-11-11");
    expect(codes(again)).toEqual([]);
    expect(counts(again)).toEqual([[7, 0, 7, 0]]);
    expect(await entries()).toBe(before);
    const { rows } = await store.pool.query("select through from posted_through order by id");
    expect(rows).toEqual([{ through: "2026-11-10" }, { through: "2026-11-11" }]);
  });

  test("a changed amount or due date is a new version of the same item", async () => {
    await run(`${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,EUR,,\ninvoice,C1,Acme,I2,2026-10-01,2026-10-31,100,,EUR,,\n`, "2026-11-10");
    const report = await run(`${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-11-30,100,,EUR,,\ninvoice,C1,Acme,I2,2026-10-01,2026-10-31,90,,EUR,,\n`, "2026-11-12");
    expect(counts(report)).toEqual([[2, 0, 0, 2]]);
    expect(await ledger("2026-11-12")).toEqual(["C1 EUR: I2 90.00, I1 100.00"]);
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: I1 100.00, I2 100.00"]);
    const { rows } = await store.pool.query("select count(distinct item)::int as items, max(version) as version from entry");
    expect(rows).toEqual([{ items: 2, version: 2 }]);
  });

  test("a changed currency or debtor closes the item and opens another", async () => {
    await run(`${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,EUR,,\ninvoice,C1,Acme,I2,2026-10-01,2026-10-31,50,,EUR,,\n`, "2026-11-10");
    const report = await run(`${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,USD,,\ninvoice,C2,Beta,I2,2026-10-01,2026-10-31,50,,EUR,,\n`, "2026-11-11");
    expect(codes(report)).toEqual(["2 document-moved", "3 document-moved"]);
    expect(report.refused).toBe(false);
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: ", "C1 USD: I1 100.00", "C2 EUR: I2 50.00"]);
    expect(
      counts(await run(`${HEAD}invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,USD,,\ninvoice,C2,Beta,I2,2026-10-01,2026-10-31,50,,EUR,,\n`, "2026-11-12")),
    ).toEqual([[2, 0, 2, 0]]);
  });

  test("a payment that a list had left no room for comes first when the list takes its word back", async () => {
    const list = (open: string) => `${HEAD}invoice,C1,Acme,N1,2026-10-01,2026-10-31,1000,${open},EUR,,\n`;
    await run(list("0"), "2026-11-10");
    await run(`${HEAD}payment,C1,,,2026-11-11,,300,,EUR,,N1\n`, "2026-11-11");
    await run(list("700"), "2026-11-12");
    const then = await ledger("2026-11-12");
    expect(then).toEqual(["C1 EUR: N1 700.00"]);
    await run(`${HEAD}invoice,C1,Acme,N2,2026-11-01,2026-12-01,1,,EUR,,\n`, "2026-11-13");
    expect(await ledger("2026-11-13")).toEqual(["C1 EUR: N1 700.00, N2 1.00"]);
    expect(counts(await run(list("700"), "2026-11-14"))).toEqual([[1, 0, 1, 0]]);
    expect(await ledger("2026-11-14")).toEqual(["C1 EUR: N1 700.00, N2 1.00"]);
  });

  test.each([
    ["from debtor to debtor, and on to a third", ["C1 GBP", "C2 GBP", "C3 GBP", "C1 GBP", "C2 GBP"]],
    ["to another currency and back", ["C1 GBP", "C1 EUR", "C1 GBP", "C1 EUR"]],
  ])("an invoice that moves %s is open in one place only", async (_what, places) => {
    for (const [index, place] of places.entries()) {
      const [debtor, currency] = place.split(" ");
      const day = `2026-11-1${index}` as Day;
      const report = await run(`${HEAD}invoice,${debtor},${debtor},N1,2026-10-01,2026-10-31,100,,${currency},,\n`, day);
      expect(codes(report)).toEqual(index === 0 ? [] : ["2 document-moved"]);
      expect((await ledger(day)).filter((account) => account.includes("N1"))).toEqual([`${place}: N1 100.00`]);
    }
  });

  test("several files in any order are one import", async () => {
    const payments = file("invoice_number,payment_date,amount,currency\nI1,2026-11-02,40,EUR\n", "payments.csv");
    const invoices = file("customer_id,invoice_number,invoice_date,due_date,amount,currency\n007,I1,2026-10-01,2026-10-31,100,EUR\n", "invoices.csv");
    const customers = file("customer_id,name,email\n007,Bond Ltd,m@bond.example\n", "customers.csv");
    const report = await importFiles(store, { files: [payments, invoices, customers], asOf: "2026-11-10" });
    expect(codes(report)).toEqual([]);
    expect(counts(report)).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 0, 0],
    ]);
    expect(await ledger("2026-11-10")).toEqual(["007 EUR: I1 60.00"]);
    expect((await store.pool.query("select name, email from debtor")).rows).toEqual([{ name: "Bond Ltd", email: "m@bond.example" }]);
  });

  test("master data change only where a file says something", async () => {
    const head = "type,debtor,name,email,document,issued,due,amount,currency\n";
    await run(`${head}invoice,C1,Acme,ap@acme.example,I1,2026-10-01,2026-10-31,100,EUR\ninvoice,C1,,,I2,2026-10-01,2026-10-31,100,EUR\n`, "2026-11-10");
    await run(`${HEAD}invoice,C1,Acme Ltd,I1,2026-10-01,2026-10-31,100,,EUR,,\n`, "2026-11-11");
    expect((await store.pool.query("select name, email from debtor")).rows).toEqual([{ name: "Acme Ltd", email: "ap@acme.example" }]);
  });
});

describe("payments", () => {
  const INVOICES = `${HEAD}invoice,C1,,I1,2026-10-01,2026-10-31,100,,EUR,,\ninvoice,C1,,I2,2026-10-01,2026-11-01,100,,EUR,,\n`;

  test("are capped at what is open, on both sides, in the order of their days", async () => {
    const report = await run(
      `${INVOICES}payment,C1,,P3,2026-11-04,,90,,EUR,,I1\npayment,C1,,P1,2026-11-02,,150,,EUR,,I1;I2\npayment,C1,,P2,2026-11-03,,80,,EUR,,I2\n`,
      "2026-11-10",
    );
    expect(codes(report)).toEqual([]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: payment 30.00, payment 90.00"]);
  });

  test("may come before their invoice", async () => {
    await run(`${HEAD}payment,C1,,P1,2026-09-30,,40,,EUR,,I1\n`, "2026-10-01");
    expect(await ledger("2026-10-01")).toEqual(["C1 EUR: payment 40.00"]);
    expect(counts(await run(INVOICES, "2026-10-02"))).toEqual([[2, 2, 0, 0]]);
    expect(await ledger("2026-10-02")).toEqual(["C1 EUR: I1 60.00, I2 100.00"]);
    // Also where the file of the invoices says nothing of what is paid.
    await run(`${HEAD}payment,C1,,P2,2026-09-30,,40,,EUR,,I3\n`, "2026-10-03");
    await run("debtor,document,issued,due,amount,currency\nC1,I3,2026-10-01,2026-11-30,100,EUR\n", "2026-10-04");
    expect(await ledger("2026-10-04")).toEqual(["C1 EUR: I1 60.00, I2 100.00, I3 60.00"]);
  });

  test("may bear the number of their invoice", async () => {
    await run(`${INVOICES}payment,C1,,I1,2026-11-02,,30,,EUR,,\npayment,C1,,I1,2026-11-03,,30,,EUR,,\n`, "2026-11-10");
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I1 40.00, I2 100.00"]);
    await run(`${HEAD}payment,C1,,I2,2026-11-11,,100,,EUR,,\n`, "2026-11-12");
    expect(await ledger("2026-11-12")).toEqual(["C1 EUR: I1 40.00"]);
  });

  test("of one number may be spread over rows", async () => {
    const text = `${INVOICES}payment,C1,,P1,2026-11-02,,30,,EUR,,I1\npayment,C1,,P1,2026-11-02,,40,,EUR,,I2\n`;
    await run(text, "2026-11-10");
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I1 70.00, I2 60.00"]);
    expect(counts(await run(text, "2026-11-11"))).toEqual([[4, 0, 4, 0]]);
  });

  test("of a number that is used again are other payments, unless day or amount are the same", async () => {
    const paid = (date: string, amount: string) => `${HEAD}payment,C1,,BANK,2026-11-${date},,${amount},,EUR,,\n`;
    await run(paid("02", "30"), "2026-11-10");
    expect(counts(await run(paid("03", "40"), "2026-11-11"))).toEqual([[1, 1, 0, 0]]);
    expect(counts(await run(paid("02", "30"), "2026-11-12"))).toEqual([[1, 0, 1, 0]]);
    expect(counts(await run(paid("03", "45"), "2026-11-13"))).toEqual([[1, 0, 0, 1]]);
    expect(await ledger("2026-11-13")).toEqual(["C1 EUR: payment 30.00, payment 45.00"]);
  });

  test("replace what a list had shown as paid", async () => {
    await run(`${HEAD}invoice,C1,,I1,2026-10-01,2026-10-31,100,,EUR,2026-11-05,\n`, "2026-11-06");
    expect(await ledger("2026-11-06")).toEqual(["C1 EUR: "]);
    await run(`${HEAD}payment,C1,,P1,2026-11-05,,70,,EUR,,I1\n`, "2026-11-07");
    expect(await ledger("2026-11-07")).toEqual(["C1 EUR: "]);
    const { rows } = await store.pool.query(
      "select rule, amount from entry where kind = 'allocation' and not exists (select from entry r where r.target = entry.id and r.kind = 'reversal') order by id",
    );
    expect(rows).toEqual([
      { rule: "document-number", amount: 7000n },
      { rule: "file-settled", amount: 3000n },
    ]);
  });

  test.each([
    ["60", "I1 40.00, I2 50.00"],
    ["0", "I1 100.00, I2 50.00"],
  ])("corrected down to %s open again by exactly the difference what they had paid", async (amount, open) => {
    const paid = (whole: string) => `${INVOICES}payment,C1,,P1,2026-11-02,,${whole},,EUR,,I1\npayment,C1,,P2,2026-11-02,,50,,EUR,,I2\n`;
    await run(paid("100"), "2026-11-10");
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I2 50.00"]);
    expect(counts(await run(paid(amount), "2026-11-11"))[0]!.slice(0, 2)).toEqual([4, 0]);
    expect(await ledger("2026-11-11")).toEqual([`C1 EUR: ${open}`]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I2 50.00"]);
    const before = await entries();
    expect(counts(await run(paid(amount), "2026-11-12"))).toEqual([[4, 0, 4, 0]]);
    expect(await entries()).toBe(before);
  });

  test("corrected downwards take back the newest of what they paid first", async () => {
    const paid = (whole: string) => `${INVOICES}payment,C1,,P1,2026-11-02,,${whole},,EUR,,I1;I2\n`;
    await run(paid("180"), "2026-11-10");
    await run(paid("90"), "2026-11-11");
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: I1 10.00, I2 100.00"]);
    await run(paid("130"), "2026-11-12");
    expect(await ledger("2026-11-12")).toEqual(["C1 EUR: I2 70.00"]);
  });

  test("that turn out to be another debtor's pay nothing any more", async () => {
    const paid = (debtor: string) => `${HEAD}payment,${debtor},,P1,2026-11-02,,100,,EUR,,I1\n`;
    await run(INVOICES + paid("C1").slice(HEAD.length), "2026-11-10");
    expect(codes(await run(paid("C2"), "2026-11-11"))).toEqual(["2 document-moved"]);
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: I1 100.00, I2 100.00", "C2 EUR: payment 100.00"]);
  });

  test("without a known invoice or debtor are a problem", async () => {
    const report = await run("invoice_number,payment_date,amount,currency\nI9,2026-11-02,40,EUR\n", "2026-11-10");
    expect(codes(report)).toEqual(["2 debtor-unknown"]);
    expect(report.refused).toBe(true);
  });
});

describe("money that came back", () => {
  const INVOICES = `${HEAD}invoice,C1,,I1,2026-10-01,2026-10-31,100,,EUR,,\ninvoice,C1,,I2,2026-10-01,2026-11-01,100,,EUR,,\n`;
  const BOOK = `${INVOICES}payment,C1,,P1,2026-11-02,,100,,EUR,,I1\npayment,C1,,P2,2026-11-03,,100,,EUR,,I2\n`;
  const row = (document: string, date: string, amount: string, applies: string) => `return,C1,,${document},2026-11-${date},,${amount},,EUR,,${applies}\n`;

  async function isSettledOnce(text: string, open: string): Promise<void> {
    const rows = text.split("\n").length - 2;
    expect(counts(await run(text, "2026-11-11"))).toEqual([[rows, 0, rows, 0]]);
    expect(await ledger("2026-11-11")).toEqual([open]);
  }

  test.each([
    ["its own number", row("P2", "05", "100", ""), "C1 EUR: I2 100.00"],
    ["the payment that it names", row("R7", "05", "-100", "P1"), "C1 EUR: I1 100.00"],
    ["the invoice that the payment is set against", row("", "05", "100", "I1"), "C1 EUR: I1 100.00"],
    ["the newest of exactly its amount", row("", "05", "100", ""), "C1 EUR: I2 100.00"],
    ["the newest not after its own day", row("", "02", "100", ""), "C1 EUR: I1 100.00"],
    ["a part of it", row("", "05", "40", "I1"), "C1 EUR: I1 40.00"],
    ["parts of it", row("", "05", "40", "I1") + row("", "05", "40", "I1"), "C1 EUR: I1 80.00"],
    ["the minus of a payment among others", "payment,C1,,,2026-11-05,,-100,,EUR,,I1\n", "C1 EUR: I1 100.00"],
  ])("is told by %s", async (_how, rows, open) => {
    await run(BOOK, "2026-11-10");
    const report = await run(BOOK + rows, "2026-11-10");
    expect(codes(report)).toEqual([]);
    expect(report.files[0]!.new).toBe(rows.split("\n").length - 1);
    expect(await ledger("2026-11-10")).toEqual([open]);
    await isSettledOnce(BOOK + rows, open);
    // All of it at once ends the same.
    await emptyLedger(store);
    expect(counts(await run(BOOK + rows, "2026-11-10"))).toEqual([[4 + rows.split("\n").length - 1, 4 + rows.split("\n").length - 1, 0, 0]]);
    await isSettledOnce(BOOK + rows, open);
  });

  test("opens the invoice again at its old level, on the day of the return", async () => {
    await run(BOOK, "2026-11-10");
    await run(HEAD + row("P1", "05", "100", ""), "2026-11-11");
    const { rows } = await store.pool.query("select rule, happened_on, known_on, evidence from entry where kind = 'reversal'");
    expect(rows).toEqual([
      {
        rule: "payment-returned",
        happened_on: "2026-11-05",
        known_on: "2026-11-11",
        evidence: { return: { day: "2026-11-05", amount: "10000", document: "P1", ordinal: 1 } },
      },
    ]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: "]);
  });

  test("counts as often as it stands there: two equal ones are two", async () => {
    await run(BOOK, "2026-11-10");
    const twice = HEAD + row("", "05", "100", "").repeat(2);
    expect(counts(await run(twice, "2026-11-10"))).toEqual([[2, 2, 0, 0]]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: I1 100.00, I2 100.00"]);
    expect(counts(await run(twice, "2026-11-11"))).toEqual([[2, 0, 2, 0]]);
  });

  test("that no payment fits is a problem that says what to do", async () => {
    await run(BOOK, "2026-11-10");
    for (const unknown of [row("", "05", "99", ""), row("", "01", "100", ""), row("P1", "05", "101", ""), row("", "05", "101", "I1")]) {
      const report = await run(HEAD + unknown, "2026-11-11");
      expect(codes(report)).toEqual(["2 return-unknown"]);
      expect(report.refused).toBe(true);
    }
    // What came back is not taken from somebody else's payment of the same amount.
    await run(HEAD + row("", "05", "100", "I1"), "2026-11-11");
    expect(codes(await run(HEAD + row("", "06", "100", "I1"), "2026-11-12"))).toEqual(["2 return-unknown"]);
    expect(codes(await run(HEAD + row("P1", "06", "100", ""), "2026-11-12"))).toEqual(["2 return-unknown"]);
  });

  test("may be collected anew under the same number", async () => {
    await run(BOOK + row("P1", "05", "100", ""), "2026-11-10");
    const again = `${HEAD}payment,C1,,P1,2026-11-12,,100,,EUR,,I1\n`;
    expect(counts(await run(again, "2026-11-13"))).toEqual([[1, 1, 0, 0]]);
    expect(await ledger("2026-11-13")).toEqual(["C1 EUR: "]);
    expect(counts(await run(again, "2026-11-14"))).toEqual([[1, 0, 1, 0]]);
  });

  test("finds its debtor by the invoice that it names", async () => {
    await run(BOOK, "2026-11-10");
    expect(codes(await run(`${HEAD}return,,,,2026-11-05,,100,,EUR,,I2\n`, "2026-11-11"))).toEqual([]);
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: I2 100.00"]);
  });

  test("by its sign alone, in a file of nothing else, needs the mapping's word", async () => {
    await run(BOOK, "2026-11-10");
    const alone = `${HEAD}payment,C1,,,2026-11-05,,-100,,EUR,,I1\n`;
    const report = await run(alone, "2026-11-11");
    expect(codes(report)).toEqual(["2 payment-sign-unclear"]);
    expect(report.files[0]!.problems[0]!.message).toContain('"paymentSign"');
    await run(alone, "2026-11-11", { map: file('{"paymentSign":"positive"}', "sign.json") });
    expect(await ledger("2026-11-11")).toEqual(["C1 EUR: I1 100.00"]);
  });
});

describe("what a file says is open or settled", () => {
  const row = (open: string, paid = "", amount = "100") => `${HEAD}invoice,C1,,I1,2026-10-01,2026-10-31,${amount},${open},EUR,${paid},\n`;

  test("is followed up and down", async () => {
    await run(row("40"), "2026-11-01");
    expect(await ledger("2026-11-01")).toEqual(["C1 EUR: I1 40.00"]);
    expect(counts(await run(row("40"), "2026-11-02"))).toEqual([[1, 0, 1, 0]]);
    expect(counts(await run(row("25"), "2026-11-03"))).toEqual([[1, 0, 0, 1]]);
    expect(await ledger("2026-11-03")).toEqual(["C1 EUR: I1 25.00"]);
    expect(counts(await run(row("70"), "2026-11-04"))).toEqual([[1, 0, 0, 1]]);
    expect(await ledger("2026-11-04")).toEqual(["C1 EUR: I1 70.00"]);
    expect(counts(await run(row("", "2026-11-04"), "2026-11-05"))).toEqual([[1, 0, 0, 1]]);
    expect(await ledger("2026-11-05")).toEqual(["C1 EUR: "]);
    expect(await ledger("2026-11-03")).toEqual(["C1 EUR: I1 25.00"]);
  });

  test("a paid day that is taken back opens the invoice again", async () => {
    await run(row("", "2026-11-01"), "2026-11-02");
    await run(row(""), "2026-11-03");
    expect(await ledger("2026-11-03")).toEqual(["C1 EUR: I1 100.00"]);
  });

  test.each([
    ["paid", "yes", "no"],
    ["status", "Paid", "Open"],
    ["status", "bezahlt", "teilbezahlt"],
  ])("a word under %s is followed up and down: %s, %s", async (heading, settled, open) => {
    const list = (word: string) =>
      `debtor,document,issued,due,amount,currency,${heading}\nC1,I1,2026-10-01,2026-10-31,100,EUR,${word}\nC1,I2,2026-10-01,2026-10-31,50,EUR,${open}\n`;
    await run(list(open), "2026-11-01");
    expect(counts(await run(list(settled), "2026-11-02"))).toEqual([[2, 0, 1, 1]]);
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I2 50.00"]);
    expect(counts(await run(list(settled), "2026-11-03"))).toEqual([[2, 0, 2, 0]]);
    expect(counts(await run(list(open), "2026-11-04"))).toEqual([[2, 0, 1, 1]]);
    expect(await ledger("2026-11-04")).toEqual(["C1 EUR: I1 100.00, I2 50.00"]);
    expect(counts(await run(list(open), "2026-11-05"))).toEqual([[2, 0, 2, 0]]);
  });

  test("a word takes back only what a word or a paid day had settled", async () => {
    await run(row("40"), "2026-11-01");
    await run("debtor,document,issued,due,amount,currency,status\nC1,I1,2026-10-01,2026-10-31,100,EUR,open\n", "2026-11-02");
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 40.00"]);
  });

  test("payments of the same file count once", async () => {
    await run(`${row("60")}payment,C1,,P1,2026-10-20,,40,,EUR,,I1\n`, "2026-11-01");
    expect(await ledger("2026-11-01")).toEqual(["C1 EUR: I1 60.00"]);
  });

  test("a payment in the book is not overruled", async () => {
    await run(`${row("")}payment,C1,,P1,2026-10-20,,40,,EUR,,I1\n`, "2026-11-01");
    const report = await run(row("100"), "2026-11-02");
    expect(codes(report)).toEqual(["2 open-differs"]);
    expect(report.refused).toBe(false);
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 60.00"]);
  });
});

describe("a snapshot (R22)", () => {
  const map = () => file('{"mode":"snapshot"}', "snapshot.json");
  const list = (...rows: string[]) => `debtor,document,issued,due,amount,currency\n${rows.map((row) => `C1,${row},EUR\n`).join("")}`;
  const ROWS = ["I1,2026-10-01,2026-10-31,100", "I2,2026-10-01,2026-10-31,100", "I3,2026-10-01,2026-10-31,100", "I4,2026-10-01,2026-10-31,100"];

  test("settles what it leaves out, and takes less for a part payment", async () => {
    await run(list(...ROWS), "2026-11-01", { map: map() });
    const report = await run(list("I1,2026-10-01,2026-10-31,30", ROWS[1]!, ROWS[2]!), "2026-11-02", { map: map(), confirmSettled: true });
    expect(counts(report)).toEqual([[3, 0, 2, 1]]);
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 30.00, I2 100.00, I3 100.00"]);
    await run(list("I1,2026-10-01,2026-10-31,30", ROWS[1]!, ROWS[2]!, ROWS[3]!), "2026-11-03", { map: map() });
    expect(await ledger("2026-11-03")).toEqual(["C1 EUR: I1 30.00, I2 100.00, I3 100.00, I4 100.00"]);
  });

  test("asks before it settles more than 30 %", async () => {
    await run(list(...ROWS), "2026-11-01", { map: map() });
    const report = await run(list(ROWS[0]!, ROWS[1]!), "2026-11-02", { map: map(), partial: true });
    expect(codes(report)).toEqual(["1 snapshot-settles-many"]);
    expect(report.refused).toBe(true);
    expect(await ledger("2026-11-02")).toHaveLength(1);
    await run(list(ROWS[0]!, ROWS[1]!), "2026-11-02", { map: map(), confirmSettled: true });
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 100.00, I2 100.00"]);
  });

  test("counts part payments towards the 30 % of the amount", async () => {
    await run(list(...ROWS), "2026-11-01", { map: map() });
    const less = (amount: string) => list(`I1,2026-10-01,2026-10-31,${amount}`, `I2,2026-10-01,2026-10-31,${amount}`, ROWS[2]!, ROWS[3]!);
    const report = await run(less("39"), "2026-11-02", { map: map() });
    expect(codes(report)).toEqual(["1 snapshot-settles-many"]);
    expect(report.files[0]!.problems[0]!.message).toContain("leaves out 0 of 4 open items in EUR and shows less open of 2: 122.00 of 400.00 EUR");
    expect(codes(await run(less("40"), "2026-11-02", { map: map() }))).toEqual(["1 snapshot-settles"]);
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 40.00, I2 40.00, I3 100.00, I4 100.00"]);
  });

  test("tells what it settles, before it does", async () => {
    await run(list(...ROWS, "I5,2026-10-01,2026-10-31,20"), "2026-11-01", { map: map() });
    const next = list("I1,2026-10-01,2026-10-31,70", ROWS[1]!, ROWS[2]!, ROWS[3]!);
    for (const dryRun of [true, false]) {
      const report = await run(next, "2026-11-02", { map: map(), dryRun });
      expect(report.files).toMatchObject([
        {
          settled: 1,
          problems: [
            {
              code: "snapshot-settles",
              message:
                "The list settles 1 of 5 open items in EUR, 20.00 in all: I5 of C1 (20.00). It shows 30.00 EUR less open of 1 of 5 items: part payments.",
            },
          ],
        },
      ]);
      expect(report.refused).toBe(false);
    }
    expect(await run(next, "2026-11-03", { map: map() })).toMatchObject({ files: [{ settled: 0, problems: [] }] });
    expect((await run(HEAD, "2026-11-03")).files[0]).not.toHaveProperty("settled");
  });

  test("uses up the credits that it no longer shows", async () => {
    await run(list(...ROWS, "G1,2026-10-02,2026-10-02,-20"), "2026-11-01", { map: map() });
    expect(await ledger("2026-11-01")).toEqual(["C1 EUR: I1 100.00, I2 100.00, I3 100.00, I4 100.00, credit-memo 20.00"]);
    await run(list(...ROWS), "2026-11-02", { map: map() });
    expect(await ledger("2026-11-02")).toEqual(["C1 EUR: I1 100.00, I2 100.00, I3 100.00, I4 100.00"]);
  });
});

describe("an import", () => {
  const GOOD = "invoice,C1,Acme,I1,2026-10-01,2026-10-31,100,,EUR,,\n";
  const BAD = "invoice,C1,Acme,I2,2026-10-32,2026-10-31,100,,EUR,,\n";

  test("is all or nothing, unless the rest is asked for", async () => {
    const report = await run(HEAD + GOOD + BAD, "2026-11-10");
    expect(codes(report)).toEqual(["3 bad-date"]);
    expect(counts(report)).toEqual([[2, 0, 0, 0]]);
    expect(report.refused).toBe(true);
    expect(await entries()).toBe(0);
    expect((await store.pool.query("select 1 from creditor")).rowCount).toBe(0);
    expect(counts(await run(HEAD + GOOD + BAD, "2026-11-10", { partial: true }))).toEqual([[2, 1, 0, 0]]);
  });

  test("of headings without rows is no news of payments", async () => {
    await run(HEAD + GOOD, "2026-11-10");
    const report = await run(HEAD, "2026-11-12");
    expect(codes(report)).toEqual(["1 file-without-rows"]);
    expect(report.refused).toBe(false);
    expect((await store.pool.query("select through from posted_through")).rows).toEqual([{ through: "2026-11-10" }]);
    const empty = await run(HEAD, "2026-11-12", { map: file('{"mode":"snapshot"}', "empty.json"), confirmSettled: true, partial: true });
    expect(codes(empty)).toEqual(["1 file-without-rows"]);
    expect(empty.refused).toBe(true);
    // Neither is one of which nothing could be read.
    expect(codes(await run(HEAD + BAD, "2026-11-12", { partial: true }))).toEqual(["2 bad-date"]);
    expect((await store.pool.query("select 1 from posted_through")).rowCount).toBe(1);
    expect(await ledger("2026-11-12")).toEqual(["C1 EUR: I1 100.00"]);
  });

  test("a dry run tells the counts and stores nothing", async () => {
    expect(counts(await run(HEAD + GOOD, "2026-11-10", { dryRun: true }))).toEqual([[1, 1, 0, 0]]);
    expect(await entries()).toBe(0);
  });

  test("before the newest known day is refused without --backdate (R1)", async () => {
    await run(HEAD + GOOD, "2026-11-10");
    await expect(run(HEAD + GOOD, "2026-11-09")).rejects.toMatchObject({ code: "backdated" });
    expect(counts(await run(HEAD + GOOD, "2026-11-09", { backdate: true }))).toEqual([[1, 0, 1, 0]]);
  });

  test("one number twice with different contents is a problem, the same row twice is not", async () => {
    expect(counts(await run(HEAD + GOOD + GOOD, "2026-11-10"))).toEqual([[2, 1, 1, 0]]);
    expect(counts(await run(HEAD + GOOD + GOOD, "2026-11-10"))).toEqual([[2, 0, 2, 0]]);
    const report = await run(`${HEAD}${GOOD.replace("I1", "I5")}${GOOD.replace("I1", "I5").replace(",100,", ",90,")}`, "2026-11-11");
    expect(codes(report)).toEqual(["3 document-contradicts"]);
    expect(report.refused).toBe(true);
  });

  test("counts every document of every file: what stands there again is known", async () => {
    const paid = `${HEAD}payment,C1,,,2026-11-02,,30,,EUR,,\npayment,C1,,P1,2026-11-02,,30,,EUR,,\n`;
    const report = await importFiles(store, { files: [file(paid, "a.csv"), file(paid + paid.split("\n")[2], "b.csv")], asOf: "2026-11-10" });
    expect(codes(report)).toEqual([]);
    expect(counts(report)).toEqual([
      [2, 2, 0, 0],
      [3, 0, 3, 0],
    ]);
    expect(await ledger("2026-11-10")).toEqual(["C1 EUR: payment 30.00, payment 30.00"]);
  });

  test("makes touched accounts due for review", async () => {
    await run(HEAD + GOOD + GOOD.replaceAll("C1", "C2"), "2026-11-10");
    await store.pool.query("update account set next_review_on = '2027-01-01'");
    await run(HEAD + GOOD + GOOD.replaceAll("C1", "C2").replace(",100,", ",99,"), "2026-11-12");
    expect((await store.pool.query("select debtor, next_review_on from account order by debtor")).rows).toEqual([
      { debtor: "C1", next_review_on: "2027-01-01" },
      { debtor: "C2", next_review_on: "2026-11-12" },
    ]);
  });

  test("notes earlier contacts once", async () => {
    const text =
      "type,debtor,document,issued,due,amount,currency,channel,detail\ninvoice,C1,I1,2026-10-01,2026-10-31,5,EUR,,\ncontact,C1,,2026-11-05,,,,letter,first reminder\n";
    expect(codes(await run(text, "2026-11-10"))).toEqual([]);
    await run(text, "2026-11-11");
    expect((await store.pool.query("select kind, happened_on, known_on, body from activity")).rows).toEqual([
      { kind: "contact", happened_on: "2026-11-05", known_on: "2026-11-10", body: '{"channel":"letter","detail":"first reminder"}' },
    ]);
  });

  test("says what is wrong with its arguments", async () => {
    await expect(importFiles(store, { files: ["nowhere.csv"], asOf: "2026-11-10" })).rejects.toMatchObject({ code: "file-unreadable" });
    await expect(run(HEAD, "2026-11-10", { as: "xyz" })).rejects.toMatchObject({ code: "format-unknown" });
    await expect(run(HEAD, "2026-11-10", { creditor: "nobody" })).rejects.toMatchObject({ code: "creditor-unknown" });
    await expect(run("\u0000\u0001\u0002", "2026-11-10")).rejects.toMatchObject({ code: "format-unknown" });
    await expect(run(HEAD, "2026-11-10", { map: file('{"colums":{}}', "bad.json") })).rejects.toMatchObject({ code: "mapping-invalid" });
  });
});
