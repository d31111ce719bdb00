import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readText } from "../../test/support/read-text.ts";
import mt940 from "./mt940.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/mt940/${name}`, import.meta.url), "utf8");
const message = (body: string, closing = "0,", opening = "0,") =>
  `:20:X\n:25:DE89370400440532013000\n:28C:1\n:60F:C261123EUR${opening}\n${body}:62F:C261123EUR${closing}\n-\n`;

describe("a German statement", () => {
  test("has sub-fields joined again, keys apart, and the year of an entry around New Year", async () => {
    const { statements, transactions, codes } = await readText(mt940, sample("german.sta"));
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([
      {
        account: "37040044/0532013000",
        currency: "EUR",
        number: "00231/001",
        kind: "statement",
        opening: { day: "2026-12-30", amountMinor: 100000n },
        closing: { amountMinor: 212206n },
      },
    ]);
    expect(transactions[0]).toEqual({
      line: 5,
      booked: "2027-01-02",
      value: "2026-12-30",
      amountMinor: 123456n,
      payer: { name: "NORDWIND HANDELSGESELLSCHAFT MBH", iban: "DE02120300000000202051" },
      reference: "E2E-2026-000000000007788",
      text: "RE 2026-1044 VOM 01.11.2026 DANKE",
      reversal: false,
      bankReference: "26123004711",
      code: "166",
    });
    expect(transactions[1]).toMatchObject({
      amountMinor: -11950n,
      reversal: true,
      returnReason: "MS03",
      reference: "RE-2026-0999",
      otherReferences: ["M-0077", "SEPA-20261201"],
      chargesMinor: 450n,
    });
    expect(transactions[2]).toMatchObject({ amountMinor: 700n, reversal: true });
  });

  test("has the other separators too", async () => {
    for (const separator of ["?", ">", "~", "^", "<"]) {
      const details = "020?00PRZELEW?20FAKTURA 1044?31DE02120300000000202051?32WIND SP Z OO".replaceAll("?", separator);
      const { transactions } = await readText(mt940, message(`:61:261123C5,NTRFNONREF\n:86:${details}\n`, "5,"));
      expect(transactions, separator).toMatchObject([{ text: "FAKTURA 1044", payer: { name: "WIND SP Z OO", iban: "DE02120300000000202051" } }]);
    }
  });
});

describe("a Dutch statement", () => {
  test("is one over its pages, with slash codes read", async () => {
    const { statements, transactions, codes } = await readText(mt940, sample("dutch.swi"));
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([{ account: "NL20INGB0001234567", opening: { amountMinor: 10000n }, closing: { amountMinor: 30000n } }]);
    expect(transactions).toMatchObject([
      { reference: "2026-1044", text: "FACTUUR 2026-1044", payer: { name: "NOORDERWIND BV", iban: "NL91ABNA0417164300" } },
      { reference: "9001123412341234", amountMinor: -5000n },
    ]);
  });

  test("has two columns of 32 characters in ABN AMRO's older form", async () => {
    const lines = [
      "SEPA OVERBOEKING                 IBAN: NL91ABNA0417164300",
      "BIC: ABNANL2A                    NAAM: NOORDERWIND BV",
      "OMSCHRIJVING: FACTUUR 2026-10441 2345",
    ];
    const { transactions } = await readText(mt940, message(`:61:261123C5,N654NONREF\n:86:${lines.join("\n")}\n`, "5,"));
    expect(transactions).toMatchObject([{ text: "FACTUUR 2026-104412345", payer: { name: "NOORDERWIND BV", iban: "NL91ABNA0417164300" } }]);
  });
});

describe("the rest", () => {
  test("a report of the day has totals and no balances", async () => {
    const { statements, transactions } = await readText(mt940, sample("report.mt942"));
    expect(statements).toMatchObject([{ kind: "report", currency: "EUR" }]);
    expect(transactions).toMatchObject([{ amountMinor: 1000n, text: "RE 2026-1045" }]);
    const wrong = await readText(mt940, sample("report.mt942").replace("90C:1EUR10,00", "90C:2EUR20,00"));
    expect(wrong.codes).toEqual(["1 statement-totals-differ"]);
  });

  test("what is damaged is refused with its reason", async () => {
    const movement = ":61:261123C5,NTRFNONREF\n";
    for (const [text, code] of [
      [message(movement, "6,"), "1 statement-unbalanced"],
      [message(movement, "5,").replace(/:62F:.*\n-\n/, ""), "1 mt940-closing-missing"],
      [message(movement, "5,").replace(/:60F:.*\n/, ""), "4 mt940-opening-missing"],
      [message(movement, "5,").replace(/:25:.*\n/, ""), "4 mt940-account-missing"],
      [message(":61:263923C5,NTRFNONREF\n", "5,"), "5 mt940-movement-unreadable"],
      [message(":61:261123C5,001NTRFNONREF\n", "5,"), "5 mt940-amount-unreadable"],
      [`${movement}:86:text\n`, "1 mt940-field-outside"],
      [sample("dutch.swi").replace(":60M:C261123EUR350,00", ":60M:C261123EUR360,00"), "17 statement-page-missing"],
    ] as const) {
      const { codes, statements } = await readText(mt940, text);
      expect(codes, text).toEqual([code]);
      expect(
        statements.filter(({ last }) => last),
        code,
      ).toEqual([]);
    }
  });

  test("a statement that is missing between two is told", async () => {
    const second = message("", "7,", "7,").replace(":28C:1", ":28C:3");
    expect((await readText(mt940, message(":61:261123C5,NTRFNONREF\n", "5,") + second)).problems).toMatchObject([
      { code: "statement-gap", severity: "warning" },
    ]);
  });

  test("a clock time that is cut in two is no field; neither is a dash of the text", async () => {
    const details = `${"X".repeat(50)} 2026-11-23T20\n:20:37 RE 1044\n-\n2 POS`;
    const { transactions, codes } = await readText(mt940, message(`:61:261123C5,NTRFNONREF\n:86:${details}\n`, "5,"));
    expect(codes).toEqual([]);
    expect(transactions[0]!.text).toContain("2026-11-23T20 :20:37 RE 1044");
  });

  test("amounts survive, whatever they are", async () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(amounts, async (list) => {
        const written = (amount: bigint) => `${(amount < 0n ? -amount : amount) / 100n},${String((amount < 0n ? -amount : amount) % 100n).padStart(2, "0")}`;
        const sum = list.reduce((all, each) => all + each, 0n);
        const lines = list.map((amount) => `:61:2611231123${amount < 0n ? "D" : "C"}${written(amount)}NTRFNONREF\n`).join("");
        const text = message(lines, written(sum)).replace(":62F:C", sum < 0n ? ":62F:D" : ":62F:C");
        const { transactions, codes } = await readText(mt940, text, {}, 64);
        expect(codes).toEqual([]);
        expect(transactions.map(({ amountMinor }) => amountMinor)).toEqual(list.filter((amount) => amount !== 0n));
      }),
      { numRuns: 50 },
    );
  });
});
