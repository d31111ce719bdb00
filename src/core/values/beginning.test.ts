import { expect, test } from "vitest";
import { beginning } from "./beginning.ts";

test("a text is cut between characters, never inside of one", () => {
  expect(beginning("abc", 3)).toBe("abc");
  expect(beginning("abcd", 3)).toBe("abc");
  expect(beginning("ab😀", 3)).toBe("ab");
  expect(beginning("a😀b", 3)).toBe("a😀");
});
