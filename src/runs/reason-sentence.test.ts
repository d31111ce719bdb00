import { expect, test } from "vitest";
import { reasonSentences } from "./reason-sentence.ts";

test("a reason is its sentence, with its values in their places", () => {
  expect(reasonSentences([{ code: "not-due", document: "2026-0017", due: "2026-12-04" }])).toEqual([
    "Invoice 2026-0017 is not due yet; it falls due on 2026-12-04.",
  ]);
  const placed = { code: "placed", documents: ["A-1", "A-2"], day: null };
  expect(reasonSentences([placed])[0]).toMatch(/notice of –: A-1, A-2\.$/);
});

test("a code that the catalogue lacks is shown with its values", () => {
  expect(reasonSentences([{ code: "brand-new", day: "2026-12-04" }, { code: "constructor" }])).toEqual(["brand-new, day 2026-12-04", "constructor"]);
});
