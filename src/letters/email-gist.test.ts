import { describe, expect, test } from "vitest";
import { isAnswerKind } from "../core/letter/answer.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { composeAny } from "./compose.ts";
import { gistOf } from "./email-gist.ts";
import { letterCases } from "./letter-cases.sample.ts";
import { textOf } from "./markdown.ts";

describe.each(languageCodes())("in %s", (code) => {
  const language = readLanguage(code);
  const cases = letterCases(code).filter(({ notice }) => !isAnswerKind(notice.step) && notice.step !== "statement" && notice.step !== "final");

  test.each(cases)("$name: the gist says by when, in one sentence of the letter", ({ notice }) => {
    const letter = composeAny(notice, language);
    const paragraphs = letter.blocks.flatMap((block) => (block.kind === "paragraph" ? [block.runs] : []));
    const day = paragraphs.flat().find(({ fact }) => fact === "pay-by")!.text;
    const gist = gistOf(letter);
    const plain = (text: string): string => text.replace(/\s+/g, " ");
    expect(gist).toContain(plain(day));
    expect(gist.length).toBeLessThanOrEqual(142);
    expect(paragraphs.some((runs) => plain(textOf(runs)).toLowerCase().includes(gist.replace(/ …$/, "").toLowerCase()))).toBe(true);
    expect(gist).not.toContain("https:");
  });
});

test.each(languageCodes())("in %s an answer, a statement and a final notice are told by a sentence, not by their greeting", (code) => {
  for (const { notice } of letterCases(code).filter(({ notice: { step } }) => isAnswerKind(step) || step === "statement" || step === "final")) {
    const letter = composeAny(notice, readLanguage(code));
    expect(gistOf(letter)).toMatch(/^\p{Lu}.*([.!?]| …)$/u);
    expect(gistOf(letter).split(" ").length).toBeGreaterThan(2);
  }
});

test("a letter that names no day says how much, or how it begins", () => {
  const paragraph = (...runs: object[]) => ({ kind: "paragraph" as const, runs: runs as never });
  const blocks = [
    paragraph({ text: "Dear A," }),
    paragraph({ text: "We write to Acme Ltd. Please note: " }, { text: "£5", fact: "amount", says: ["amount-due"] }, { text: " is open. Thank you." }),
  ];
  expect(gistOf({ subject: "S", blocks })).toBe("Please note: £5 is open.");
  expect(gistOf({ subject: "S", blocks: [paragraph({ text: "Dear A," }), paragraph({ text: "hello. World." })] })).toBe("Hello. World.");
  expect(gistOf({ subject: "S", blocks: [] })).toBe("S");
  const named = paragraph({ text: "Acme Ltd. Co", fact: "name" }, { text: " pays " }, { text: "1. May", fact: "pay-by" }, { text: "." });
  expect(gistOf({ subject: "S", blocks: [named] })).toBe("Acme Ltd. Co pays 1. May.");
});
