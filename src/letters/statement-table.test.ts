import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, SAMPLE_SENT, sampleItem } from "../core/letter/letter-facts.sample.ts";
import type { Block } from "../core/letter/letter.ts";
import { type StatementFacts, statementNotice } from "../core/letter/statement.ts";
import { addDays } from "../core/values/day.ts";
import { readLanguage } from "../languages/read.ts";
import { composeStatement } from "./compose.ts";
import { closePdf, renderPdf } from "./pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-statement-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePdf();
});
const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!poppler) console.log("skipped: statements of many items (pdftotext is missing; install poppler-utils)");

function statement(ledger: Partial<StatementFacts["ledger"]>) {
  const made = statementNotice({
    letter: { id: "A17", reference: "A17" },
    creditor: SAMPLE_CREDITOR,
    debtor: SAMPLE_DEBTOR,
    currency: "GBP",
    sentOn: SAMPLE_SENT,
    ledger: { items: [], credits: [], charges: [], charged: [], ...ledger },
    disputed: new Map(),
    toBeCredited: new Map(),
    agreed: new Set(),
  });
  if ("missing" in made) throw new Error(made.missing.join("; "));
  return { notice: made.notice, letter: composeStatement(made.notice, readLanguage("en")) };
}

const text = (ledger: Partial<StatementFacts["ledger"]>): string => statement(ledger).letter.text.replace(/\s+/g, " ");
const credit = (openMinor: bigint) => ({ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor }) as const;

describe("the balance in words", () => {
  const late = sampleItem(1);
  const later = sampleItem(2, { due: "2026-12-04" });

  test("says how much of it is past due, and no more than there is", () => {
    expect(text({ items: [late] })).toContain("The balance is £1,240.50, all of it past due.");
    expect(text({ items: [late, later] })).toContain("The balance is £2,481.00, of which £1,240.50 is past due.");
    expect(text({ items: [later] })).toContain("The balance is £1,240.50. ");
    // £1,240.50 is past due, which cannot be a part of £240.50: the table says both.
    expect(text({ items: [late], credits: [credit(100_000n)] })).toContain("The balance is £240.50. ");
  });

  test("names a credit as one, and gives no account to pay to where nothing is owed", () => {
    const inCredit = text({ items: [late], credits: [credit(200_000n)] });
    expect(inCredit).toContain("It is in credit by £759.50.");
    for (const each of [inCredit, text({}), text({ items: [late], credits: [credit(124_050n)] })]) expect(each).not.toContain("Payment details");
    expect(text({ items: [late] })).toContain("Payment details");
  });
});

test.skipIf(!poppler)("400 items fill several pages, and their sum is the balance", async () => {
  const items = Array.from({ length: 400 }, (_, index) =>
    sampleItem(index + 1, { due: addDays(SAMPLE_SENT, index < 250 ? -30 : 30), openMinor: BigInt(1_000 + index * 37) }),
  );
  const { letter, notice } = statement({ items });
  const file = join(folder, "statement.pdf");
  writeFileSync(file, await renderPdf(letter, notice));
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  expect(pages.length).toBeGreaterThan(8);
  const printed = pages.join("\n");
  const minorOf = (amount: string): bigint => BigInt(amount.replace(/\D/g, ""));
  const rows = [...printed.matchAll(/14 Oct 2026\s+2\d (?:Oct|Dec) 2026\s+(?:30|–)\s+[\d,.]+\s+([\d,.]+)$/gm)].map(([, open]) => minorOf(open!));
  expect(rows).toHaveLength(400);
  expect(rows.reduce((sum, open) => sum + open, 0n)).toBe(notice.totalMinor);
  const carried = [...printed.matchAll(/Carried forward\s+([\d,.]+)/g)].map(([, sum]) => sum);
  expect(carried).toHaveLength(pages.length - 1);
  expect([...printed.matchAll(/Brought forward\s+([\d,.]+)/g)].map(([, sum]) => sum)).toEqual(carried);
  expect(minorOf(/Balance\s+([\d,.]+)/.exec(printed)![1]!)).toBe(notice.totalMinor);
});

test.skipIf(!poppler).each([0, 2, 4, 7])("a table goes on where its page ends, below %i more lines of text", async (lines) => {
  const items = Array.from({ length: 60 }, (_, index) => sampleItem(index + 1));
  const { letter, notice } = statement({ items });
  const above = Array.from({ length: lines }, () => ({ kind: "paragraph", runs: [{ text: "One more line." }] }) as const);
  const blocks = letter.blocks.flatMap((block): readonly Block[] => (block.kind === "table" ? [...above, block] : [block]));
  const file = join(folder, "lines.pdf");
  writeFileSync(file, await renderPdf({ ...letter, blocks }, notice));
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f");
  expect(pages[0]).toContain("Carried forward");
  expect(pages[1]).toContain("Brought forward");
});
