import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { expectSound, readBankFile } from "../support/bank-files.ts";
import { conformFiles, type Verdict } from "../support/conformance-table.ts";

/**
 * The files are real exports whose words, numbers and often currencies were exchanged for invented ones; where that left a
 * file that does not add up any more, or a currency that there is none of, it is refused, and what is named here is so.
 */
const REASONS: Record<string, (text: string, line: string) => boolean> = {
  // Currencies such as FUN, RET and PRO.
  "bank-csv-currency-unknown": (_, line) => !/[;,\t"](CHF|EUR|USD|GBP)[;,\t"]/i.test(line),
  // A table without headings.
  "heading-unknown": (text) => /^\d\d\.\d\d\.\d{4};/.test(text),
  "bank-csv-date-unreadable": (_, line) => !/^[^;,]*\d\d\.\d\d\.\d{4}[;,]|^\d{4}-/.test(line),
  "bank-csv-card": (text) => text.includes("MerchantName"),
  "file-not-text": (text) => text.includes("\0"),
  "ambiguous-amounts": (text) => /;-?\d{1,3}(\.\d{3}){2,};/.test(text),
  "statement-totals-differ": (text) => !columnSums(text).includes(/TOTAL[^;]*?,([\d.]+),/.exec(text)?.[1] ?? "none"),
  // Every file refused so tells a balance that its rows do not lead to: `brokenLine` follows them in the plainest way.
  "statement-unbalanced": (text) => !isChained(text),
  // Names and payments without an account: the format of ledgers reads it, or says what it lacks.
  "column-missing": (text) => text.startsWith('"client_name"'),
  "currency-missing": (text) => text.startsWith('"client_name"'),
};

/** The sums of columns of a simple table, as written with two decimals. */
function columnSums(text: string): string[] {
  const sums: number[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!/^\d\d\.\d\d\.\d{4}/.test(line)) continue;
    for (const [at, cell] of line.split(",").entries()) if (/^\d+\.\d\d$/.test(cell)) sums[at] = (sums[at] ?? 0) + Number(cell);
  }
  return sums.filter((sum) => sum !== undefined).map((sum) => sum.toFixed(2));
}

/** Whether the last amount of each row is a balance that follows from its neighbour's, upwards or downwards. */
function isChained(text: string): boolean {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => /^"?\d{2,4}[.-]?\d\d[.-]?\d{2,4}/.test(line))
    .map((line) => {
      const cells = line
        .replace(/"[^"]*"/g, "")
        .split(/[;\t]/)
        .slice(3)
        .map((cell) => cell.replace(/['+]/g, ""));
      const money = cells.filter((cell) => /^-?\d+(\.\d{1,2})?$/.test(cell)).map((cell) => Math.round(Number(cell) * 100));
      return { amount: money[0] ?? 0, balance: money.length > 1 ? money.at(-1)! : null };
    });
  const follows = (list: typeof rows) => {
    let before: number | null = null;
    let moved = 0;
    for (const { amount, balance } of list) {
      moved += amount;
      if (balance === null) continue;
      if (before !== null && before + moved !== balance) return false;
      [before, moved] = [balance, 0];
    }
    return true;
  };
  return follows(rows) || follows([...rows].reverse());
}

async function check(path: string): Promise<Verdict> {
  const bytes = readFileSync(path);
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const { format, statements, refused, problems } = await readBankFile(path, { currency: "CHF", country: "CH" });
  if (refused !== null) {
    const [problem] = problems.filter(({ severity }) => severity !== "warning");
    const line = text.split(/\r\n|\n|\r/)[problem!.line - 1] ?? "";
    expect(REASONS[refused], `no reason is known for ${refused}: ${problem!.message}`).toBeDefined();
    expect(REASONS[refused]!(text, line), `${refused}: ${problem!.message}\n${line.slice(0, 200)}`).toBe(true);
    return "refused";
  }
  expect(format).toBe("bank-csv");
  expectSound(statements);
  const read = statements.flatMap(({ transactions }) => transactions);
  expect(read.length).toBeGreaterThan(0);
  // Each amount stands in the line that it was read from, written with or without thousands separators.
  const lines = text.split(/\r\n|\n|\r/);
  for (const { line, amountMinor, chargesMinor = 0n } of read) {
    const [whole, cents] = [amountMinor / 100n, amountMinor % 100n].map((part) => String(part < 0n ? -part : part)) as [string, string];
    const written = new RegExp(
      `(^|[^\\d])${Array.from(whole).join("['’.,]?")}([.,]${cents
        .padStart(2, "0")
        .replace(/0$/, "0?")
        .replace(/^00\?$/, "0*")}0*)?([^\\d]|$)`,
    );
    const below = lines.slice(line - 1, line + 30).join("\n");
    expect(below, `${amountMinor} of line ${line}`).toMatch(written);
    expect(chargesMinor).toBeGreaterThanOrEqual(0n);
  }
  return "read";
}

const isCsv = (name: string) => name.endsWith(".csv");

conformFiles("bank-csv", "bank-csv-banana-ch", isCsv, check);
conformFiles("bank-csv", "bank-csv-psp", isCsv, check);
