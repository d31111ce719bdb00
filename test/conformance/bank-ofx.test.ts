import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { expectSound, readBankFile } from "../support/bank-files.ts";
import { conformFiles, type Verdict } from "../support/conformance-table.ts";

/** Why a refusal is right, by what the file itself holds. */
const REASONS: Record<string, RegExp> = {
  "ofx-investment": /<INVSTMTRS>/,
  "ofx-no-statement": /^(?!.*<(CC)?STMTRS>)/s,
  "ofx-sign-on-failed": /<SONRS>\s*<STATUS>\s*<CODE>15500/,
  "ofx-bank-error": /<STMTTRNRS>.*<SEVERITY>ERROR/s,
  "ofx-date-unreadable": /<STMTTRN>(?:(?!<DTPOSTED>).)*<\/STMTTRN>|<DTPOSTED>201120000000</s,
  "ofx-balance-missing": /<LEDGERBAL>\s*<BALAMT>\s*</,
  "ofx-damaged": /\*snipped\*/,
};

async function check(path: string): Promise<Verdict> {
  const text = readFileSync(path, "latin1");
  const { format, statements, refused, problems } = await readBankFile(path);
  expect(format).toBe("ofx");
  if (refused !== null) {
    expect(REASONS[refused], `no reason is known for ${refused}`).toBeDefined();
    expect(text, problems[0]!.message).toMatch(REASONS[refused]!);
    return "refused";
  }
  expect(path, "a file that must be refused").not.toContain("fail");
  expectSound(statements);
  const read = statements.flatMap(({ transactions }) => transactions);
  const written = [...text.matchAll(/<TRNAMT>\s*([-+\d.,]+)/g)].map(([, amount]) => Math.round(Number(amount!.replace(",", ".")) * 100));
  expect(read.map(({ amountMinor }) => Number(amountMinor))).toEqual(written);
  expect(read.map(({ booked }) => booked.replaceAll("-", ""))).toEqual([...text.matchAll(/<DTPOSTED>\s*(\d{8})/g)].map(([, day]) => day));
  expect(statements).toHaveLength([...text.matchAll(/<(CC)?STMTRS>/g)].length);
  const balances = [...text.matchAll(/<LEDGERBAL>\s*<BALAMT>\s*([-+\d.]+)/g)].map(([, amount]) => Math.round(Number(amount) * 100));
  expect(statements.flatMap(({ closing }) => (closing ? [Number(closing.amountMinor)] : []))).toEqual(balances);
  return "read";
}

const isOfx = (name: string) => name.endsWith(".ofx");

conformFiles("ofx", "bank-ofx-asgrim", isOfx, check);
conformFiles("ofx", "bank-ofx-ofxparse", isOfx, check);
conformFiles(
  "qif",
  "bank-qif",
  (name) => name.endsWith(".qif"),
  async (path) => {
    const { format, refused } = await readBankFile(path);
    expect([format, refused]).toEqual(["qif", "qif-not-read"]);
    return "refused";
  },
);
