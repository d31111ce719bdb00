import { describe, expect, test } from "vitest";
import { sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { lintLetter, lintText } from "../core/letter/lint/lint.ts";
import { type Notice, notice } from "../core/letter/notice.ts";
import type { Charge } from "../core/process/decision.ts";
import { type Step, STEPS } from "../core/process/procedure.ts";
import type { Letter } from "../core/letter/letter.ts";
import type { Day } from "../core/values/day.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";

const english = readLanguage("en");

function letterOf(step: Step, options: SampleOptions): { notice: Notice; letter: Letter; flat: string } {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing.map(({ message }) => message).join("; "));
  const letter = compose(made.notice, english);
  return { notice: made.notice, letter, flat: letter.text.replace(/\s+/g, " ") };
}

const segment = (from: Day, to: Day, days: number, rate: string, principalMinor: bigint, amountMinor: bigint) => ({
  from,
  to,
  days,
  rate,
  principalMinor,
  amountMinor,
  source: "Late Payment of Commercial Debts (Interest) Act 1998",
});

const ONE_RATE: Charge = {
  kind: "interest",
  item: 1,
  document: "INV-4701",
  amountMinor: 399n,
  from: "2026-11-14",
  to: "2026-11-23",
  calculation: [segment("2026-11-14", "2026-11-23", 10, "11.75", 124_050n, 399n)],
  booked: null,
};
const WITH_PAYMENTS: Charge = {
  ...ONE_RATE,
  amountMinor: 327n,
  calculation: [
    segment("2026-11-14", "2026-11-18", 5, "11.75", 124_050n, 200n),
    segment("2026-11-19", "2026-11-20", 2, "11.75", 84_050n, 54n),
    segment("2026-11-21", "2026-11-23", 3, "11.75", 75_550n, 73n),
  ],
};
const LUMP_SUM: Charge = { ...ONE_RATE, kind: "lump-sum", amountMinor: 7_000n, from: "2026-11-23", calculation: [] };
const FEE: Charge = { ...LUMP_SUM, kind: "fee", amountMinor: 500n };
/** Of an invoice that is paid meanwhile. */
const EARLIER: Charge = { ...ONE_RATE, item: 99, document: "INV-4600", amountMinor: 1_234n, from: "2026-10-01", to: "2026-11-10", calculation: [], booked: 55 };

const WITH_CREDIT: SampleOptions = {
  items: [sampleItem(1), sampleItem(2, { amountMinor: 80_000n, openMinor: 50_000n })],
  credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
};

describe.each(STEPS.filter((step) => step !== "reminder" && step !== "past-due"))("a %s letter with charges", (step) => {
  test.each([
    ["one rate", { charges: [ONE_RATE, LUMP_SUM, FEE] }],
    ["a calculation in several steps", { charges: [EARLIER, WITH_PAYMENTS, LUMP_SUM], ...WITH_CREDIT }],
    ["charges of an earlier letter alone", { charges: [EARLIER, { ...FEE, booked: 56 }] }],
  ])("says how they come about and lints clean: %s", (_name, options) => {
    const { notice: said, letter } = letterOf(step, options);
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
  });
});

test("one rate is said in a sentence, below a table that lists every charge and the sum", async () => {
  const { letter, flat } = letterOf("second", { charges: [ONE_RATE, LUMP_SUM, FEE] });
  await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot("golden/second-charges.txt");
  expect(flat).toContain("Interest on INV-4701 from 14 November 2026 to 23 November 2026: 10 days at 11.75% a year on £1,240.50 is £3.99.");
  expect(flat).toContain("With late-payment charges of £78.99, £1,319.49 is open.");
  expect(flat).toContain("with £1,240.50 open.");
});

test("more steps are a table, and a credit is taken off the sum of both", async () => {
  const { letter, flat } = letterOf("second", { charges: [EARLIER, WITH_PAYMENTS, LUMP_SUM], ...WITH_CREDIT });
  await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot("golden/second-charges-table.txt");
  expect(flat).toContain("How the interest was worked out");
  expect(flat).toContain("and less your credit of £100.00, £1,726.11 is open.");
  expect(flat).not.toContain("Less your credit of");
});

test("a charge of an invoice that is paid meanwhile is named by that invoice", () => {
  expect(letterOf("first", { charges: [EARLIER] }).flat).toContain("Interest on INV-4600, 1 Oct 2026 to 10 Nov 2026");
});

test("the number of a document is not taken for our own words", () => {
  const { letter } = letterOf("second", { charges: [{ ...EARLIER, document: "<b>*pay* now</b>" }] });
  expect(letter.html).not.toContain("<b>");
  expect(letter.html).toContain("&#60;b&#62;*pay* now&#60;/b&#62;");
});
