import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../core/user-error.ts";
import { listProcedures, loadProcedure, readProcedure } from "./read.ts";

const standard = readFileSync(join(import.meta.dirname, "standard.yaml"), "utf8");

function refusal(yaml: string): string {
  try {
    readProcedure(yaml, "mine");
  } catch (error) {
    if (error instanceof UserError) return `${error.code}\n${error.message}`;
    throw error;
  }
  return "";
}

describe("standard", () => {
  it("is the process that comes with Firmly, step by step", () => {
    const { steps } = loadProcedure("standard");
    const table = Object.values(steps).map(({ step, trigger, payByDays, leastLeadDays, channels, also }) => {
      return [step, trigger.from, "days" in trigger ? trigger.days : null, payByDays, leastLeadDays, channels.join(), also.join()];
    });
    expect(table).toEqual([
      ["reminder", "due-date", -7, "due-date", 1, "email,post", ""],
      ["past-due", "due-date", 1, 2, 1, "email,post", ""],
      ["first", "due-date", 4, 10, 7, "email,post", ""],
      ["second", "delivery", 14, 10, 7, "email,post", ""],
      ["third", "delivery", 14, 14, 10, "email,post", "post"],
      ["final", "hand-over", null, null, 0, "email,post", "post"],
    ]);
    // Nothing leaves without a person's approval, nothing is charged, nobody is told and no step has a minimum unless somebody chooses it.
    for (const { approval, fee, tell, minimum } of Object.values(steps))
      expect({ approval, fee, tell, minimum }).toEqual({ approval: true, fee: {}, tell: [], minimum: { amount: {}, percent: 0 } });
  });

  it("has the gaps, rests and waits of its table", () => {
    const { steps: _steps, ...rest } = loadProcedure("standard");
    expect(rest).toEqual({
      name: "standard",
      version: 2,
      graceDays: 0,
      leastArrearsDays: 0,
      handOverBusinessDays: 3,
      gapDays: { messages: 3, letters: 7 },
      contactCap: { messages: 10, days: 30 },
      contactHours: { from: 480, to: 1200 },
      reminder: { takeAlongDays: 10, leastTermDays: 10 },
      partPaymentRestDays: 7,
      promise: { toleranceBankDays: 1, renewals: 2, longestDays: 60 },
      plan: { toleranceBankDays: 1, missesToDefault: 2, remindDays: 3 },
      answers: { replyBusinessDays: 2, disputeBusinessDays: 10, creditMemoBusinessDays: 10 },
      calls: { after: "first", waits: false, waitBusinessDays: 5, againBusinessDays: 2 },
      charges: { from: "second", interest: "none", lumpSum: "none" },
      freshness: { from: "second", ledgerAgeDays: 3 },
      salesCheck: { before: "second", waitBusinessDays: 5, unanswered: "send" },
    });
  });
});

it.each(listProcedures())("procedure %s can be read", (name) => {
  expect(loadProcedure(name).name).toBe(name);
});

describe("a procedure that cannot be used", () => {
  it.each<[string, string, string]>([
    [
      "a misspelt name",
      standard.replace("leastLeadDays: 10", "leastLeedDays: 10"),
      'steps.third: "leastLeedDays" is not known here. Did you mean "leastLeadDays"?',
    ],
    ["a missing value", standard.replace("handOverBusinessDays: 3", ""), "handOverBusinessDays: is missing; write a number"],
    ["text for a number", standard.replace("letters: 7", "letters: seven"), 'gapDays.letters: must be a number, not "seven"'],
    ["a fraction", standard.replace("letters: 7", "letters: 7.5"), 'gapDays.letters: must be a whole number, not "7.5"'],
    ["hours that are none", standard.replace('from: "08:00"', 'from: "8 o\'clock"'), 'contactHours.from: must be a time of day, such as "08:00"'],
    ["hours that end before they begin", standard.replace('from: "08:00"', 'from: "21:00"'), "contactHours: must begin before they end"],
    ["a negative gap", standard.replace("letters: 7", "letters: -1"), 'gapDays.letters: must be at least 0, not "-1"'],
    [
      "an unknown channel",
      standard.replace("also: [post]", "also: [fax]"),
      'steps.third.also.0: must be email or post, not "fax"',
    ],
    ["a reminder after the due date", standard.replace("days: -7", "days: 7"), "steps.reminder.days: must be negative"],
    ["a first letter before the past-due notice", standard.replace("days: 4", "days: 1"), "steps.first.days: must be later than the past-due notice"],
    ["a second letter counted from the due date", standard.replace("from: delivery", "from: due-date"), 'steps.second.from: must be "delivery"'],
    ["an unknown step", standard.replace("  final: #", "  fourth: {}\n  final: #"), 'steps: "fourth" is not known here.'],
    ["broken YAML", "steps: [", "is no valid YAML"],
    ["no group at all", "hello", 'the file: must be a group of settings, not "hello"'],
    ["an empty file", "", "the file: must be a group of settings, not nothing"],
  ])("%s", (_what, yaml, sentence) => {
    expect(yaml).not.toBe(standard);
    const text = refusal(yaml);
    expect(text).toMatch(/^procedure-invalid\n.*"mine"/);
    expect(text).toContain(sentence);
  });

  it("is refused by name, without leaving the folder", () => {
    expect(() => loadProcedure("standart")).toThrow('There is no procedure "standart". Did you mean "standard"?');
    for (const name of ["../../package", "/etc/passwd", "", "STANDARD", "a".repeat(5000)]) expect(() => loadProcedure(name)).toThrow(UserError);
  });
});
