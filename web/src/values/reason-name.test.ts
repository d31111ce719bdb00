import { expect, test } from "vitest";
import { reasonName } from "./reason-name.ts";

test("what keeps an account without a letter is named as a person looks for it", () => {
  expect(reasonName("disputed")).toBe("Disputed");
  expect(reasonName("waits-second")).toBe("Next: second letter");
  expect(reasonName("waits-instalment-past-due")).toBe("Next: past-due note");
  expect(reasonName("waits-for-gap")).toBe("Too soon after the last message");
  expect(reasonName("waits-for-something-new")).toBe("Waits for something new");
});
