import { expect, test } from "vitest";
import { piecesOf } from "./pieces.ts";

test("a text is cut at what names something", () => {
  const found = [
    { text: "inv 931", names: "INV-931" },
    { text: "931", names: "931" },
    { text: "not there", names: "X" },
  ];
  expect(piecesOf("Pays INV 931, thanks", found)).toEqual([
    { text: "Pays ", names: null },
    { text: "INV 931", names: "INV-931" },
    { text: ", thanks", names: null },
  ]);
  expect(piecesOf("", found)).toEqual([]);
});
