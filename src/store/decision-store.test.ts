import fc from "fast-check";
import { expect, it } from "vitest";
import type { DecidedItem, Decision } from "../core/process/decision.ts";
import { type DecisionBody, storedBody } from "./decision-store.ts";

it("a stored body reads back as what was decided, whatever a document is called", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", "\n", "\u2028", "007", "A/1-b_2.c"));
  fc.assert(
    fc.property(text, fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom("first" as const, null), (document, amountMinor, step) => {
      const item = {
        item: 7,
        document,
        instalment: 2,
        issued: "2026-01-02",
        due: "2026-02-01",
        amountMinor,
        openMinor: amountMinor,
      } as unknown as DecidedItem["item"];
      const tasks = step === null ? [] : [{ task: "call", dueOn: "2026-03-01", why: { code: "call-due", document } }];
      const decision = {
        kind: "clear",
        items: [{ item, step }],
        left: [],
        credits: [],
        charges: [],
        why: [{ code: "x", document }],
        tasks,
      } as unknown as Decision;
      const body = JSON.parse(storedBody(decision)) as DecisionBody;
      // JSON has no lone surrogates: they are kept as escapes, and read back as they were.
      expect(body.items).toEqual([[7, document, 2, "2026-01-02", "2026-02-01", String(amountMinor), String(amountMinor), step]]);
      expect(body.why).toEqual([{ code: "x", document }]);
      expect(body.tasks ?? []).toEqual(tasks);
      expect([body.left, body.credits, body.charges]).toEqual([[], [], []]);
    }),
  );
});
