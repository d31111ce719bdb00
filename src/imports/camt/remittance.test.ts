import fc from "fast-check";
import { expect, test } from "vitest";
import { joinPieces } from "./remittance.ts";

function cut(text: string, width: number): string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, index) => text.slice(index * width, (index + 1) * width));
}

test("a text that was cut at 35 or 140 characters is whole again, wherever the cut was", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9/-]{1,24}$/);
  const text = fc.array(word, { minLength: 6, maxLength: 60 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.constantFrom(35, 140), (written, width) => {
      expect(joinPieces(cut(written, width))).toBe(written);
    }),
  );
});

test("sentences of their own stay apart", () => {
  expect(joinPieces(["Rechnung 4711", "vom 3. Maerz"])).toBe("Rechnung 4711 vom 3. Maerz");
  expect(joinPieces(["\n   Invoice 12\n ", "\n  Thank you\n"])).toBe("Invoice 12 Thank you");
  // 27 characters are the lines of MT940: once may be chance, twice is a habit.
  expect(joinPieces(["Invoice 4711 of March 2026.", "Thanks"])).toBe("Invoice 4711 of March 2026. Thanks");
  expect(joinPieces(["Rechnungen RE-2026-1004171,", "RE-2026-1004172, RE-2026-10", "04173"])).toBe(
    "Rechnungen RE-2026-1004171,RE-2026-1004172, RE-2026-1004173",
  );
});
