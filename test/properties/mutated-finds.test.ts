import { describe, expect, test } from "vitest";
import type { ReadBatch } from "../../src/imports/contract.ts";
import { joinPieces } from "../../src/imports/camt/remittance.ts";
import { importFormats } from "../../src/open-folders.ts";

// What damaged files have found (mutated-files.test.ts), each as small as it gets.

async function read(format: string, text: string): Promise<ReadBatch[]> {
  const open = async function* () {
    yield Buffer.from(text);
  };
  const { batches } = await (await importFormats()).get(format)!.read({ name: "file", open }, { defaults: { currency: "EUR", termsDays: 30, country: "DE" } });
  const all: ReadBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

const codes = async (format: string, text: string) => (await read(format, text)).flatMap(({ problems }) => problems.map(({ code }) => code));

describe("what damaged files have found", () => {
  test("MT942: a report that has a closing balance after all ends with it", async () => {
    const text = ":20:R\n:25:10020030/1234567\n:28C:1/1\n:34F:EUR0,\n:61:2611251125C70,00NTRFNONREF\n:62F:C261125EUR170,00\n-\n";
    const [batch] = await read("mt940", text);
    expect(batch!.statements).toMatchObject([{ kind: "report", last: true, transactions: [{ amountMinor: 7000n }] }]);
  });

  test("MT940 and OFX: a currency that does not exist, and an amount of 20 digits, are refused", async () => {
    const statement = (balance: string) => `:20:X\n:25:10020030/1234567\n:28C:1/1\n:60F:C261124${balance}\n:62F:C261124${balance}\n-\n`;
    expect(await codes("mt940", statement("EUR1,00"))).toEqual([]);
    expect(await codes("mt940", statement("EER1,00"))).toEqual(["mt940-balance-unreadable"]);
    expect(await codes("mt940", statement("EUR999999999999999999,00"))).toEqual(["mt940-balance-unreadable"]);
    const ofx = `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1234567</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261123<TRNAMT>999999999999999999.00<FITID>1</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`;
    expect(await codes("ofx", ofx)).toEqual(["ofx-amount-unreadable"]);
  });

  test("a heading of blanks, and a text of line breaks, take no time worth telling", { timeout: 5000 }, async () => {
    await read("bank-csv", `Buchungstag;Betrag;a${" ".repeat(60_000)}b\n23.11.2026;1,00;x\n`);
    expect(joinPieces([`a${"\n".repeat(200_000)}b`])).toBe("a b");
  });
});
