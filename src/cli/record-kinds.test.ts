import { expect, test } from "vitest";
import { SAID } from "../runs/said.ts";
import { concernsDebtor, KINDS, type RecordWords } from "./record-kinds.ts";

const build = (kind: string, words: RecordWords = {}) => KINDS[kind]!.build(words);

/** Enough words for each kind. */
const WORDS: Readonly<Record<string, RecordWords>> = {
  promise: { amount: "80", day: "2026-12-01", channel: "phone", contact: "Ms Roe" },
  plan: { instalment: ["2026-12-01:50", "2027-01-04:30.50"] },
  dispute: { document: ["A"], reason: "no-po", amount: "5", answerBy: "2026-12-01" },
  resolve: { document: ["A"], outcome: "unjustified" },
  hold: { reason: "talks" },
  call: { outcome: "rpc-promise" },
  contact: { channel: "visit" },
  note: { detail: "x" },
  "sales-check": { outcome: "no-dispute" },
};

test("every kind builds what the log's other door, the browser, would accept too", () => {
  for (const kind of Object.keys(KINDS)) {
    const said = build(kind, WORDS[kind]);
    const schema = SAID.find(({ shape }) => shape.kind.value === said.kind)!;
    expect(schema.parse(said)).toEqual(said);
  }
});

test("a hold says its scope by what else is said", () => {
  expect(build("hold", { reason: "x" })).toMatchObject({ scope: "account" });
  expect(build("hold", { reason: "x", on: "email" })).toMatchObject({ scope: "channel", on: "email" });
  expect(build("hold", { reason: "x", contact: " ap@d.example " })).toMatchObject({ scope: "contact", contact: "ap@d.example" });
  expect(["account", "debtor"].map((scope) => concernsDebtor(build("hold", { reason: "x", scope })))).toEqual([false, true]);
});

test.each([
  ["plan", {}, "option-missing"],
  ["plan", { instalment: ["2026-12-01"] }, "option-invalid"],
  ["plan", { instalment: ["2026-12-01:5:6"] }, "option-invalid"],
  ["plan", { instalment: ["soon:5"] }, "day-invalid"],
  ["plan", { instalment: ["2026-12-01:5"], interest: "no" }, "option-invalid"],
  ["dispute", { document: ["A"], reason: "angry" }, "option-invalid"],
  ["dispute", { document: ["A", "B"], reason: "price" }, "one-document"],
  ["hold", { reason: "x", on: "pigeon" }, "option-invalid"],
  ["hold", { reason: " " }, "option-missing"],
  ["lift", { id: "5 or so" }, "option-invalid"],
  ["contact", { channel: "telepathy" }, "option-invalid"],
] as [string, RecordWords, string][])("%s with %j is refused: %s", (kind, words, code) => {
  expect(() => build(kind, words)).toThrow(expect.objectContaining({ code }));
});
