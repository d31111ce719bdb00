import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readText } from "../../test/support/read-text.ts";
import bankCsv from "./bank-csv.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/bank-csv/${name}`, import.meta.url), "utf8");

describe("exports of accounts", () => {
  test("German: what is not booked yet is left out", async () => {
    const { statements, transactions, codes } = await readText(bankCsv, sample("german.csv"));
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([{ account: "DE89370400440532013000", currency: "EUR" }]);
    expect(transactions).toMatchObject([
      {
        booked: "2026-11-23",
        amountMinor: 123456n,
        payer: { name: "Nordwind GmbH", iban: "DE02120300000000202051" },
        reference: "E2E-77",
        text: "RE 2026-1044",
        code: "GUTSCHR. UEBERWEISUNG",
      },
    ]);
  });

  test("Dutch: an indicator gives the sign, the newest comes first", async () => {
    const { statements, transactions } = await readText(bankCsv, sample("dutch.csv"));
    expect(statements).toMatchObject([{ account: "NL20INGB0001234567", opening: { amountMinor: 10000n }, closing: { amountMinor: 130056n } }]);
    expect(transactions.map(({ amountMinor }) => amountMinor)).toEqual([123456n, -3400n]);
  });

  test("British: paid in and paid out", async () => {
    const { statements, transactions } = await readText(bankCsv, sample("british.csv"), { currency: "GBP" });
    expect(statements).toMatchObject([{ currency: "GBP", opening: { amountMinor: 10000n }, closing: { amountMinor: 130056n } }]);
    expect(transactions).toMatchObject([{ amountMinor: -3400n }, { amountMinor: 123456n, text: "NORTHWIND LTD INV 1044" }]);
    expect((await readText(bankCsv, sample("british.csv"))).codes).toEqual(["2 currency-missing"]);
  });

  test("Swiss: a collective booking is told by its payments", async () => {
    const { statements, transactions, codes } = await readText(bankCsv, sample("swiss.csv"));
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([{ account: "CH9300762011623852957", opening: { amountMinor: 100000n }, closing: { amountMinor: 170000n } }]);
    expect(transactions).toMatchObject([
      { amountMinor: 30000n, reference: "210000000003139471430009017" },
      { amountMinor: 50000n, text: "Südwind AG Rechnung 1045" },
      { amountMinor: -10000n },
    ]);
  });

  test("Indonesian: the side stands behind the amount, the balances below the table", async () => {
    const { statements, transactions, codes } = await readText(
      bankCsv,
      `"No. Rekening : ","1234567890"
"Kode Mata Uang : ","Rp"
"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"
"02/02/2026","TRSF CR INV/2026/001","0000","1,500,000.00 CR","2,500,000.00"
"13/02/2026","BIAYA ADM","0000","15,000.00 DB","2,485,000.00"
"Saldo Awal : ","1,000,000.00"
"Saldo Akhir : ","2,485,000.00"
`,
    );
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([{ account: "1234567890", currency: "IDR", opening: { amountMinor: 100000000n }, closing: { amountMinor: 248500000n } }]);
    expect(transactions).toMatchObject([{ amountMinor: 150000000n, text: "TRSF CR INV/2026/001" }, { amountMinor: -1500000n }]);
  });

  test("days with a time zone in their heading; what was taken back before it was booked may stand in the midst", async () => {
    const { transactions, codes } = await readText(
      bankCsv,
      `Date started (UTC),Date completed (UTC),State,Description,Reference,Payer,Orig currency,Orig amount,Payment currency,Amount,Fee,Balance
2026-03-03,2026-03-03,COMPLETED,Money added,INV 55,North Ltd,GBP,500.00,GBP,500.00,0.00,1500.00
2026-03-02,,REVERTED,To Other,PO 2,,GBP,-30.00,GBP,-30.00,0.00,
2026-03-01,2026-03-02,COMPLETED,To Supplier,PO 1,,USD,-25.00,GBP,-20.00,0.00,1000.00
`,
    );
    expect(codes).toEqual([]);
    expect(transactions).toMatchObject([
      { booked: "2026-03-03", amountMinor: 50000n, payer: { name: "North Ltd" }, reference: "INV 55" },
      { booked: "2026-03-02", amountMinor: -2000n },
    ]);
  });

  test("the own account and the payer's name are told from the other columns that could be them", async () => {
    const german = await readText(
      bankCsv,
      "Buchungstag;Wertstellung;Buchungstext;Betrag;Währung;IBAN Kontoinhaber\n02.03.2026;02.03.2026;RE 4711;2380,00;EUR;DE89370400440532013000\n",
    );
    expect(german.statements).toMatchObject([{ account: "DE89370400440532013000" }]);
    const swedish = await readText(
      bankCsv,
      "Bokföringsdag;Belopp;Avsändare;Namn;Rubrik;Saldo;Valuta\n2026/03/02;2500,00;1234 56;Nordfisk AB;OCR 7;12500,00;SEK\n",
    );
    expect(swedish.transactions).toMatchObject([{ amountMinor: 250000n, payer: { name: "Nordfisk AB" } }]);
  });

  test("amounts without a sign have their side in another column, with a heading that says something else or none", async () => {
    const american = await readText(
      bankCsv,
      "Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance\n1234,ACH INV3001,03/13/26,Credit,1250.00,6250.00\n1234,UTILITY,03/12/26,Debit,30.00,5000.00\n",
      { currency: "USD" },
    );
    expect(american.transactions.map(({ amountMinor }) => amountMinor)).toEqual([125000n, -3000n]);
    const indonesian = await readText(
      bankCsv,
      "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n13/02/2026,TRSF INV 1,0000,1500000.00,CR,2500000.00\n14/02/2026,BIAYA ADM,0000,15000.00,DB,2485000.00\n",
      { currency: "IDR" },
    );
    expect(indonesian.transactions.map(({ amountMinor }) => amountMinor)).toEqual([150000000n, -1500000n]);
  });

  test("fees on top of an amount are told by the balances", async () => {
    const { transactions } = await readText(bankCsv, sample("fees.csv"));
    expect(transactions.map(({ amountMinor }) => amountMinor)).toEqual([10000n, -3500n]);
  });

  test("a provider's: the account moves by the net amount, the customer paid the gross one", async () => {
    const { transactions, codes } = await readText(bankCsv, sample("provider.csv"));
    expect(codes).toEqual([]);
    expect(transactions).toMatchObject([
      { amountMinor: 9715n, chargesMinor: 285n, reference: "INV-1044", payer: { name: "Northwind Ltd" }, bankReference: "0E05", reversal: false },
      { amountMinor: -5000n, reversal: true, code: "Chargeback" },
    ]);
  });
});

test("a provider that writes the gross amount as amount, and fees without a sign", async () => {
  const text =
    "id,Type,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\ntxn_1,charge,100.00,2.95,97.05,eur,2026-11-20 16:31,2026-11-23 00:00,RE 2026-1044\n";
  expect((await readText(bankCsv, text)).transactions).toMatchObject([
    { booked: "2026-11-20", value: "2026-11-23", amountMinor: 9705n, chargesMinor: 295n, code: "charge" },
  ]);
  expect((await readText(bankCsv, text.replace("97.05", "97.50"))).codes).toEqual(["2 bank-csv-net-differs"]);
});

describe("what is refused", () => {
  test("a row that is missing breaks the balances", async () => {
    const { codes } = await readText(bankCsv, sample("british.csv").replace(/22 Nov.*\n/, "21 Nov 2026,DD,GAS,1.00,,99.00\n"), { currency: "GBP" });
    expect(codes).toEqual(["2 statement-unbalanced"]);
  });

  test("rows that were sorted anew still make one way from balance to balance", async () => {
    const rows =
      "Date,Description,Paid out,Paid in,Balance\n02/11/2026,B,,2.00,13.00\n03/11/2026,C,,3.00,16.00\n01/11/2026,A,,1.00,11.00\n13/11/2026,D,,4.00,20.00\n";
    const { statements, codes } = await readText(bankCsv, rows, { currency: "GBP" });
    expect(codes).toEqual([]);
    expect(statements).toMatchObject([{ opening: { amountMinor: 1000n }, closing: { amountMinor: 2000n } }]);
  });

  test("an unknown currency, an amount without a day, a table that goes on behind its end", async () => {
    expect((await readText(bankCsv, sample("german.csv").replace('"EUR"', '"FUN"'))).codes).toEqual(["2 bank-csv-currency-unknown"]);
    expect((await readText(bankCsv, sample("british.csv").replace("23 Nov 2026", "soon"), { currency: "GBP" })).codes).toEqual(["3 bank-csv-date-unreadable"]);
    expect((await readText(bankCsv, `${sample("british.csv")}Disclaimer:\n24 Nov 2026,CR,X,,1.00,1301.56\n`, { currency: "GBP" })).codes).toEqual([
      "4 bank-csv-row-unreadable",
    ]);
  });
});

test("a ledger of invoices is left to its own format", () => {
  const confidence = (text: string) => bankCsv.recognise(Buffer.from(text), "file.csv");
  expect(confidence("customer,invoice no,date,due date,amount,balance\n")).toBe(0);
  expect(confidence("Date,Transaction Type,Customer,Document No,Debit,Credit,Balance\n")).toBe(0);
  expect(confidence("debtor,document,issued,due,amount,currency\n")).toBe(0);
  expect(confidence("Date,Description,Amount\n")).toBeLessThan(0.6);
  for (const name of ["german.csv", "dutch.csv", "british.csv", "swiss.csv", "fees.csv", "provider.csv"])
    expect(confidence(sample(name)), name).toBeGreaterThan(0.6);
});
