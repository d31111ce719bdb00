import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOf, lineOf, readWhole, sourceOf } from "../../test/support/read-format.ts";
import jsonl from "./jsonl.ts";
import { ExactNumber, parseExact } from "./jsonl/exact.ts";

const invoice = (more: Record<string, unknown> = {}) =>
  JSON.stringify({
    customer: { id: "007", name: "Heron" },
    invoice_number: "I-1",
    invoice_date: "2026-10-01",
    due_date: "2026-10-31",
    amount: 12.5,
    currency: "EUR",
    ...more,
  });

function readText(text: string, chunkBytes = 5) {
  return readWhole(jsonl, sourceOf(text, "ledger.jsonl", chunkBytes));
}

test("one object a line, with what is nested under names with dots", async () => {
  const read = await readText(`${invoice()}\r\n\r\n${invoice({ invoice_number: "I-2", iban: "DE89 3704 0044 0532 0130 00" })}`);
  expect(codesOf(read)).toEqual([]);
  expect(read.documents.map(lineOf)).toEqual(["1 invoice 007 I-1 2026-10-01 2026-10-31 12.50 EUR", "3 invoice 007 I-2 2026-10-01 2026-10-31 12.50 EUR"]);
  expect(read.debtors).toMatchObject([{ id: "007", name: "Heron" }, { iban: ["DE89370400440532013000"] }]);
  expect(read.layout).toMatchObject({ headingLine: 0, columns: { "customer.id": "debtor", "customer.name": "name" } });
});

test("numbers are what is written: long ids and large amounts lose nothing", async () => {
  const text = invoice({ invoice_number: 0 }).replace('"invoice_number":0', '"invoice_number":1234567890123456789').replace("12.5", "1234567890123.45");
  expect((await readText(text)).documents.map(lineOf)).toEqual(["1 invoice 007 1234567890123456789 2026-10-01 2026-10-31 1234567890123.45 EUR"]);
});

test("a line that is no object is a problem of its own", async () => {
  const read = await readText(`${invoice()}\n{"amount": \n42\n{"a": 01}\n${invoice({ invoice_number: "I-5" })}\n`);
  expect(codesOf(read)).toEqual(["2 json-bad-object", "3 json-bad-object", "4 json-bad-object"]);
  expect(read).toMatchObject({ rows: 5 });
  expect(read.documents.map(({ document }) => document)).toEqual(["I-1", "I-5"]);
});

describe("lists", () => {
  test("an array, on one line or printed over many", async () => {
    const objects = [JSON.parse(invoice()), JSON.parse(invoice({ invoice_number: "I-2", lines: [{ sku: 1 }], applies: [1, "x"] }))];
    for (const text of [JSON.stringify(objects), JSON.stringify(objects, null, 2)]) {
      const read = await readText(text);
      expect(codesOf(read)).toEqual([]);
      expect(read.documents.map(({ document }) => document)).toEqual(["I-1", "I-2"]);
    }
    expect((await readText(JSON.stringify(objects, null, 2))).documents[1]!.line).toBe(13);
  });

  test("several lists in one object are several tables", async () => {
    const file = {
      at: "2026",
      customers: [{ customer_id: 7, customer_name: "Heron", email: "ap@heron.example" }],
      data: { invoices: [JSON.parse(invoice())] },
      log: [{ x: 1 }],
    };
    for (const text of [JSON.stringify(file), JSON.stringify(file, null, 1)]) {
      const read = await readText(text);
      expect(codesOf(read)).toEqual(["1 lists-left-out warning"]);
      expect(read).toMatchObject({ ledger: true, mode: "movements" });
      expect(read.documents).toHaveLength(1);
      expect(read.debtors.map(({ id }) => id)).toEqual(["7", "007"]);
    }
  });

  test.each([
    ["a document of another program", '{"type": "reminder",\n"items": [{"number": "1", "debit": "5.00", "date": "20260101"}]}', "json-not-a-ledger"],
    ["one that was cut off", `[${invoice()},\n{"amount"`, "json-damaged"],
    ["one that goes on behind its end", `[${invoice()}]\n[1]`, "json-damaged"],
    ["one that nests without end", `[${'{"a":['.repeat(80)}`, "json-damaged"],
    ["no list at all", '{\n"a": 1}', "json-not-a-ledger"],
    ["nothing", "", "file-empty"],
  ])("%s is refused", async (_what, text, code) => {
    const read = await readText(text);
    expect(read.problems).toMatchObject([{ code, severity: "fatal" }]);
    expect(read.documents).toEqual([]);
  });
});

test("exact JSON says what JSON says", () => {
  const plain = (value: unknown): unknown => {
    if (value instanceof ExactNumber) return Number(value.text);
    if (Array.isArray(value)) return value.map(plain);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) : value;
  };
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(JSON.stringify(plain(parseExact(text)))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
  for (const text of ['"never closed', '"\\', `"${'\\"'.repeat(200_000)}`, "1.2.3", "--1", "[1"]) expect(() => parseExact(text)).toThrow(SyntaxError);
});

test("no text makes the reader fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[{}[\]",:\\ \na1-]{0,40}$/), async (text) => void (await readText(text))),
    { numRuns: 300 },
  );
});

test("JSON is recognised by its beginning", () => {
  expect(jsonl.recognise(Buffer.from(`${invoice()}\n${invoice()}`), "a.txt")).toBe(0.9);
  expect(jsonl.recognise(Buffer.from(`[\n ${invoice()}`), "a.json")).toBe(0.8);
  expect(jsonl.recognise(Buffer.from("a;b\n{1}"), "a.json")).toBe(0);
});
