import fc from "fast-check";
import { expect, test } from "vitest";
import { letterFileName } from "./letter-file-name.ts";

test("a plain debtor id is the file's name as it is", () => {
  expect(letterFileName("0001234567890123456", "EUR", "first", 7)).toBe("0001234567890123456-EUR-first");
  expect(letterFileName("acme.ltd_2", "GBP", "past-due", 7)).toBe("acme.ltd_2-GBP-past-due");
});

test("an id that is no safe name carries its account", () => {
  expect(letterFileName("../../etc/passwd", "EUR", "first", 7)).toBe("__.._etc_passwd-EUR-first-A7");
  expect(letterFileName("a/b", "EUR", "first", 8)).toBe("a_b-EUR-first-A8");
  expect(letterFileName("CON", "EUR", "first", 9)).toBe("_CON-EUR-first-A9");
  expect(letterFileName("-rf", "EUR", "first", 10)).toBe("_rf-EUR-first-A10");
  expect(letterFileName("Müller", "EUR", "first", 11)).toBe("M_ller-EUR-first-A11");
});

test("whatever the ids are, names are safe and two debtors never share one", () => {
  const id = fc.oneof(fc.string({ minLength: 1, unit: "binary" }), fc.stringMatching(/^[A-Za-z0-9._/-]{1,6}$/), fc.string({ minLength: 90, maxLength: 300 }));
  fc.assert(
    fc.property(id, id, (a, b) => {
      const first = letterFileName(a, "EUR", "first", 1);
      expect(first).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,130}$/);
      if (a !== b) expect(letterFileName(b, "EUR", "first", 2)).not.toBe(first);
    }),
    { numRuns: 2000 },
  );
});
