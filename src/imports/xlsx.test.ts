import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOf, lineOf, readWhole, sourceOf } from "../../test/support/read-format.ts";
import { type Cell, type WorkbookSpec, writeWorkbook } from "../../test/support/workbook.ts";
import { packZip } from "../../test/support/zip.ts";
import type { ReadOptions } from "./contract.ts";
import xlsx from "./xlsx.ts";
import { plainNumber } from "./xlsx/numbers.ts";

const HEADINGS = ["Customer no.", "Customer", "Invoice no.", "Invoice date", "Due date", "Amount"];
const n = (number: string, style?: number): Cell => (style === undefined ? { number } : { number, style });
const row = (document: Cell, amount: Cell, customer: Cell = n("417", 3)): Cell[] => [
  customer,
  "Heron Quay Ltd",
  document,
  { date: 46296 },
  { date: 46327 },
  amount,
];

function readBook(spec: WorkbookSpec, options: Partial<ReadOptions> = {}) {
  return readWhole(xlsx, sourceOf(writeWorkbook(spec), "ledger.xlsx"), options);
}

function sheet(...rows: (readonly Cell[])[]): WorkbookSpec {
  return { sheets: [{ name: "Sheet1", rows: [HEADINGS, ...rows] }] };
}

describe("cells", () => {
  test("are what they show: padded ids, days, amounts without the noise of binary fractions", async () => {
    for (const shared of [false, true]) {
      const read = await readBook({
        ...sheet(
          row(n("1234567890123456789"), n("1234.5")),
          row("0042", n("0.30000000000000004")),
          row(n("7"), n("1234.5599999999999")),
          row(n("8"), n("1.5E+3")),
        ),
        shared,
      });
      expect(codesOf(read)).toEqual([]);
      expect(read.documents.map(lineOf)).toEqual([
        "2 invoice 00000417 1234567890123456789 2026-10-01 2026-11-01 1234.50 EUR",
        "3 invoice 00000417 0042 2026-10-01 2026-11-01 0.30 EUR",
        "4 invoice 00000417 7 2026-10-01 2026-11-01 1234.56 EUR",
        "5 invoice 00000417 8 2026-10-01 2026-11-01 1500.00 EUR",
      ]);
      expect(read.debtors).toMatchObject([{ id: "00000417", name: "Heron Quay Ltd" }]);
    }
  });

  test("count their days from 1904 where the workbook does", async () => {
    const days: Cell[] = ["1", "A", "I-1", { date: 46296 - 1462 }, { date: 46327 - 1462 }, n("5")];
    const { documents } = await readBook({ ...sheet(days), date1904: true });
    expect(documents.map(lineOf)).toEqual(["2 invoice 1 I-1 2026-10-01 2026-11-01 5.00 EUR"]);
  });

  test("may be numbers and texts with a decimal comma in one column", async () => {
    const { documents, problems } = await readBook(sheet(row("I-1", n("1234.5")), row("I-2", "1.234,50"), row("I-3", "12,00 €")));
    expect(problems).toEqual([]);
    expect(documents.map(({ amountMinor }) => amountMinor)).toEqual([123450n, 123450n, 1200n]);
  });

  test("a number with three decimals is no thousand, whatever the country", async () => {
    const read = await readBook(sheet(row("I-1", n("1.234"))), { defaults: { currency: "EUR", termsDays: null, country: "DE" } });
    expect(codesOf(read)).toEqual(["2 amount-too-fine"]);
  });

  test("that failed, or lack the value of their formula, or are cut, are problems; values of formulas are read", async () => {
    const read = await readBook(
      sheet(
        row("I-1", { error: "#REF!" }),
        row("I-2", { formula: "1+1" }),
        row("I-3", { formula: "SUM(A1:B1)", value: "12.5" }),
        row(n("1.23456789012346E+18"), n("1")),
        row("I-5", n("1"), "x".repeat(3000)),
      ),
    );
    expect(codesOf(read)).toEqual(["2 cell-error", "3 cell-without-value", "5 id-damaged", "6 cell-too-long"]);
    expect(read.documents.map(lineOf)).toEqual(["4 invoice 00000417 I-3 2026-10-01 2026-11-01 12.50 EUR"]);
  });

  test("merged over several rows belong to all of them; hidden rows are read and told", async () => {
    const read = await readBook({
      sheets: [
        {
          name: "S",
          rows: [
            ["Customer ledger 2026"],
            [],
            HEADINGS,
            row("I-1", n("1"), "C-1"),
            [null, null, "I-2", { date: 46296 }, { date: 46327 }, n("2")],
            row("I-3", n("3"), "C-2"),
          ],
          merges: ["A1:F2", "A4:A5", "B4:B5"],
          hiddenRows: [5],
        },
      ],
    });
    expect(codesOf(read)).toEqual(["5 rows-hidden warning"]);
    expect(read.documents.map(({ debtor, document }) => `${debtor} ${document}`)).toEqual(["C-1 I-1", "C-1 I-2", "C-2 I-3"]);
  });

  test("any amount in cents comes back as it was written", () => {
    fc.assert(
      fc.property(fc.bigInt(-99_999_999_999_999n, 99_999_999_999_999n), (minor) => {
        const digits = String(minor < 0n ? -minor : minor).padStart(3, "0");
        const text = `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        // As a spreadsheet stores it: the shortest decimal of a double, or one with all its 17 digits.
        for (const stored of [String(Number(text)), Number(text).toPrecision(17)]) expect(Number(plainNumber(stored))).toBe(Number(text));
        expect(plainNumber(Number(text).toPrecision(17))!.split(".")[1]?.length ?? 0).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("sheets", () => {
  const ledger = { name: "Open invoices", rows: [HEADINGS, row("I-1", n("1"))] };
  const notes = { name: "Notes", rows: [["Please call us"], ["before Friday"]] };

  test("the first one with documents is read, and the others are named", async () => {
    const customers = {
      name: "Customers",
      rows: [
        ["Customer no.", "Name", "E-mail"],
        ["1", "Heron", "ap@heron.example"],
      ],
    };
    const read = await readBook({ sheets: [notes, customers, ledger] });
    expect(codesOf(read)).toEqual(["1 sheets-left-out warning"]);
    expect(read).toMatchObject({ mode: "snapshot", rows: 1 });
    expect((await readBook({ sheets: [notes, customers] })).debtors).toMatchObject([{ id: "1" }]);
  });

  test("a hidden one is no choice while another is there", async () => {
    expect(codesOf(await readBook({ sheets: [{ ...ledger, state: "hidden" }, notes] }))).toEqual(["1 heading-unknown fatal"]);
    expect((await readBook({ sheets: [{ ...ledger, state: "hidden" }] })).documents).toHaveLength(1);
  });
});

describe("what is refused", () => {
  const compound = (text: string) => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(text, "utf16le")]);
  const book = writeWorkbook(sheet(row("I-1", n("1"))));
  test.each([
    ["an old workbook", compound("Workbook"), "xlsx-unsupported"],
    ["one with a password", compound("EncryptedPackage"), "xlsx-password"],
    ["one with macros", writeWorkbook({ ...sheet(), more: [{ name: "xl/vbaProject.bin", content: "x" }] }), "xlsx-unsupported"],
    [
      "OpenDocument",
      packZip([
        { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet", method: 0 },
        { name: "content.xml", content: "<x/>" },
      ]),
      "xlsx-unsupported",
    ],
    ["Numbers", packZip([{ name: "Index/Document.iwa", content: "x" }]), "xlsx-unsupported"],
    ["another archive", packZip([{ name: "a.txt", content: "x" }]), "xlsx-damaged"],
    ["one that was cut off", book.subarray(0, book.length - 300), "zip-damaged"],
    ["one that unpacks to far more than it says", packZip([{ name: "xl/workbook.xml", content: "x".repeat(99_999), declaredSize: 10 }]), "zip-damaged"],
    ["one with a document type", packZip([{ name: "xl/workbook.xml", content: '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }]), "xlsx-damaged"],
  ])("%s", async (_what, bytes, code) => {
    const read = await readWhole(xlsx, sourceOf(bytes, "x.xlsx"));
    expect(read.problems).toMatchObject([{ code, severity: "fatal" }]);
    expect(read.documents).toEqual([]);
    if (!code.startsWith("zip")) expect(xlsx.recognise(bytes, "x")).toBeGreaterThan(0);
  });

  test("no damage of single bytes makes the reader fail", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(book.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(book);
        bytes[at] = byte;
        await readWhole(xlsx, sourceOf(bytes, "x.xlsx"));
      }),
      { numRuns: 200 },
    );
  });
});

test("a workbook is recognised, whatever its name, and nothing else is", () => {
  expect(xlsx.recognise(writeWorkbook(sheet()), "report.dat")).toBeGreaterThan(0.9);
  expect(xlsx.recognise(Buffer.from("a,b\n"), "a.xlsx")).toBe(0);
});
