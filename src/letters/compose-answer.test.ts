import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANSWER_KINDS, type Answer, type AnswerFacts, type AnswerNotice, answerNotice } from "../core/letter/answer.ts";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, SAMPLE_SENT } from "../core/letter/letter-facts.sample.ts";
import { lintAnswer } from "../core/letter/lint/lint-answer.ts";
import { CORRECTION_REASONS } from "../core/process/activity.ts";
import { readLanguage } from "../languages/read.ts";
import { composeAnswer } from "./compose.ts";
import { renderEmail } from "./email.ts";
import { FULL_ANSWERS, PLAIN_ANSWERS } from "./letter-cases.sample.ts";
import { renderPdf } from "./pdf.ts";

const english = readLanguage("en");

function factsOf(answer: Answer, over: Partial<AnswerFacts> = {}): AnswerFacts {
  const head = { creditor: SAMPLE_CREDITOR, debtor: SAMPLE_DEBTOR, currency: "GBP", sentOn: SAMPLE_SENT, deliveredOn: SAMPLE_SENT, returnTo: null };
  return { letter: { id: "L-000017-02", reference: "A17-2" }, ...head, ...over, answer };
}

function noticeOf(answer: Answer, over: Partial<AnswerFacts> = {}): AnswerNotice {
  const made = answerNotice(factsOf(answer, over));
  if ("missing" in made) throw new Error(made.missing.join("; "));
  return made.notice;
}

describe.each(ANSWER_KINDS)("%s", (kind) => {
  test("is set as a page and as a mail", async () => {
    const notice = noticeOf(FULL_ANSWERS[kind]);
    const letter = composeAnswer(notice, english);
    const page = await renderPdf(letter, notice);
    expect(Buffer.from(page).toString("latin1").startsWith("%PDF-")).toBe(true);
    const mail = await renderEmail(letter, notice, { pdf: page, messageId: "m@x.example", from: "a@b.example", to: "c@d.example", language: english });
    expect(Buffer.from(mail).toString()).toContain(`filename="Letter A17-2.pdf"`);
  });

  test("whatever names come from outside, they are text and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
        const made = answerNotice(factsOf(named(PLAIN_ANSWERS[kind], name), { debtor: { ...SAMPLE_DEBTOR, name: `X${name}`, contactName: name } }));
        if ("missing" in made) return;
        const letter = composeAnswer(made.notice, english);
        expect(letter.html).not.toMatch(/<(script|img|iframe)/i);
        expect(lintAnswer(letter, made.notice, english.lexicon).filter(({ severity }) => severity === "E")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function named(answer: Answer, name: string): Answer {
  if ("documents" in answer) return { ...answer, documents: [name, "<img src=x>{{ payment }}"] };
  return "document" in answer ? { ...answer, document: `${name} <img src=x>`, owner: name } : answer;
}

describe("an answer", () => {
  test.each(CORRECTION_REASONS)("of the correction reason %s has its sentence, apologises once and asks for nothing", (reason) => {
    const { text } = composeAnswer(noticeOf({ ...PLAIN_ANSWERS.correction, reason }), english);
    expect(text.match(/apologise/g)).toHaveLength(1);
    expect(text).not.toMatch(/please pay/i);
  });

  test("is not written where nothing is open that it could be about", () => {
    expect(answerNotice(factsOf({ ...PLAIN_ANSWERS["confirm-promise"], documents: [""] }))).toEqual({ missing: ["nothing is open that it could be about"] });
  });

  test("says no more of an unknown reason than that something is wrong", () => {
    const { text } = composeAnswer(noticeOf({ ...PLAIN_ANSWERS["confirm-dispute"], reason: "constructor" }), english);
    expect(text.replace(/\n/g, " ")).toContain("it is not right as it stands");
  });

  test.each<[string, Answer, string]>([
    ["a day on a weekend that the debtor has chosen", { ...PLAIN_ANSWERS["confirm-promise"], day: "2026-12-05" }, "Saturday 5 December 2026"],
    ["tomorrow", { ...PLAIN_ANSWERS["confirm-promise"], day: "2026-11-24" }, "Tuesday 24 November 2026"],
  ])("confirms %s as it is", (_name, answer, day) => {
    const notice = noticeOf(answer);
    const letter = composeAnswer(notice, english);
    expect(letter.text).toContain(day);
    expect(lintAnswer(letter, notice, english.lexicon)).toEqual([]);
  });

  test("with an amount of another account, a threat or an empty place is found wrong", () => {
    const notice = noticeOf(PLAIN_ANSWERS.correction);
    const letter = composeAnswer(notice, english);
    const said = (text: string) => ({ ...letter, blocks: [...letter.blocks, { kind: "paragraph" as const, runs: [{ text }] }] });
    const checks = (text: string) => lintAnswer(said(text), notice, english.lexicon).map(({ check }) => check);
    expect(checks("You owe £17.00.")).toContain("L05");
    expect(checks("Our solicitor will be in touch.")).toContain("L09");
    expect(checks("Dear {{ name }}")).toContain("L02");
    expect(checks("Please pay it by Monday 24 November 2026.")).toContain("L03");
  });
});
