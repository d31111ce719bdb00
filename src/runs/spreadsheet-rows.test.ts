import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { spreadsheetRows } from "./spreadsheet-rows.ts";

test("texts that a spreadsheet would work out are written as text; numbers stay numbers", () => {
  expect(
    spreadsheetRows(
      ["a", "b"],
      [
        ["=cmd|' /C calc'!A0", "-12.50"],
        ["+49 30 1", " @sum(A1)"],
        ['say "x", then', null],
      ],
    ),
  ).toBe('a,b\r\n\'=cmd|\' /C calc\'!A0,-12.50\r\n\'+49 30 1,\' @sum(A1)\r\n"say ""x"", then",\r\n');
});

test("whatever the texts are, the rows and cells are those that went in, and none begins a formula", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
      const read = parse(spreadsheetRows(["a", "b"], rows), { relax_quotes: true });
      expect(read.length).toBe(rows.length + 1);
      const running = read
        .slice(1)
        .flat()
        .filter((cell) => /^\s*[=+\-@]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell));
      expect(running).toEqual([]);
    }),
  );
});
