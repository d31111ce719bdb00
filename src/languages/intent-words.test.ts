import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { matchesAny } from "../core/letter/lint/patterns.ts";
import { loadIntentWords, readIntentLexicon, readIntentLexicons } from "./intent-words.ts";
import { languageCodes } from "./read.ts";

describe("the words of replies", () => {
  test("are there for every language, and read once", () => {
    expect(readIntentLexicons().map(({ language }) => language)).toEqual(languageCodes());
    expect(readIntentLexicon("de-CH")).toBe(readIntentLexicon("de"));
    expect(() => readIntentLexicon("tlh")).toThrow(/There is no language "tlh"/);
  });

  test("know the ends of words with any letter, and letters that a keyboard lacks", () => {
    const yaml = readFileSync(new URL("./de/intent.yaml", import.meta.url), "utf8");
    const [pattern] = loadIntentWords(yaml.replace(/^turns:.*(?:\n +.*)*$/m, "turns: ['\\bfällig\\b|\\bpayé\\b']"), "x").turns;
    for (const text of ["ist fällig.", "faellig", "a payé hier", "a paye hier"]) expect(matchesAny([pattern!], text)).toBe(true);
    for (const text of ["überfällig", "hinfälligkeit", "payées"]) expect(matchesAny([pattern!], text)).toBe(false);
  });

  test("that are broken say where", () => {
    const yaml = readFileSync(new URL("./en/intent.yaml", import.meta.url), "utf8");
    expect(() => loadIntentWords(yaml.replace(/^turns:.*(?:\n +.*)*$/m, "turns: ['(']"), "en/intent.yaml")).toThrow(
      /en\/intent\.yaml: "\(" is no regular expression/,
    );
    expect(() => loadIntentWords(yaml.replace(/^turns:.*(?:\n +.*)*$/m, "turns: ['%nothing%']"), "en/intent.yaml")).toThrow(/no part %nothing%/);
    expect(() => loadIntentWords(yaml.replace(/^turns:.*(?:\n +.*)*$/m, ""), "en/intent.yaml")).toThrow(/en\/intent\.yaml:[\s\S]*turns/);
  });
});
