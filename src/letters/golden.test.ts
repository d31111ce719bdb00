import { describe, expect, test } from "vitest";
import { elementsOf } from "../core/letter/elements.ts";
import type { Language } from "../core/letter/language.ts";
import type { Letter } from "../core/letter/letter.ts";
import type { Finding } from "../core/letter/lint/finding.ts";
import { boundElements } from "../core/letter/lint/letter-text.ts";
import { findAll } from "../core/letter/lint/patterns.ts";
import { lintAnswer } from "../core/letter/lint/lint-answer.ts";
import { lintLetter, lintText } from "../core/letter/lint/lint.ts";
import type { Day } from "../core/values/day.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { composeAny } from "./compose.ts";
import { type LetterCase, letterCases } from "./letter-cases.sample.ts";
import { sampleParties } from "./letter-parties.sample.ts";
import { type Wording, wordingOf } from "./wording.ts";

/** The country whose habits a locale stands for: "de-CH" is written to Switzerland. */
const countryOf = (locale: string): string => new Intl.Locale(locale).maximize().region!;
/** With every exception at once a letter may be longer than is good. */
const longest = (name: string): boolean => name.endsWith("-disputed-parts");

describe.each(languageCodes())("language %s", (code) => {
  const language = readLanguage(code);

  test.each(letterCases(code).map((each) => [each.name, each] as const))("%s reads as written down, says all it must, and lints clean", async (name, each) => {
    const letter = written(each, language);
    await expect(sheet(letter)).toMatchFileSnapshot(`golden/${code}/${name}.txt`);
    expectClean(each, letter, language);
  });

  const variants = Object.keys(language.variants);
  test.each(variants)("is written in %s as that country writes it", async (locale) => {
    const cases = letterCases(code, countryOf(locale)).filter(({ name }) => /^(?:first-plain|third-full|instalment-past-due-one|.*-plain)$/.test(name));
    const sheets: string[] = [];
    for (const each of cases) {
      const letter = written(each, language);
      expect(letter.locale).toBe(locale);
      expectClean(each, letter, language);
      sheets.push(`== ${each.name}\n\n${sheet(letter)}`);
    }
    await expect(sheets.join("\n")).toMatchFileSnapshot(`golden/${code}/in-${locale}.txt`);
  });

  test("has a call script that reads as written down and threatens nobody", async () => {
    const wording = wordingOf(language, null);
    const keys = Object.keys(language.phrases).filter((key) => key.startsWith("call."));
    const said = keys.map((key) => [key, wording.label(key, callValues(wording, code))] as const);
    await expect(said.map(([key, text]) => `${key}\n${text}\n`).join("\n")).toMatchFileSnapshot(`golden/${code}/calls.txt`);
    for (const [, text] of said) for (const check of ["L02", "L09", "L19"]) expect(checksOf(text, language, check)).toEqual([]);
    // A message may be heard by anybody.
    const message = wording.label("call.voicemail", callValues(wording, code));
    expect(findAll(language.lexicon.debtWords, message)).toEqual([]);
  });

  test("has the phrases that English has, no more and no fewer", () => {
    expect(Object.keys(language.phrases).sort()).toEqual(Object.keys(readLanguage("en").phrases).sort());
  });
});

function callValues(wording: Wording, code: string): Record<string, unknown> {
  const { creditor, debtor, contactName, currency } = sampleParties(code);
  const day = (of: Day): string => wording.weekdayDay(of);
  return {
    creditor: creditor.name,
    contact: contactName,
    phone: creditor.contact!.phone,
    person: debtor.type === "consumer",
    about: "INV-4701",
    issued: day("2026-10-14"),
    due: day("2026-11-13"),
    about_open: wording.money(124_050n, currency),
    overdue: wording.money(204_050n, currency),
    written: day("2026-11-20"),
    promised: wording.money(100_000n, currency),
    promised_day: day("2026-11-18"),
    hand_over: day("2026-12-10"),
    until: day("2026-12-04"),
    renewals: true,
  };
}

/** What the caller fills in stands in brackets, which a letter may not have. */
function checksOf(text: string, { lexicon }: Language, check: string): readonly Finding[] {
  return lintText(text.replace(/\[[^\]]*\]/g, "-"), "first", lexicon).findings.filter((finding) => finding.check === check);
}

function written({ notice }: LetterCase, language: Language): Letter {
  return composeAny(notice, language);
}

function sheet(letter: Letter): string {
  return `Subject: ${letter.subject}\n\n${letter.text}`;
}

function expectClean({ name, notice }: LetterCase, letter: Letter, language: Language): void {
  const kept = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ check }) => !(check === "L15" && longest(name)));
  if (notice.step === "statement" || "answer" in notice) {
    expect(lintAnswer(letter, notice, language.lexicon)).toEqual([]);
    return;
  }
  const said = notice;
  expect([...boundElements(letter)]).toEqual(expect.arrayContaining([...elementsOf(said.step)]));
  expect(kept(lintLetter(letter, said, language.lexicon).findings)).toEqual([]);
  // Also when read like a letter from elsewhere, by its wording alone.
  expect(kept(lintText(letter.text, said.step, language.lexicon).findings)).toEqual([]);
}
