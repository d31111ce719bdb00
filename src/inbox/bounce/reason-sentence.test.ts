import { expect, test } from "vitest";
import { FAILURES } from "./failure-words.ts";
import { failureSentence } from "./reason-sentence.ts";

test("each reason has a sentence of its own", () => {
  const reasons = [...new Set(FAILURES.map(([reason]) => reason))];
  const sentences = reasons.map(failureSentence);
  expect(new Set(sentences).size).toBe(reasons.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.]*[^.]$/);
  expect(failureSentence("mailbox-unknown")).toBe("The mailbox does not exist");
});

test("what is no reason of ours is shown as it is", () => {
  expect(failureSentence("delivered")).toBe("delivered");
  expect(failureSentence("constructor")).toBe("constructor");
});
