import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyIndex } from "./key-index.ts";

test("finds every thing that holds a key, in whatever order they came", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.nat(50)), { maxLength: 3000 }), (pairs) => {
      const index = new KeyIndex();
      for (const [key, thing] of pairs) index.add(key, thing);
      for (const [key] of pairs.slice(0, 20)) {
        const held = [...new Set(pairs.filter(([other]) => other === key).map(([, thing]) => thing))].sort((a, b) => a - b);
        // A stranger of the same hash may be among them; none may be missing.
        expect(index.find(key)).toEqual(expect.arrayContaining(held));
      }
      expect(index.find("none of these keys")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
