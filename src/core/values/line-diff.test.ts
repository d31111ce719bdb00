import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./line-diff.ts";

const text = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));

test("a difference holds both texts, and nothing else", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const side = (other: string) => lines.flatMap((line) => (line.change === other ? [] : [line.text])).join("\n");
      expect(side("added")).toBe(before.replace(/\n$/, ""));
      expect(side("removed")).toBe(after.replace(/\n$/, ""));
    }),
  );
});

test("what is in both stays", () => {
  expect(diffLines("a\nb\nc", "a\nx\nc")).toEqual([
    { change: "same", text: "a" },
    { change: "removed", text: "b" },
    { change: "added", text: "x" },
    { change: "same", text: "c" },
  ]);
});
