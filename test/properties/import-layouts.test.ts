import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type Day, dayNumber } from "../../src/core/values/day.ts";
import { formatMinor } from "../../src/core/values/money.ts";
import type { ReadDocument } from "../../src/imports/contract.ts";
import csv from "../../src/imports/csv.ts";

interface Row {
  readonly kind: "invoice" | "credit-memo" | "payment";
  readonly debtor: string;
  readonly name: string;
  readonly document: string;
  readonly issued: Day;
  readonly due: Day;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** How a file writes the same rows. */
interface Writing {
  readonly delimiter: string;
  readonly dates: (day: Day) => string;
  readonly amounts: (plain: string) => string;
  readonly quoteAll: boolean;
  readonly lineEnd: string;
  readonly encoding: "utf8" | "utf8-mark" | "utf16le-mark" | "latin1";
  readonly headings: readonly string[];
  readonly order: readonly number[];
}

const HEADINGS: readonly (readonly string[])[] = [
  ["type", "debtor", "name", "document", "issued", "due", "amount", "currency"],
  ["Type", "Customer ID", "Customer name", "Document no.", "Invoice date", "Due date", "Total amount", "Currency"],
  ["Belegart", "Kundennummer", "Kundenname", "Belegnummer", "Belegdatum", "Fälligkeitsdatum", "Betrag", "Währung"],
];

const pad = (number: number) => String(number).padStart(2, "0");
const parts = (day: Day) => ({ year: day.slice(0, 4), month: +day.slice(5, 7), date: +day.slice(8) });
const DATES: readonly ((day: Day) => string)[] = [
  (day) => day,
  (day) => day.replaceAll("-", ""),
  (day) => `${pad(parts(day).date)}.${pad(parts(day).month)}.${parts(day).year}`,
  (day) => `${pad(parts(day).date)}/${pad(parts(day).month)}/${parts(day).year}`,
  (day) => `${parts(day).month}/${parts(day).date}/${parts(day).year}`,
  (day) =>
    `${parts(day).date} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][parts(day).month - 1]} ${parts(day).year}`,
  (day) => `${day}T00:00:00Z`,
];

const grouped = (plain: string, thousands: string, decimal: string) => {
  const [whole = "", fraction = ""] = plain.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, thousands)}${fraction ? decimal + fraction : ""}`;
};
const AMOUNTS: readonly ((plain: string) => string)[] = [
  (plain) => plain,
  (plain) => grouped(plain, ",", "."),
  (plain) => grouped(plain, ".", ","),
  (plain) => grouped(plain, "'", "."),
  (plain) => grouped(plain, " ", ","),
  (plain) => plain.replace(".", ","),
];

const row: fc.Arbitrary<Row> = fc
  .record({
    kind: fc.constantFrom("invoice" as const, "credit-memo" as const, "payment" as const),
    debtor: fc.stringMatching(/^[0-9]{1,19}$/),
    name: fc.stringMatching(/^[A-Zé][a-zü&",;| ]{0,12}[a-z]$/),
    document: fc.stringMatching(/^[A-Z]{2}[0-9]{1,6}$/),
    issued: fc.integer({ min: dayNumber("2015-01-01"), max: dayNumber("2030-12-31") }).map((number) => addDays("1970-01-01", number)),
    terms: fc.integer({ min: 0, max: 400 }),
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    currency: fc.constantFrom("EUR", "USD", "CHF"),
  })
  .map(({ terms, ...each }) => ({ ...each, due: addDays(each.issued, terms) }));

// These two rows settle every doubt: a day over 12, and a fraction of two places.
const SURE: readonly Row[] = [
  { kind: "invoice", debtor: "1", name: "Sure", document: "ZZ1", issued: "2026-01-31", due: "2026-03-31", amountMinor: 123456789n, currency: "EUR" },
  { kind: "payment", debtor: "1", name: "Sure", document: "ZZ2", issued: "2026-02-28", due: "2026-03-30", amountMinor: 1n, currency: "EUR" },
];

const writing: fc.Arbitrary<Writing> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  dates: fc.constantFrom(...DATES),
  amounts: fc.constantFrom(...AMOUNTS),
  quoteAll: fc.boolean(),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf8" as const, "utf8-mark" as const, "utf16le-mark" as const, "latin1" as const),
  headings: fc.constantFrom(...HEADINGS),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }),
});

function write(rows: readonly Row[], how: Writing): Buffer {
  const cell = (text: string) => (how.quoteAll || /["\r\n]/.test(text) || text.includes(how.delimiter) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (cells: readonly string[]) => how.order.map((index) => cell(cells[index]!)).join(how.delimiter);
  const lines = rows.map((each) =>
    line([
      each.kind,
      each.debtor,
      each.name,
      each.document,
      how.dates(each.issued),
      each.kind === "invoice" ? how.dates(each.due) : "",
      how.amounts(formatMinor(each.amountMinor, each.currency)),
      each.currency,
    ]),
  );
  const text = [line(how.headings), ...lines, ""].join(how.lineEnd);
  if (how.encoding === "latin1") return Buffer.from(text, "latin1");
  if (how.encoding === "utf16le-mark") return Buffer.from(`\ufeff${text}`, "utf16le");
  return Buffer.from(how.encoding === "utf8-mark" ? `\ufeff${text}` : text);
}

async function read(bytes: Buffer, chunkBytes: number): Promise<{ documents: ReadDocument[]; problems: unknown[]; names: Map<string, string | undefined> }> {
  const source = {
    name: "ledger.csv",
    open: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
  const { batches } = await csv.read(source, { defaults: { currency: null, termsDays: null, country: null } });
  const documents: ReadDocument[] = [];
  const problems: unknown[] = [];
  const names = new Map<string, string | undefined>();
  for await (const batch of batches) {
    documents.push(...batch.documents);
    problems.push(...batch.problems);
    for (const debtor of batch.debtors) names.set(debtor.id, debtor.name);
  }
  return { documents, problems, names };
}

test("any order of columns, delimiter, encoding and way of writing days and amounts gives the same documents", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 6 }), writing, fc.integer({ min: 1, max: 400 }), async (rows, how, chunkBytes) => {
      const written = [...SURE, ...rows];
      const { documents, problems, names } = await read(write(written, how), chunkBytes);
      expect(problems).toEqual([]);
      expect(
        documents.map(({ kind, debtor, document, issued, due, amountMinor, currency }) => ({ kind, debtor, document, issued, due, amountMinor, currency })),
      ).toEqual(written.map(({ name: _name, due, ...each }) => ({ ...each, due: each.kind === "invoice" ? due : null })));
      for (const { debtor, name } of written) if (written.findLast((each) => each.debtor === debtor)!.name === name) expect(names.get(debtor)).toBe(name);
    }),
    { numRuns: 300 },
  );
});

test("no bytes make the reader fail: what it cannot read is a problem", async () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(`type,debtor,document,issued,due,amount,currency\n${text}`)),
    fc
      .array(fc.constantFrom('"', ",", "\n", "\r", "invoice", "2026-01-01", "1.5", "EUR", "é", "=1+1", "-", "C1"), { maxLength: 60 })
      .map((words) => Buffer.from(`type,debtor,document,issued,due,amount,currency\n${words.join("")}`)),
  );
  await fc.assert(
    fc.asyncProperty(hostile, fc.integer({ min: 1, max: 50 }), async (bytes, chunkBytes) => {
      const { documents } = await read(bytes, chunkBytes);
      for (const { debtor, document, kind, amountMinor } of documents)
        expect([debtor === "" && kind !== "payment", document === "" && kind !== "payment", amountMinor < 0n]).toEqual([false, false, false]);
    }),
    { numRuns: 500 },
  );
});
