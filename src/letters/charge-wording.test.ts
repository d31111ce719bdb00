import { describe, expect, test } from "vitest";
import { sampleFacts, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { lintLetter, lintText } from "../core/letter/lint/lint.ts";
import { type Notice, notice } from "../core/letter/notice.ts";
import { type Step, STEPS } from "../core/process/procedure.ts";
import type { Letter } from "../core/letter/letter.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { FEE, LUMP_SUM, OF_EARLIER, ONE_RATE, WITH_CREDIT, WITH_PAYMENTS } from "./letter-cases.sample.ts";

const english = readLanguage("en");

function letterOf(step: Step, options: SampleOptions): { notice: Notice; letter: Letter; flat: string } {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing.map(({ message }) => message).join("; "));
  const letter = compose(made.notice, english);
  return { notice: made.notice, letter, flat: letter.text.replace(/\s+/g, " ") };
}

describe.each(STEPS.filter((step) => step !== "reminder" && step !== "past-due"))("a %s letter with charges", (step) => {
  test.each([
    ["one rate", { charges: [ONE_RATE, LUMP_SUM, FEE] }],
    ["a calculation in several steps", { charges: [OF_EARLIER, WITH_PAYMENTS, LUMP_SUM], ...WITH_CREDIT }],
    ["charges of an earlier letter alone", { charges: [OF_EARLIER, { ...FEE, booked: 56 }] }],
  ])("says how they come about and lints clean: %s", (_name, options) => {
    const { notice: said, letter } = letterOf(step, options);
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
  });
});

test("one rate is said in a sentence, below a table that lists every charge and the sum", () => {
  const { flat } = letterOf("second", { charges: [ONE_RATE, LUMP_SUM, FEE] });
  expect(flat).toContain("Interest on INV-4701 from 14 November 2026 to 23 November 2026: 10 days at 11.75% a year on £1,240.50 is £3.99.");
  expect(flat).toContain("With late-payment charges of £78.99, £1,319.49 is outstanding.");
  expect(flat).toContain("with £1,240.50 outstanding.");
});

test("more steps are a table, and a credit is taken off the sum of both", () => {
  const { flat } = letterOf("second", { charges: [OF_EARLIER, WITH_PAYMENTS, LUMP_SUM], ...WITH_CREDIT });
  expect(flat).toContain("How the interest was worked out");
  expect(flat).toContain("and less your credit of £100.00, £1,726.11 is outstanding.");
  expect(flat).not.toContain("Less your credit of");
});

test("a charge of an invoice that is paid meanwhile is named by that invoice", () => {
  expect(letterOf("first", { charges: [OF_EARLIER] }).flat).toContain("Interest on INV-4600, 1 Oct 2026 to 10 Nov 2026");
});

test("the number of a document is not taken for our own words", () => {
  const { letter } = letterOf("second", { charges: [{ ...OF_EARLIER, document: "<b>*pay* now</b>" }] });
  expect(letter.html).not.toContain("<b>");
  expect(letter.html).toContain("&#60;b&#62;*pay* now&#60;/b&#62;");
});
