import { describe, expect, test } from "vitest";
import { expressionOf, findAll, matchesAny } from "./patterns.ts";

describe("a pattern of a language", () => {
  test("is matched without regard to case, over lines", () => {
    expect(findAll(["^dear"], "To:\nDEAR all\ndear me")).toEqual([
      { index: 4, text: "DEAR" },
      { index: 13, text: "dear" },
    ]);
    expect(expressionOf("^dear")).toBe(expressionOf("^dear"));
  });

  test("finds the same however often it was asked before", () => {
    expect(matchesAny(["e"], "deer")).toBe(true);
    expect(findAll(["e"], "deer")).toHaveLength(2);
    expect(matchesAny(["e"], "de")).toBe(true);
  });

  // Pattern, what it finds, what it passes.
  test.each([
    [String.raw`\b(?-i:Sie|Ihnen)\b`, ["dass Sie", "Ihnen"], ["dass sie", "SIE", "ihnen"]],
    [String.raw`\bhaben (?-i:Sie)\b`, ["haben Sie", "HABEN Sie"], ["haben sie"]],
    [String.raw`(?-i:(?:der|die) Sie)|ihr[ea]`, ["die Sie", "IHRE", "ihra"], ["DIE Sie"]],
    [String.raw`[a-cß]x (?-i:b)`, ["Ax b", "ßx b", "cX b"], ["ax B", "dx b"]],
    [String.raw`(?<who>lei) (?-i:Lei)`, ["LEI Lei"], ["lei lei"]],
    [String.raw`(?<![\p{L}])\u0061é(?-i:z)`, ["aÉz", "aéz"], ["aéZ"]],
    [String.raw`[^x-z](?-i:Q)`, ["aQ"], ["XQ", "yQ"]],
  ])("where case counts: %s", (pattern, found, passed) => {
    for (const text of found) expect(matchesAny([pattern], text), text).toBe(true);
    for (const text of passed) expect(matchesAny([pattern], text), text).toBe(false);
  });
});
