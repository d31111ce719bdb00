import { expect, test } from "vitest";
import { reasonSentence, reasonSentences } from "./reason-sentence.ts";

test("a reason is its sentence, with its values in their places", () => {
  expect(reasonSentences([{ code: "not-due", document: "2026-0017", due: "2026-12-04" }])).toEqual([
    "Invoice 2026-0017 is not due yet; it falls due on 2026-12-04.",
  ]);
  expect(reasonSentence({ placed: "{documents} on {day}." }, { code: "placed", documents: ["A-1", "A-2"], day: null })).toBe("A-1, A-2 on –.");
});

test("a code that the catalogue lacks is shown with its values", () => {
  expect(reasonSentence({}, { code: "brand-new", day: "2026-12-04" })).toBe("brand-new, day 2026-12-04");
  expect(reasonSentence({}, { code: "constructor" })).toBe("constructor");
});
