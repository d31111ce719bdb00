import { describe, expect, test } from "vitest";
import type { ReadBatch, ReadOptions } from "./contract.ts";
import csv from "./csv.ts";

const DEFAULTS: ReadOptions["defaults"] = { currency: null, termsDays: null, country: null };

async function readBytes(bytes: Buffer, options: Partial<ReadOptions> = {}, chunkBytes = 7, name = "ledger.csv"): Promise<ReadBatch> {
  const source = {
    name,
    open: async function* () {
      // Small chunks: cells, characters and line ends are cut in two everywhere.
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
  const { batches } = await csv.read(source, { defaults: DEFAULTS, ...options });
  const all = {
    rows: 0,
    debtors: [] as ReadBatch["debtors"][number][],
    documents: [] as ReadBatch["documents"][number][],
    contacts: [] as ReadBatch["contacts"][number][],
    problems: [] as ReadBatch["problems"][number][],
  };
  for await (const batch of batches) {
    all.rows += batch.rows;
    all.debtors.push(...batch.debtors);
    all.documents.push(...batch.documents);
    all.contacts.push(...batch.contacts);
    all.problems.push(...batch.problems);
  }
  return all;
}

function readText(text: string, options: Partial<ReadOptions> = {}): Promise<ReadBatch> {
  return readBytes(Buffer.from(text), options);
}

function codes(batch: ReadBatch): string[] {
  return batch.problems.map(({ line, code }) => `${line} ${code}`);
}

describe("the own layout", () => {
  const LEDGER = `type,debtor,name,email,document,issued,due,amount,currency
invoice,0007,Northwind Ltd,ap@northwind.example,1234567890123456789,2026-10-01,2026-10-31,1234.50,EUR
credit-memo,0007,,,CM-1,2026-10-05,,34.50,EUR
payment,0007,,,,2026-11-02,,200.00,EUR
`;

  test("holds invoices, credit memos and payments in one file", async () => {
    const batch = await readText(LEDGER);
    expect(codes(batch)).toEqual([]);
    expect(batch.rows).toBe(3);
    expect(
      batch.documents.map(({ kind, document, issued, due, amountMinor, currency, line }) => [line, kind, document, issued, due, amountMinor, currency]),
    ).toEqual([
      [2, "invoice", "1234567890123456789", "2026-10-01", "2026-10-31", 123450n, "EUR"],
      [3, "credit-memo", "CM-1", "2026-10-05", null, 3450n, "EUR"],
      [4, "payment", "", "2026-11-02", null, 20000n, "EUR"],
    ]);
    expect(batch.debtors[0]).toMatchObject({ id: "0007", name: "Northwind Ltd", email: "ap@northwind.example" });
  });

  test("is recognised by other headings too", async () => {
    const batch = await readText(
      "customer_id,customer_name,invoice_number,invoice_date,due_date,amount,currency\nC1,Acme,INV-1,2026-01-02,2026-02-01,10,USD\n",
    );
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([{ kind: "invoice", debtor: "C1", document: "INV-1", issued: "2026-01-02", due: "2026-02-01", amountMinor: 1000n }]);
    expect(batch.debtors).toMatchObject([{ id: "C1", name: "Acme" }]);
  });

  test("takes master data of every kind", async () => {
    const batch = await readText(
      "type,debtor,name,contact,email,phone,language,country,region,street,postal code,city,segment,salesperson,debtor type\n" +
        'customer,C1,Müller GmbH,"Eva Müller","Eva <eva@mueller.example>; ap@mueller.example",+49 30 1,German,Deutschland,BE,Hauptstr. 1,10115,Berlin,key,Jo,company\n',
    );
    expect(codes(batch)).toEqual([]);
    expect(batch.debtors).toEqual([
      {
        line: 2,
        id: "C1",
        name: "Müller GmbH",
        type: "company",
        language: "de",
        country: "DE",
        region: "BE",
        segment: "key",
        salesperson: "Jo",
        contactName: "Eva Müller",
        email: "eva@mueller.example",
        phone: "+49 30 1",
        address: { street: "Hauptstr. 1", postalCode: "10115", city: "Berlin", region: "BE", country: "DE" },
      },
    ]);
  });

  test("takes what is open, paid days, references, direct debits and instalments", async () => {
    const batch = await readText(
      "type,debtor,document,instalment,issued,due,amount,open,currency,paid on,applies,direct debit\n" +
        "invoice,C1,I1,1/2,2026-01-01,2026-02-01,100,40,EUR,,,no\ninvoice,C1,I1,2/2,2026-01-01,2026-03-01,100,,EUR,2026-02-20,,yes\n" +
        'payment,C1,P1,,2026-02-03,,60,,EUR,,"I1; I2",\n',
    );
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([
      { instalment: 1, openMinor: 4000n, settledOn: null, directDebit: false },
      { instalment: 2, settledOn: "2026-02-20", directDebit: true },
      { kind: "payment", document: "P1", applies: ["I1", "I2"] },
    ]);
  });

  test("negative invoices are credit memos, and a ledger may write its payments with a minus", async () => {
    const batch = await readText(`${SIGNED}invoice,C1,I1,2026-01-01,,70,EUR\ninvoice,C1,G1,2026-01-01,,-50,EUR\npayment,C1,,2026-01-02,,-20,EUR\n`, TERMS);
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([
      { kind: "invoice", amountMinor: 7000n },
      { kind: "credit-memo", amountMinor: 5000n },
      { kind: "payment", amountMinor: 2000n },
    ]);
  });

  const SIGNED = "type,debtor,document,issued,due,amount,currency\n";
  const TERMS = { defaults: { ...DEFAULTS, termsDays: 30 } };
  const paid = (...amounts: string[]) => amounts.map((amount, index) => `payment,C1,P${index},2026-01-0${index + 2},,${amount},EUR\n`).join("");
  const INVOICE = "invoice,C1,I1,2026-01-01,,70,EUR\n";

  test.each([
    ["the others have none", paid("5", "-5"), {}, "payment return"],
    ["the others have one, beside invoices without", INVOICE + paid("-5", "-5", "-5", "-5", "5"), {}, "invoice payment payment payment payment return"],
    ["a mapping says so", paid("-5"), { paymentSign: "positive" as const }, "return"],
    ["a mapping says that received money has it", paid("-5", "5"), { paymentSign: "negative" as const }, "payment return"],
    ["it is an accountant's", INVOICE + paid("5.00", "5.00 CR"), {}, "invoice payment return"],
  ])("the minus of a payment is money paid back or received: %s", async (_how, rows, mapping, kinds) => {
    const { documents, problems } = await readText(SIGNED + rows, { ...TERMS, mapping });
    expect(problems).toEqual([]);
    expect(documents.map(({ kind }) => kind).join(" ")).toBe(kinds);
    expect(documents.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
  });

  test("payments with a minus and nothing beside them cannot be told", async () => {
    expect(codes(await readText(SIGNED + paid("-5", "-6"), TERMS))).toEqual(["2 payment-sign-unclear", "3 payment-sign-unclear"]);
    const { problems } = await readText(SIGNED + paid("-5", "-6", "7"), TERMS);
    expect(problems.map(({ code }) => code)).toEqual(["payment-sign-unclear", "payment-sign-unclear", "payment-sign-unclear"]);
  });

  test("the sign is the habit of the whole file", async () => {
    const many = Array.from({ length: 6000 }, (_, index) => `invoice,C1,INV-2026-${index},2026-01-01,,70.00,EUR\n`).join("");
    const { documents } = await readBytes(Buffer.from(SIGNED + many + paid("-5", "-6")), TERMS, 65_536);
    expect(documents.slice(-2).map(({ kind }) => kind)).toEqual(["payment", "payment"]);
    // The first payment of the sample is one that came back.
    const mixed = await readBytes(Buffer.from(SIGNED + paid("9") + many + paid("-5", "-6", "-7", "-8")), TERMS, 65_536);
    expect(mixed.documents[0]).toMatchObject({ kind: "return", amountMinor: 900n });
    expect(mixed.documents.at(-1)).toMatchObject({ kind: "payment" });
  });

  test.each(["return", "Chargeback", "Bounced cheque", "Rücklastschrift", "Ruecklastschrift", "Storno-Lastschrift", "insoluto", "Impayé", "devolución"])(
    "%s is money that came back",
    async (word) => {
      const { documents, problems } = await readText(`${SIGNED}${word},C1,R1,2026-01-05,,5,EUR\n${word},C1,,2026-01-05,,-5,EUR\n`);
      expect(problems).toEqual([]);
      expect(documents).toMatchObject([
        { kind: "return", document: "R1", amountMinor: 500n, due: null },
        { kind: "return", document: "", amountMinor: 500n },
      ]);
    },
  );
});

describe("other files", () => {
  test("payments alone, by the numbers of their invoices", async () => {
    const batch = await readText("invoice_number;payment_date;amount;currency\nINV-1;02.11.2026;1.200,50;EUR\n");
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([{ kind: "payment", debtor: "", document: "", applies: ["INV-1"], issued: "2026-11-02", amountMinor: 120050n }]);
  });

  test.each([
    ["by the name of the file", "customer,invoice,date,amount,currency\nC1,I1,2026-01-02,5,EUR\n", "Payments 2026.csv"],
    ["by what they apply to", "customer,date,amount,currency,applies to\nC1,2026-01-02,5,EUR,I1\n", "bank.csv"],
  ])("payments, told %s", async (_how, text, name) => {
    const batch = await readBytes(Buffer.from(text), {}, 7, name);
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([{ kind: "payment", debtor: "C1", document: "", applies: ["I1"] }]);
  });

  test.each(["Returned payments 11-2026.csv", "payment-returns.csv", "Rücklastschriften.csv", "chargebacks.csv"])("returns alone: %s", async (name) => {
    const batch = await readBytes(Buffer.from("customer,reference,date,amount,currency\nC1,I1,2026-01-02,5,EUR\n"), {}, 7, name);
    expect(batch.documents).toMatchObject([{ kind: "return", debtor: "C1", amountMinor: 500n }]);
  });

  test("an id is that of the rows", async () => {
    expect((await readText("id,customer,issued,due,amount,currency\n17,Acme,2026-01-01,2026-02-01,5,EUR\n")).documents).toMatchObject([
      { debtor: "Acme", document: "17" },
    ]);
    expect((await readText("id,name,email\n17,Acme,ap@acme.example\n")).debtors).toMatchObject([{ id: "17", name: "Acme" }]);
  });

  test("customers alone", async () => {
    const batch = await readText(
      "Number,OrganisationName,FirstName,LastName,Street,PostalCode,Locality,CountryCode\n2,,James,Johnson,London Street,EC3R 7AD,London,UK\n",
    );
    expect(codes(batch)).toEqual([]);
    expect(batch.debtors).toMatchObject([{ id: "2", name: "James Johnson", country: "GB" }]);
  });

  test("earlier contacts", async () => {
    const batch = await readText("customer,date,channel,detail\nC1,2026-10-10,letter,first reminder\n");
    expect(batch.contacts).toEqual([{ line: 2, debtor: "C1", day: "2026-10-10", channel: "letter", detail: "first reminder" }]);
  });

  test.each([
    [
      "German",
      "Kundennummer;Kunde;Rechnungsnr.;Rechnungsdatum;Fälligkeit;Betrag;Offener Betrag;Währung\n10;Meier;R1;01.02.2026;03.03.2026;1.000,00;500,00;EUR\n",
    ],
    [
      "Italian",
      "Codice cliente;Ragione sociale;Numero fattura;Data fattura;Scadenza;Importo totale;Residuo;Valuta\n10;Meier;R1;01/02/2026;31/03/2026;1.000,00;500,00;EUR\n",
    ],
    [
      "French",
      "Code client;Raison sociale;N° facture;Date facture;Date d'échéance;Montant TTC;Solde;Devise\n10;Meier;R1;01/02/2026;31/03/2026;1 000,00;500,00;EUR\n",
    ],
    [
      "Spanish",
      "Código cliente;Razón social;Número factura;Fecha factura;Vencimiento;Importe total;Pendiente;Moneda\n10;Meier;R1;01/02/2026;31/03/2026;1.000,00;500,00;EUR\n",
    ],
    [
      "Indonesian",
      "Kode pelanggan;Nama pelanggan;No faktur;Tanggal faktur;Jatuh tempo;Jumlah;Sisa;Mata uang\n10;Meier;R1;01/02/2026;31/03/2026;1.000,00;500,00;EUR\n",
    ],
  ])("headings in %s", async (_language, text) => {
    const batch = await readText(text);
    expect(codes(batch)).toEqual([]);
    expect(batch.documents).toMatchObject([{ debtor: "10", document: "R1", issued: "2026-02-01", amountMinor: 100000n, openMinor: 50000n, currency: "EUR" }]);
    expect(batch.debtors).toMatchObject([{ name: "Meier" }]);
  });

  test("rows of a document are added up", async () => {
    const batch = await readText(
      "Customer,InvoiceNumber,InvoiceDate,DueDate,ItemTotal,Currency\n1,A,2026-01-01,2026-02-01,10.25,CHF\n1,A,2026-01-01,2026-02-01,-0.25,CHF\n",
    );
    expect(batch.documents).toMatchObject([{ document: "A", amountMinor: 1000n }]);
  });

  test("titles above the headings are passed over, lines keep their numbers", async () => {
    const batch = await readText("Open items\n\nas of,2026-11-23\ndebtor,document,issued,due,amount,currency\nC1,1,2026-01-01,2026-02-01,x,EUR\n");
    expect(codes(batch)).toEqual(["5 bad-amount"]);
  });
});

describe("encodings", () => {
  const TEXT = "debtor;name;document;issued;due;amount;currency\nC1;Müller & Söhne;1;2026-01-01;2026-02-01;5;EUR\n";
  test.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16 LE with a mark", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
    ["UTF-16 LE", Buffer.from(TEXT, "utf16le")],
    ["UTF-16 BE with a mark", Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16()],
    ["windows-1252", Buffer.from(TEXT, "latin1")],
  ])("%s", async (_name, bytes) => {
    expect(csv.recognise(bytes, "a.csv")).toBeGreaterThan(0.5);
    expect((await readBytes(bytes)).debtors).toMatchObject([{ id: "C1", name: "Müller & Söhne" }]);
  });
});

describe("what is missing or in doubt", () => {
  test("no currency anywhere is said once", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `C1,${index},2026-01-01,2026-02-01,5`).join("\n");
    expect(codes(await readText(`debtor,document,issued,due,amount\n${rows}`))).toEqual(["1 currency-missing"]);
    expect((await readText(`debtor,document,issued,due,amount\n${rows}`, { defaults: { ...DEFAULTS, currency: "GBP" } })).documents).toHaveLength(50);
  });

  test("the currency may stand in the heading or beside the amount", async () => {
    expect((await readText("debtor,document,issued,due,Amount (GBP)\nC1,1,2026-01-01,2026-02-01,5\n")).documents).toMatchObject([
      { currency: "GBP", amountMinor: 500n },
    ]);
    expect((await readText("debtor,document,issued,due,amount\nC1,1,2026-01-01,2026-02-01,€ 5.10\n")).documents).toMatchObject([
      { currency: "EUR", amountMinor: 510n },
    ]);
  });

  test("a missing due date comes from the terms, else it is a problem (R23)", async () => {
    const text = "debtor,document,issued,due,terms,amount,currency\nC1,1,2026-01-01,,Net 14,5,EUR\nC1,2,2026-01-01,,,5,EUR\n";
    expect(codes(await readText(text))).toEqual(["3 due-date-missing"]);
    expect((await readText(text, { defaults: { ...DEFAULTS, termsDays: 30 } })).documents).toMatchObject([
      { due: "2026-01-15", dueDerived: true },
      { due: "2026-01-31", dueDerived: true },
    ]);
  });

  test("the order of a column's dates is decided from the whole of it", async () => {
    const text = (last: string) => `debtor,document,issued,due,amount,currency\nC1,1,03/04/2026,04/05/2026,5,EUR\nC1,2,03/04/2026,${last},5,EUR\n`;
    expect((await readText(text("31/05/2026"))).documents[0]).toMatchObject({ issued: "2026-04-03" });
    expect((await readText(text("05/31/2026"))).documents[0]).toMatchObject({ issued: "2026-03-04" });
    expect(codes(await readText(text("05/06/2026")))).toEqual(["1 ambiguous-dates"]);
    expect((await readText(text("05/06/2026"), { defaults: { ...DEFAULTS, country: "US" } })).documents[0]).toMatchObject({ issued: "2026-03-04" });
    expect((await readText(text("05/06/2026"), { defaults: { ...DEFAULTS, country: "GB" } })).documents[0]).toMatchObject({ issued: "2026-04-03" });
    expect((await readText(text("05/06/2026"), { mapping: { dateOrder: "dmy" } })).documents[0]).toMatchObject({ issued: "2026-04-03" });
  });

  test("what contradicts itself is shown, and no setting is offered that cannot help", async () => {
    const head = "debtor;document;issued;due;amount;currency\n";
    const dates = await readText(`${head}C1;1;30/09/2026;31/10/2026;5;EUR\nC1;2;09/30/2026;31/10/2026;5;EUR\n`);
    expect(dates.problems).toMatchObject([{ code: "ambiguous-dates", message: expect.stringMatching(/"30\/09\/2026".*"09\/30\/2026"/) }]);
    const amounts = await readText(`${head}C1;1;2026-01-01;2026-02-01;5,50;EUR\nC1;2;2026-01-01;2026-02-01;5.50;EUR\n`, { mapping: {} });
    expect(amounts.problems).toMatchObject([{ code: "ambiguous-amounts", message: expect.stringMatching(/"5\.50".*"5,50"/) }]);
    for (const { message } of [...dates.problems, ...amounts.problems]) expect(message).not.toContain("country");
    expect((await readText(`${head}C1;1;31/02/2026;2026-03-01;5;EUR\n`)).problems[0]!.message).not.toContain("this file writes");
  });

  test("a document that is dated after the import gets a warning", async () => {
    const text = (issued: string) => `debtor,document,issued,due,amount,currency\nC1,1,${issued},2027-02-01,5,EUR\n`;
    expect(codes(await readText(text("2026-10-08"), { asOf: "2026-10-01" }))).toEqual([]);
    const late = await readText(text("2026-10-09"), { asOf: "2026-10-01" });
    expect(late.problems).toMatchObject([{ code: "issued-in-future", severity: "warning" }]);
    expect(late.documents).toHaveLength(1);
  });

  test("an amount that two ways of writing fit is not guessed", async () => {
    const text = (last: string) => `debtor;document;issued;due;amount;currency\nC1;1;2026-01-01;2026-02-01;1.234;EUR\nC1;2;2026-01-01;2026-02-01;${last};EUR\n`;
    expect(codes(await readText(text("5")))).toEqual(["1 ambiguous-amounts"]);
    expect((await readText(text("5,50"))).documents).toMatchObject([{ amountMinor: 123400n }, { amountMinor: 550n }]);
    expect(codes(await readText(text("5.50")))).toEqual(["2 amount-too-fine"]);
    expect(
      codes(await readText("debtor;document;issued;due;amount;currency\nC1;1;2026-01-01;2026-02-01;1.234,50;EUR\nC1;2;2026-01-01;2026-02-01;1,234.50;EUR\n")),
    ).toEqual(["1 ambiguous-amounts"]);
  });
});

describe("what stands beside an amount", () => {
  const read = (amount: string, currency = "EUR", options: Partial<ReadOptions> = {}) =>
    readText(`debtor;document;issued;due;amount;currency\nC1;1;2026-01-01;2026-02-01;${amount};${currency}\nC1;2;2026-01-01;2026-02-01;0.50;EUR\n`, options);

  test.each([
    ["EUR 12.00", "EUR"],
    ["12.00 eur", "EUR"],
    ["€12.00", "EUR"],
    ["12.00 Euro", "EUR"],
    ["$12.00", "USD"],
    ["CA$ 12.00", "CAD"],
    ["12.00 kr", "SEK"],
    ["Fr. 12.00", "CHF"],
    ["12.00 DR", "EUR"],
    ["12.00dr", "EUR"],
    ["EUR 12.00 DR", "EUR"],
  ])("%s in a row of %s is understood", async (amount, currency) => {
    const { documents, problems } = await read(amount, currency);
    expect(problems).toEqual([]);
    expect(documents[0]).toMatchObject({ kind: "invoice", amountMinor: 1200n, currency });
  });

  test.each(["12.00 CR", "12.00cr", "12.00 Cr", "CR 12.00", "€ 12.00 CR"])("%s is a credit", async (amount) => {
    const { documents, problems } = await read(amount);
    expect(problems).toEqual([]);
    expect(documents[0]).toMatchObject({ kind: "credit-memo", amountMinor: 1200n });
  });

  test.each([
    ["USD 100.00", "currency-contradicts"],
    ["$100.00", "currency-contradicts"],
    ["100.00 GBP", "currency-contradicts"],
    ["l2.00", "bad-amount"],
    ["100.00 abc", "bad-amount"],
    ["60.0O", "bad-amount"],
    ["12.00 CRX", "bad-amount"],
    ["-12.00 CR", "bad-amount"],
    ["(12.00) CR", "bad-amount"],
    ["CR 12.00 DR", "bad-amount"],
    ["12.00 %", "bad-amount"],
  ])("%s in a row of euros is %s", async (amount, code) => {
    expect(codes(await read(amount))).toEqual([`2 ${code}`]);
  });

  test("tells the currency where its cell is blank, and never loses it", async () => {
    const defaults = { ...DEFAULTS, currency: "CAD" };
    expect((await read("USD 12.00", "", { defaults })).documents[0]).toMatchObject({ currency: "USD" });
    expect((await read("$12.00", "", { defaults })).documents[0]).toMatchObject({ currency: "CAD" });
    expect(codes(await read("60.0O", "", { defaults }))).toEqual(["2 bad-amount"]);
    expect(codes(await read("$12.00", ""))).toEqual(["2 currency-unknown"]);
  });
});

describe("hostile input", () => {
  const HEAD = "debtor,document,issued,due,amount,currency\n";
  const ROW = "C1,1,2026-01-01,2026-02-01,5,EUR\n";
  test.each([
    ["nothing", "", ["1 file-empty"]],
    ["headings only", HEAD, []],
    ["no headings", ROW, ["1 heading-unknown"]],
    ["other headings", "alpha,beta\n1,2\n", ["1 heading-unknown"]],
    ["NUL bytes", `${HEAD}C\u00001,1,2026-01-01,2026-02-01,5,EUR\n`, ["1 not-text"]],
    ["a formula", `${HEAD}C1,1,2026-01-01,2026-02-01,=1+1,EUR\n`, ["2 bad-amount"]],
    ["a short row", `${HEAD}${ROW}C1,2\n`, ["3 ragged-row"]],
    ["a long row", `${HEAD}C1,1,2026-01-01,2026-02-01,1,50,EUR\n`, ["2 ragged-row"]],
    ["a quote never closed", `${HEAD}${ROW}"C1,2,2026-01-01,2026-02-01,5,EUR\n${ROW.repeat(10)}`, ["3 quote-not-closed"]],
    ["a quote in the middle", `${HEAD}${ROW}C"1,2,2026-01-01,2026-02-01,5,EUR\n`, ["3 quote-misplaced"]],
    ["a huge cell", `${HEAD}${"x".repeat(5000)},1,2026-01-01,2026-02-01,5,EUR\n`, ["2 cell-too-long"]],
    ["a year of a typing mistake", `${HEAD}C1,1,0206-01-01,2026-02-01,5,EUR\nC1,2,2026-01-01,2206-02-01,5,EUR\n`, ["2 date-absurd", "3 date-absurd"]],
    ["a day that stands for never", `${HEAD}C1,1,2026-01-01,9999-12-31,5,EUR\nC1,2,1900-01-01,99991231,5,EUR\n`, ["2 date-absurd", "3 date-absurd"]],
    ["due before it was written", `${HEAD}C1,1,2026-02-01,2026-01-01,5,EUR\nC1,2,2026-02-01,2026-01-01,5,EUR\n`, ["2 due-before-issued"]],
    ["a day that does not exist", `${HEAD}C1,1,2026-02-30,2026-02-01,5,EUR\n`, ["2 bad-date"]],
    ["no debtor", `${HEAD},1,2026-01-01,2026-02-01,5,EUR\n`, ["2 debtor-missing"]],
    ["no number", `${HEAD}C1,,2026-01-01,2026-02-01,5,EUR\n`, ["2 document-missing"]],
    ["no currency of this world", `${HEAD}C1,1,2026-01-01,2026-02-01,5,EURO\n`, ["2 currency-unknown"]],
    ["a currency that is a word of the language", `${HEAD}C1,1,2026-01-01,2026-02-01,5,constructor\n`, ["2 currency-unknown"]],
    ["a tenth of a cent", `${HEAD}C1,1,2026-01-01,2026-02-01,5.001,EUR\nC1,2,2026-01-01,2026-02-01,5.01,EUR\n`, ["2 amount-too-fine"]],
    ["more than any ledger holds", `${HEAD}C1,1,2026-01-01,2026-02-01,99999999999999999999,EUR\n`, ["2 bad-amount"]],
    ["a number cut by a spreadsheet", `${HEAD}C1,1.23E+18,2026-01-01,2026-02-01,5,EUR\n`, ["2 id-damaged"]],
    ["more open than owed", "debtor,document,issued,due,amount,open,currency\nC1,1,2026-01-01,2026-02-01,5,6,EUR\n", ["2 open-over-amount"]],
  ])("%s", async (_name, text, problems) => {
    expect(codes(await readText(text))).toEqual(problems);
  });

  test("a row without end is given up in bounded memory", async () => {
    const { problems } = await readBytes(Buffer.concat([Buffer.from(HEAD), Buffer.alloc(1 << 20, "x")]), {}, 65_536);
    expect(problems).toMatchObject([{ code: "row-too-long", severity: "fatal" }]);
  });

  test("leading zeros, spreadsheet wrappings and invisible characters", async () => {
    const { documents } = await readText(`${HEAD}"=""000123""",'0042,2026-01-01,2026-02-01,5,EUR\n\u200bC\t1 ,0000,2026-01-01,2026-02-01,5,EUR\n`);
    expect(documents).toMatchObject([
      { debtor: "000123", document: "0042" },
      { debtor: "C 1", document: "0000" },
    ]);
  });
});

describe("payments that did not stay", () => {
  const PAYMENTS = "type,debtor,document,issued,due,amount,currency,status,applies\n";

  test.each(["returned", "Bounced", "Rücklastschrift", "insoluto", "charge-back", "rejeté", "devuelto", "retur"])(
    "one that is %s came, and is taken back by a return of the same number",
    async (status) => {
      const { documents, problems } = await readText(`${PAYMENTS}payment,C1,P1,2026-11-02,,50,EUR,${status},I1\n`);
      expect(problems).toEqual([]);
      expect(documents).toMatchObject([
        { kind: "payment", document: "P1", applies: ["I1"], amountMinor: 5000n },
        { kind: "return", document: "P1", applies: ["I1"], amountMinor: 5000n, issued: "2026-11-02" },
      ]);
    },
  );

  test.each(["failed", "Declined", "pending", "fehlgeschlagen", "annullato"])("one that is %s is left out, and said once", async (status) => {
    const { documents, problems } = await readText(
      `${PAYMENTS}payment,C1,P1,2026-11-02,,50,EUR,${status},I1\npayment,C1,P2,2026-11-02,,50,EUR,${status},I1\npayment,C1,P3,2026-11-03,,9,EUR,received,I1\n`,
    );
    expect(problems).toMatchObject([{ line: 2, code: "payment-failed-left-out", severity: "warning" }]);
    expect(documents).toMatchObject([{ kind: "payment", document: "P3" }]);
  });
});

test("accounts that a debtor pays from are IBANs with right check digits; others are left out and said", async () => {
  const { debtors, problems } = await readText(
    "debtor,name,email,Bankverbindung\nC1,A,a@a.example,DE89 3704 0044 0532 0130 00; CH93 0076 2011 6238 5295 7\nC2,B,,DE88 3704 0044 0532 0130 00\nC3,C,,\n",
  );
  expect(debtors.map(({ iban }) => iban)).toEqual([["DE89370400440532013000", "CH9300762011623852957"], undefined, undefined]);
  expect(problems).toMatchObject([{ line: 3, code: "iban-invalid", severity: "warning" }]);
});

describe("how sure it is", () => {
  test.each([
    ["an invoice list", "customer id,invoice number,invoice date,due date,amount", 0.9],
    ["a German one", "Kundennr.;Rechnungsnr.;Rechnungsdatum;Fällig am;Betrag", 0.9],
    ["a bank's account", "Buchungstag;Valuta;Verwendungszweck;Betrag;Saldo;Name", 0.3],
    ["a bank's account in English", "Date,Value date,Reference,Description,Debit,Credit,Balance", 0.3],
    ["a payment provider's report", "Date,Name,Type,Invoice Number,Gross,Fee,Net,Amount,Currency", 0.3],
    ["another table", "a,b,c,d", 0.3],
  ])("%s", (_what, headings, weight) => {
    expect(csv.recognise(Buffer.from(`Title\n${headings}\n1,2,3,4,5\n`), "export.csv")).toBe(weight);
  });
});

test("Odoo: the partner as it is displayed, and the total in the invoice's own currency", async () => {
  const batch = await readText(
    '"Number","Invoice Partner Display Name","Invoice/Bill Date","Due Date","Tax excluded","Total","Total in Currency","Payment Status","Currency"\n' +
      '"INV/2026/00001","Northwind Ltd","2026-09-13","2026-10-13","900.00","1071.00","1190.00","Not Paid","USD"\n',
  );
  expect(codes(batch)).toEqual([]);
  expect(batch.documents).toMatchObject([{ document: "INV/2026/00001", issued: "2026-09-13", amountMinor: 119000n, currency: "USD" }]);
  expect(batch.debtors).toMatchObject([{ name: "Northwind Ltd" }]);
});

test("a row without end is the reason, also where it is the first below the headings", async () => {
  const text = `debtor,document,issued,due,amount,currency\nA,"${"x".repeat(400_000)}",2026-01-02,2026-02-03,10.00,EUR\n`;
  expect(codes(await readBytes(Buffer.from(text), {}, 65536))).toEqual(["2 quote-not-closed"]);
});

test("accounting programs' own headings: what is open, whose number, which kind", async () => {
  const xero = await readText(
    "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency\nNorthwind,INV-1,13/03/2026,12/04/2026,1190.00,1000.00,190.00,GBP\n",
  );
  expect(xero.documents).toMatchObject([{ document: "INV-1", amountMinor: 119000n, openMinor: 19000n }]);
  const zoho = await readText(
    "Invoice Date,Invoice ID,Invoice Number,Customer Name,Due Date (UTC),Currency Code,Total,Balance\n2026-03-13,900001,INV-7,Northwind,2026-04-12,EUR,1190.00,190.00\n",
  );
  expect(zoho.documents).toMatchObject([{ document: "INV-7", due: "2026-04-12", openMinor: 19000n }]);
  const sage = await readText(
    "A/C,Name,Type,Date,Ref,Amount,O/S Amount,Due Date,Currency\nN01,Northwind,SI,13/03/2026,10045,1190.00,190.00,12/04/2026,GBP\nN01,Northwind,SC,14/03/2026,10046,50.00,50.00,,GBP\nN01,Northwind,SA,15/03/2026,BACS,100.00,100.00,,GBP\n",
  );
  expect(codes(sage)).toEqual([]);
  expect(sage.documents).toMatchObject([
    { kind: "invoice", document: "10045", openMinor: 19000n },
    { kind: "credit-memo", document: "10046" },
    { kind: "payment", amountMinor: 10000n },
  ]);
});

test("a column of kinds in unknown words is told", async () => {
  const text = "A/C,Name,Type,Date,Ref,Amount,Due Date,Currency\nN1,Nord,XI,13/03/2026,1,100.00,12/04/2026,EUR\nN1,Nord,XK,14/03/2026,2,50.00,14/04/2026,EUR\n";
  const { documents, problems } = await readText(text, { defaults: DEFAULTS });
  expect(documents.map(({ kind }) => kind)).toEqual(["invoice", "invoice"]);
  expect(problems).toMatchObject([{ line: 1, code: "kinds-unknown", severity: "warning", message: expect.stringContaining('"XI", "XK"') }]);
});
