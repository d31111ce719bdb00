import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStatements, textSource } from "../../test/support/read-statements.ts";
import { packZip } from "../../test/support/zip.ts";
import camt from "./camt.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/camt/${name}`, import.meta.url));
const read = (content: string | Buffer, size?: number) => readStatements(camt, textSource(content, size));
const sampleText = (name: string) => sample(name).toString();

/** A small statement: what is between its balances is given. */
function statement({ entries = "", opening = "0", closing = "0", currency = "EUR", above = "", message = "BkToCstmrStmt", record = "Stmt" }): string {
  const balance = (type: string, amount: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-02</Dt></Dt></Bal>`;
  return `<Document><${message}><${record}><Acct><Id><IBAN>DE1</IBAN></Id></Acct>${balance("OPBD", opening)}${balance("CLBD", closing)}${above}${entries}</${record}></${message}></Document>`;
}

function entry(amount: string, { currency = "EUR", status = "<Sts>BOOK</Sts>", day = "2026-01-02", more = "" } = {}): string {
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>${status}<BookgDt><Dt>${day}</Dt></BookgDt>${more}</Ntry>`;
}

describe("a statement", () => {
  test("of version 2 is read: batch, returned debit, previous closing balance, the day as it is written", async () => {
    const { statements, problems } = await read(sample("statement-v2.xml"), 100);
    expect(problems).toEqual([]);
    const [{ transactions, ...head }] = statements as [(typeof statements)[0]];
    expect(head).toMatchObject({ account: "DE02120300000000202051", currency: "EUR", number: "41", kind: "statement", last: true });
    expect([head.opening, head.closing]).toEqual([
      { day: "2026-03-01", amountMinor: -10000n },
      { day: "2026-03-02", amountMinor: 129050n },
    ]);
    expect(transactions).toMatchObject([
      {
        booked: "2026-03-02",
        value: "2026-03-03",
        amountMinor: 100000n,
        payer: { name: "Hohlbein Werke GmbH", iban: "AT611904300234573201" },
        ultimatePayer: "Hohlbein Holding AG",
        otherReferences: ["TX-9"],
        text: "Sammelzahlung Rechnungen RE-2026-100417 und RE-2026-100418",
        bankReference: "BR-1",
        code: "PMNT/RCDT/ESCT",
        reversal: false,
      },
      { amountMinor: 30000n, reference: "DD-1", otherReferences: ["M-1"], payer: { name: "Oker & Sohn" }, bankReference: "BR-2#1" },
      { amountMinor: 20000n, reference: "DD-2", payer: { name: "Bode KG" }, bankReference: "BR-2#2" },
      { amountMinor: -10950n, payer: { name: "Aller Bau GmbH", iban: "120300" }, reversal: true, returnReason: "MS03", text: "Ruecklastschrift" },
    ]);
    expect(transactions[0]).not.toHaveProperty("reference");
  });

  test("of version 8 is read: prefixes, parties one level deeper, three decimals, charges, structured references", async () => {
    const [found] = (await read(sample("statement-v8.xml"))).statements;
    expect(found).toMatchObject({ account: "0012345", currency: "KWD", number: "43", closing: { day: "2026-03-04", amountMinor: 21375n } });
    expect(found!.transactions).toMatchObject([
      {
        amountMinor: 20125n,
        chargesMinor: 500n,
        payer: { name: "Gulf Trading W.L.L." },
        reference: "RF18539007547034",
        otherReferences: ["E2E-7"],
        documents: ["INV-77"],
        text: "March delivery",
        bankReference: "BR-7",
      },
    ]);
  });

  test("comes as a notice, too, and its payments are told apart by their place where the bank's reference is one", async () => {
    const [found] = (await read(sample("notice-v4.xml"))).statements;
    expect(found).toMatchObject({ kind: "notice", account: "CH9300762011623852957" });
    expect(found!.transactions.map(({ reference, bankReference }) => [reference, bankReference])).toEqual([
      ["210000000003139471430009017", "COLL-1#1"],
      ["RF18539007547034", "COLL-1#2"],
    ]);
  });

  test("stands in an archive with others", async () => {
    const { statements, problems } = await read(sample("statements.zip"));
    expect([problems, statements.map(({ ordinal, number }) => [ordinal, number])]).toEqual([
      [],
      [
        [1, "41"],
        [2, "43"],
      ],
    ]);
  });

  test("that is long comes in pieces; a booking of many payments adds up to it", async () => {
    const details = Array.from({ length: 30_000 }, (_, index) => `<TxDtls><Refs><EndToEndId>E${index}</EndToEndId></Refs><Amt Ccy="EUR">0.01</Amt></TxDtls>`);
    const text = statement({ closing: "300.00", entries: entry("300.00", { more: `<NtryDtls>${details.join("")}</NtryDtls>` }) });
    let pieces = 0;
    for await (const { statements } of (await camt.read(textSource(text), { defaults: { currency: null, termsDays: null, country: null } })).batches)
      pieces += statements!.length;
    expect(pieces).toBe(76);
    const { statements, refusal } = await read(text);
    expect([refusal, statements[0]!.transactions.length, statements[0]!.transactions[29_999]!.reference]).toEqual([null, 30_000, "E29999"]);
  });

  test("keeps a booking as one line where its payments do not add up to it", async () => {
    const more = `<NtryDtls><TxDtls><Amt Ccy="EUR">1</Amt><RmtInf><Ustrd>INV 1</Ustrd></RmtInf></TxDtls><TxDtls><Amt Ccy="EUR">2</Amt><RmtInf><Ustrd>INV 2</Ustrd></RmtInf></TxDtls></NtryDtls>`;
    const { statements } = await read(statement({ closing: "5", entries: entry("5", { more }) }));
    expect(statements[0]!.transactions).toMatchObject([{ amountMinor: 500n, payer: {}, text: "INV 1 / INV 2" }]);
  });

  test("has amounts that come back as they were, in the currency's own decimals", async () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.constantFrom(["JPY", 0] as const, ["EUR", 2] as const, ["KWD", 3] as const), async (minors, [currency, decimals]) => {
        const written = (minor: bigint) =>
          `${minor / 10n ** BigInt(decimals)}.${decimals === 0 ? "0" : String(minor % 10n ** BigInt(decimals)).padStart(decimals, "0")}`;
        const closing = written(minors.reduce((sum, minor) => sum + minor, 0n));
        const found = await read(statement({ currency, closing, entries: minors.map((minor) => entry(written(minor), { currency })).join("") }));
        expect([found.refusal, found.statements[0]!.transactions.map(({ amountMinor }) => amountMinor)]).toEqual([null, minors]);
      }),
      { numRuns: 50 },
    );
  });

  test("that follows another one with a gap is told", async () => {
    const one = statement({ above: "<ElctrncSeqNb>7</ElctrncSeqNb>" });
    const next = one.replace("<ElctrncSeqNb>7<", "<ElctrncSeqNb>9<").replace(/^<Document><BkToCstmrStmt>|<\/BkToCstmrStmt><\/Document>$/g, "");
    const { problems, refusal } = await read(one.replace("</BkToCstmrStmt>", `${next}</BkToCstmrStmt>`));
    expect([refusal, problems.map(({ code }) => code)]).toEqual([null, ["statement-gap"]]);
  });
});

describe("what cannot be trusted", () => {
  const v2 = sampleText("statement-v2.xml");
  const pain = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr/></CstmrCdtTrfInitn></Document>';
  const refused: [string, string | Buffer, string][] = [
    ["a closing balance that is another", v2.replace("1290.5<", "1290.4<"), "statement-unbalanced"],
    ["an entry that was taken out", v2.replace(/<Ntry>[\s\S]*?<\/Ntry>/, ""), "statement-unbalanced"],
    [
      "a summary that counts more than is there",
      statement({ message: "BkToCstmrAcctRpt", record: "Rpt", above: "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>" }).replaceAll(
        "OPBD",
        "ITAV",
      ),
      "statement-incomplete",
    ],
    ["an entry in another currency", statement({ closing: "0", entries: entry("5", { currency: "USD" }) }), "currency-mixed"],
    ["a file that is cut off", v2.slice(0, v2.length / 2), "xml-damaged"],
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${v2.slice(v2.indexOf("<Document"))}`, "xml-doctype"],
    ["an undeclared entity", v2.replace("&amp;", "&boom;"), "xml-damaged"],
    ["an absurd amount", statement({ entries: entry("1234567890123456789") }), "amount-unreadable"],
    ["a tenth of a cent", statement({ entries: entry("1.005") }), "amount-unreadable"],
    ["a negative amount", statement({ entries: entry("-1") }), "amount-unreadable"],
    ["a day that does not exist", statement({ entries: entry("1", { day: "2026-02-30" }) }), "date-unreadable"],
    ["no status", statement({ entries: entry("1", { status: "" }) }), "status-unknown"],
    ["no direction", statement({ entries: entry("1").replace("<CdtDbtInd>CRDT</CdtDbtInd>", "") }), "direction-missing"],
    ["no amount", statement({ entries: "<Ntry><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>" }), "amount-missing"],
    ["no account", statement({}).replace(/<Acct>.*?<\/Acct>/, ""), "account-missing"],
    ["no statement", "<Document><BkToCstmrStmt/></Document>", "statement-missing"],
    ["text of 10 MB", statement({ entries: entry("1", { more: `<AddtlNtryInf>${"x".repeat(10 << 20)}</AddtlNtryInf>` }) }), "xml-too-large"],
    ["a comment without end", `<Document><!-- ${"x".repeat(10 << 20)}`, "xml-too-large"],
    ["a hundred levels", statement({ entries: "<a>".repeat(100) }), "xml-too-large"],
    ["a payment order", pain, "not-a-statement"],
    ["another XML file", "<Invoice><ID>1</ID></Invoice>", "not-a-statement"],
    ["an empty file", "", "xml-damaged"],
    ["an archive in an archive", packZip([{ name: "a.xml", content: packZip([{ name: "b.xml", content: v2 }]) }]), "zip-foreign"],
    [
      "an archive with something else",
      packZip([
        { name: "a.xml", content: v2 },
        { name: "read me.txt", content: "Hello" },
      ]),
      "zip-foreign",
    ],
    [
      "an archive of which one file is damaged",
      packZip([
        { name: "a.xml", content: v2 },
        { name: "b.xml", content: v2.slice(0, -30) },
      ]),
      "xml-damaged",
    ],
    ["an encrypted archive", packZip([{ name: "a.xml", content: v2, isEncrypted: true }]), "zip-encrypted"],
    ["an empty archive", packZip([]), "zip-empty"],
  ];
  test.for(refused)("%s is refused", async ([, content, code]) => {
    const { refusal, problems } = await read(content);
    expect(refusal).toBe(code);
    expect(problems.every(({ message }) => message.length < 500)).toBe(true);
  });

  test("is named: a payment order is no statement", async () => {
    expect((await read(pain)).problems[0]!.message).toContain("pain.001: a payment order, not a statement");
  });

  test("is refused wherever the file is cut off", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: v2.trimEnd().length - 1 }), async (length) => {
        expect((await read(v2.slice(0, length))).refusal).not.toBe(null);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an entry in another currency", () => {
  test("stays with a warning where the balances show that its amount is the account's", async () => {
    const { refusal, problems } = await read(statement({ closing: "5", entries: entry("5", { currency: "USD" }) }));
    expect([refusal, problems.map(({ code }) => code)]).toEqual([null, ["entry-currency"]]);
  });
});

describe("recognition", () => {
  const wide = Buffer.from(sampleText("statement-v2.xml"), "utf16le");
  const invoice = '<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1</ID></Invoice>';
  const cases: [string, Buffer, number][] = [
    ["version 2", sample("statement-v2.xml"), 0.95],
    ["prefixes", sample("statement-v8.xml"), 0.95],
    ["a notice", sample("notice-v4.xml"), 0.95],
    ["an archive", sample("statements.zip"), 0.95],
    ["UTF-16", wide, 0.95],
    [
      "an archive whose first file is long",
      packZip([{ name: "a.xml", content: sampleText("statement-v2.xml") + " ".repeat(1 << 20) }]).subarray(0, 1000),
      0.95,
    ],
    ["a payment order", Buffer.from('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>'), 0.9],
    ["an invoice", Buffer.from(invoice), 0],
    ["an archive of invoices", packZip([{ name: "a.xml", content: invoice }]), 0],
    ["a workbook", packZip([{ name: "[Content_Types].xml", content: "<Types/>" }]), 0],
    ["OFX", Buffer.from('<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX/>'), 0],
    ["MT940", Buffer.from(":20:STMT\n:25:1/2\n"), 0],
    ["nothing", Buffer.alloc(0), 0],
  ];
  test.for(cases)("of %s", ([, bytes, confidence]) => {
    expect(camt.recognise(bytes, "file")).toBe(confidence);
  });
});
