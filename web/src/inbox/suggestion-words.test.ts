import { expect, test } from "vitest";
import type { Suggestion } from "../api.ts";
import { suggestionWords } from "./suggestion-words.ts";

const words = (given: Partial<Suggestion>) =>
  suggestionWords({ number: 1, intent: "promise", words: "", missing: [], happening: { kind: "promise" }, ...given }, "EUR", "2026-11-24");

test("a button says in full what it records", () => {
  const promise = { kind: "promise", amount: "1200.00", day: "2026-12-04", documents: [] } as const;
  expect(words({ happening: promise })).toBe("Record promise: EUR 1,200.00 by Fri 4 Dec");
  expect(words({ happening: { ...promise, documents: ["INV-1", "INV-2"] } })).toBe("Record promise: EUR 1,200.00 by Fri 4 Dec for INV-1, INV-2");
  expect(words({ happening: { kind: "promise", amount: "1200.00" }, missing: ["day"] })).toBe("Record promise: EUR 1,200.00…");
  expect(words({ happening: { kind: "dispute", document: "INV-1", amount: "20.00", reason: "not-delivered" } })).toBe(
    "Record dispute: INV-1, EUR 20.00, not delivered",
  );
  expect(words({ happening: { kind: "dispute", reason: "price" }, missing: ["document"] })).toBe("Record dispute…");
  expect(words({ intent: "already-paid", happening: { kind: "hold", scope: "account", reason: "x", until: "2027-01-04" } })).toBe(
    "Hold until Mon 4 Jan 2027: the payment may arrive",
  );
  expect(words({ intent: "wrong-contact", happening: { kind: "hold", scope: "contact", contact: "a@b.test" } })).toBe("Stop using a@b.test");
});
