import { afterAll, describe, expect, test } from "vitest";
import type { AnyNotice } from "../src/core/letter/answer.ts";
import type { Letter } from "../src/core/letter/letter.ts";
import { CHECK_IDS, type Finding } from "../src/core/letter/lint/finding.ts";
import { lintAnswer } from "../src/core/letter/lint/lint-answer.ts";
import { lintLetter, lintText } from "../src/core/letter/lint/lint.ts";
import { factsOf } from "../src/core/letter/lint/notice-facts.ts";
import { edgesOf } from "../src/core/letter/lint/page-check.ts";
import { alwaysVisible, windowProfile } from "../src/core/letter/window-profiles.ts";
import type { Notice } from "../src/core/letter/notice.ts";
import { commonWords } from "../src/languages/common-words.ts";
import { languageCodes, readLanguage } from "../src/languages/read.ts";
import { composeAny } from "../src/letters/compose.ts";
import { letterCases } from "../src/letters/letter-cases.sample.ts";
import { closePdf, renderPdf } from "../src/letters/pdf.ts";
import { readLetterText } from "../src/letters/read/letter-file.ts";
import { measurePdf, readPdf } from "../src/letters/read/pdf-text.ts";
import { defectsOf } from "./support/lint-defects.ts";
import { type Ground, spoil, type Spoiled } from "./support/lint-spoil.ts";

const CODES = languageCodes();
const table = new Map<string, Map<string, string>>();
const note = (row: string, column: string, value: string): void => {
  const cells = table.get(row) ?? new Map<string, string>();
  table.set(row, cells.set(column, value));
};

afterAll(async () => {
  await closePdf();
  const rows = [...table.entries()].map(([name, cells]) => `| ${name} | ${CODES.map((code) => cells.get(code) ?? "-").join(" | ")} |`);
  console.log([`| defect | ${CODES.join(" | ")} |`, `|---|${CODES.map(() => "---").join("|")}|`, ...rows].join("\n"));
});

describe.each(CODES)("the linter in %s", (code) => {
  const language = readLanguage(code);
  const cases = new Map(letterCases(code).map((each) => [each.name, each.notice]));
  const means = { languages: commonWords() };
  const write = (notice: AnyNotice): Letter => composeAny(notice, language);
  const of = (name: string): Ground => {
    const notice = cases.get(name) as Notice;
    const letter = write(notice);
    return { letter, notice, facts: factsOf(notice, letter) };
  };

  function findingsIn({ text, step, facts, pdf, letter, notice }: Spoiled): readonly Finding[] {
    if (letter) return lintLetter(letter, notice!, language.lexicon, {}, means).findings;
    return lintText(text, step, language.lexicon, facts, { ...means, pdf }).findings;
  }

  const defects = spoil({ language, defects: defectsOf(code), others: CODES.filter((each) => each !== code).map(defectsOf), of });

  test.each(defects.map((each, number) => [`${each.check} ${each.name} (${number})`, each] as const))("%s", (_name, defect) => {
    const row = `${defect.check} ${defect.name.replace(/^[a-z-]+: no .*/, "an element left out")}`;
    note(row, code, "MISSED");
    const found = findingsIn(defect).filter(({ check }) => check === defect.check);
    expect(found).not.toEqual([]);
    if (defect.at !== null && defect.at >= 0) expect(found.map(({ line, column }) => [line, column])).toContainEqual(placeOf(defect.text, defect.at));
    if (defect.at === null && !defect.letter) expect(found.map(({ line, column }) => [line, column])).toContainEqual([1, 1]);
    // Somewhere in the text, where it stands in several places.
    if (defect.at === -1) expect(found.some(({ line, column }) => line + column > 2)).toBe(true);
    note(row, code, "found");
  });

  test("finds something of every check", () => {
    // There is no measure of how easily Indonesian reads.
    expect([...new Set(defects.map(({ check }) => check))].sort()).toEqual(CHECK_IDS.filter((id) => code !== "id" || id !== "L17"));
  });

  test("finds nothing in its own letters, as text and as HTML", async () => {
    note("own letters", code, "NOT CLEAN");
    for (const [name, notice] of cases) {
      const letter = write(notice);
      const kept = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ check }) => !(check === "L15" && name.endsWith("-disputed-parts")));
      if (notice.step === "statement" || "answer" in notice) {
        expect(lintAnswer(letter, notice, language.lexicon, means), name).toEqual([]);
        continue;
      }
      const said = notice;
      expect(kept(lintLetter(letter, said, language.lexicon, {}, means).findings), name).toEqual([]);
      for (const text of [letter.text, await readLetterText(new TextEncoder().encode(letter.html), "html")])
        expect(kept(lintText(text, said.step, language.lexicon, factsOf(said, letter), means).findings), name).toEqual([]);
    }
    note("own letters", code, `${cases.size} clean`);
  });

  test("finds nothing on its own pages", async () => {
    note("own pages", code, "NOT CLEAN");
    const profile = windowProfile(null, (cases.get("first-full") as Notice).debtor.country);
    const visible = edgesOf(alwaysVisible(profile, profile.window));
    const names = ["reminder-plain", "past-due-plain", "first-full", "second-plain", "third-full", "final-plain"];
    for (const name of names) {
      const { letter, notice } = of(name);
      const bytes = await renderPdf(letter, notice);
      const page = await readPdf(bytes);
      const { findings } = lintText(page.text, notice.step, language.lexicon, null, { ...means, pdf: await measurePdf(bytes, page, visible) });
      expect(
        findings.filter(({ severity }) => severity === "E"),
        name,
      ).toEqual([]);
    }
    note("own pages", code, `${names.length} clean`);
  });
});

function placeOf(text: string, offset: number): [number, number] {
  const before = text.slice(0, offset).split("\n");
  return [before.length, before.at(-1)!.length + 1];
}
