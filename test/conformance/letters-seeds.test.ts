import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Step } from "../../src/core/process/procedure.ts";
import { type LetterReport, lintLetterText } from "../../src/runs/lint-letter-text.ts";
import { describeShared } from "../support/shared-data.ts";
import { seedLines, seedsAreThere } from "../support/shared-seeds.ts";

/** A letter in a seed, cut out by its lines or by its first and last words, and what has to be found in it. */
interface SeedLetter {
  readonly name: string;
  readonly text: () => string;
  readonly step: Step;
  readonly language: string;
  /** A word at each empty place, piece of debris, vague or past date; each is covered by a finding of the check. */
  readonly places: readonly (readonly [check: string, before: RegExp])[];
  readonly missing: readonly string[];
}

/** Seed 0 is in reversed order, without paragraphs. */
const cut = (seed: number, line: number, from: RegExp, to: RegExp): string => {
  const text = seedLines(seed)[line - 1]!;
  const start = text.search(from);
  const end = to.exec(text)!;
  return text.slice(start, end.index + end[0].length);
};
const lines = (from: number, to: number): string =>
  seedLines(3)
    .slice(from - 1, to)
    .map((line) => line.replace(/^ {4}/, ""))
    .join("\n");

const LETTERS: readonly SeedLetter[] = [
  {
    name: "seed 0, first letter",
    text: () => cut(0, 5, /Thank you for your prompt/, /account is past due\./),
    step: "first",
    language: "en",
    places: [
      ["L02", /me at so/],
      ["L02", /payment of \$ to/],
      ["L02", /by Apif/],
      ["L02", /balance of \$ is/],
      ["L02", /is currently\./],
    ],
    missing: ["days-past-due", "amount-due", "account-summary", "payment-date", "contact-details", "payment-options"],
  },
  {
    name: "seed 0, second letter",
    text: () => `${cut(0, 3, /Your accounts/, /our company\./)} ${cut(0, 3, /.t this time/, /sent on\./)}`,
    step: "second",
    language: "en",
    places: [
      ["L02", /now days/],
      ["L02", /of \$\./],
      ["L02", /regards to nor/],
      ["L02", /sent on\./],
    ],
    missing: ["days-past-due", "amount-due", "invoice-number", "due-date", "earlier-contacts", "instruction", "contact-details", "payment-date"],
  },
  {
    name: "seed 3, first letter",
    text: () => lines(17, 32),
    step: "first",
    language: "it",
    places: [
      ["L02", /Carissimi ,/],
      ["L02", /saldo di \$/],
      ["L02", /attualmente \./],
      ["L02", /Numero di fattura:/],
      ["L02", /Importo:/],
      ["L02", /Giorni scaduti:/],
      ["L02", /pagamento di \$/],
      ["L02", /c ‘ è/],
      ["L02", /me a in/],
      ["L03", /16 aprile 2015/],
    ],
    missing: ["days-past-due", "amount-due", "account-summary", "contact-details", "payment-options"],
  },
  {
    name: "seed 3, second letter",
    text: () => lines(53, 63),
    step: "second",
    language: "it",
    places: [
      ["L02", /Cari ,/],
      ["L02", /riguarda né/],
      ["L02", /inviata su \./],
      ["L02", /ora giorni/],
      ["L02", /totale di \$/],
      ["L02", /me a e/],
      ["L02", /di by/],
      ["L02", /da \./],
      ["L04", /immediatamente/],
    ],
    missing: ["days-past-due", "amount-due", "invoice-number", "earlier-contacts", "contact-details", "payment-date"],
  },
  {
    name: "seed 3, third letter",
    text: () => lines(80, 88),
    step: "third",
    language: "it",
    places: [
      ["L02", /Carissimi ,/],
      ["L02", /dovuto né/],
      ["L02", /lettera inviata ,/],
      ["L02", /ora giorni/],
      ["L02", /totale di \$/],
    ],
    missing: ["days-past-due", "amount-due", "invoice-number", "due-date", "earlier-contacts", "contact-details", "payment-date"],
  },
  {
    name: "seed 3, final letter",
    text: () => lines(98, 104),
    step: "final",
    language: "it",
    places: [
      ["L02", /Caro,/],
      ["L02", /per \$/],
      ["L02", /dovuto su \./],
      ["L02", /inviate su,/],
      ["L02", /o \.,/],
    ],
    missing: ["amount-due", "due-date", "invoice-number", "earlier-contacts", "contact-details"],
  },
  {
    name: "seed 3, a piece of markup between the letters",
    text: () => lines(69, 69),
    step: "third",
    language: "it",
    places: [["L02", /div>/]],
    missing: [],
  },
];

/** Whether a finding of the check stands in the words, or begins at most a few words before them. */
function isFound({ findings }: LetterReport, text: string, check: string, words: RegExp): boolean {
  const match = words.exec(text)!;
  const starts = text.split("\n").reduce<number[]>((all, line) => [...all, all.at(-1)! + line.length + 1], [0]);
  return findings.some((finding) => {
    const offset = starts[finding.line - 1]! + finding.column - 1;
    return finding.check === check && offset < match.index + match[0].length && offset >= match.index - 16;
  });
}

describe.skipIf(!seedsAreThere)("the letters of the seeds", () => {
  test.each(LETTERS.map((each) => [each.name, each] as const))("%s", async (_name, { text: read, step, language, places, missing }) => {
    const text = read();
    const report = await lintLetterText({ text, step, language });
    expect(report.passed).toBe(false);
    for (const [check, words] of places) expect(isFound(report, text, check, words), `${check} ${words}`).toBe(true);
    expect(report.elements.missing).toEqual(expect.arrayContaining([...missing]));
  });

  test("what explains a letter is not taken for one that may leave", async () => {
    for (const seed of [1, 2, 4]) expect((await lintLetterText({ text: seedLines(seed).join("\n"), step: "second", language: "en" })).passed).toBe(false);
  });
});

describeShared("letters-powerpanel", (open) => {
  const text = readFileSync(open("en/general/example_collecting_agency_letter.md"), "utf8");

  test("every placeholder, and the vague day to pay by, is found where it stands", async () => {
    const letter = text.slice(text.indexOf("{{address_block}}"));
    const { findings } = await lintLetterText({ text: letter, step: "second", language: "en" });
    const linesOf = (check: string) => new Set(findings.filter((finding) => finding.check === check).map(({ line }) => line));
    const expected = letter.split("\n").flatMap((line, index) => (line.includes("{{") ? [index + 1] : []));
    expect([...linesOf("L02")]).toEqual(expect.arrayContaining(expected));
    expect([...linesOf("L04")]).toEqual([letter.split("\n").findIndex((line) => line.includes("within 7 days")) + 1]);
    // Its kind words about reasons are no defect.
    expect(findings.filter(({ check }) => check === "L09" || check === "L19")).toEqual([]);
  });
});
