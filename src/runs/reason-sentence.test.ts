import { expect, test } from "vitest";
import { reasonSentences } from "./reason-sentence.ts";

test("a reason is its sentence, with its values in their places", () => {
  expect(reasonSentences([{ code: "not-due", document: "2026-0017", due: "2026-12-04" }])).toEqual([
    "Invoice 2026-0017 is not due yet; it falls due on 2026-12-04.",
  ]);
  const placed = { code: "placed", documents: ["A-1", "A-2"], day: null };
  expect(reasonSentences([placed])[0]).toMatch(/notice of –: A-1, A-2\.$/);
});

test("what a reason does not say is left out with its words", () => {
  const hold = { code: "hold", day: "2026-12-04", reason: "talks [of price]" };
  expect(
    reasonSentences([
      { ...hold, until: "2026-12-11" },
      { ...hold, until: null },
    ]),
  ).toEqual(["On hold since 2026-12-04, through 2026-12-11: talks [of price]", "On hold since 2026-12-04: talks [of price]"]);
});

test("a code that the catalogue lacks is shown with its values", () => {
  expect(reasonSentences([{ code: "brand-new", day: "2026-12-04" }, { code: "constructor" }])).toEqual(["brand-new, day 2026-12-04", "constructor"]);
});
