import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sentence } from "./reason.ts";

const catalogue = JSON.parse(readFileSync(new URL("../../../src/languages/en/reasons.json", import.meta.url), "utf8")) as Record<string, string>;

test("a reason is its sentence with days and amounts written out", () => {
  expect(sentence(catalogue, { code: "not-due", document: "2026-0017", due: "2026-12-04" })).toBe(
    "Invoice 2026-0017 is not due yet; it falls due on 4 Dec 2026.",
  );
  expect(sentence({ big: "{amount} is over {limit}; {documents}." }, { code: "big", amount: "27950.00", limit: "25000.00", documents: ["A-1", "A-2"] })).toBe(
    "27,950.00 is over 25,000.00; A-1, A-2.",
  );
});

test("nothing is hidden: an unknown code is shown, a missing value is a dash, and document numbers stay as they are", () => {
  expect(sentence(catalogue, { code: "brand-new" })).toBe("brand-new");
  expect(sentence({ hold: "Until {until}." }, { code: "hold", until: null })).toBe("Until –.");
  expect(sentence({ item: "Invoice {document}." }, { code: "item", document: "00012345" })).toBe("Invoice 00012345.");
});
