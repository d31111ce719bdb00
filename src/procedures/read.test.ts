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
      about: expect.stringContaining("three letters"),
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
    ["an unknown channel", standard.replace("also: [post]", "also: [fax]"), 'steps.third.also.0: must be email or post or voice, not "fax"'],
    ["a reminder after the due date", standard.replace("days: -7", "days: 7"), "steps.reminder.days: must be negative"],
    ["a first letter before the past-due notice", standard.replace("days: 4", "days: 1"), "steps.first.days: must be later than the past-due notice"],
    ["a second letter counted from the due date", standard.replace("from: delivery", "from: due-date"), 'steps.second.from: must be "delivery"'],
    ["an unknown step", standard.replace("  final: #", "  fourth: {}\n  final: #"), 'steps: "fourth" is not known here.'],
    ["broken YAML", "steps: [", "is no valid YAML"],
    [
      "one value of several forms",
      standard.replace("  interest: none", "  interest: statutry"),
      'charges.interest: must be none or statutory or a group of settings, not "statutry". Did you mean "statutory"?',
    ],
    [
      "one value within the form that was meant",
      standard.replace("  interest: none", '  interest: {rate: "9,5"}'),
      'charges.interest.rate: must be percent a year, such as "9.5"',
    ],
    [
      "a slip within a step that may be left out",
      standard.replace("days: -7", "days: -7\n    fees: {}"),
      'line 11: steps.reminder: "fees" is not known here. Did you mean "fee"?',
    ],
    ["a pay-by before the least lead", standard.replace("payBy: 14", "payBy: 9"), "steps.third.payBy: must be at least 10, the leastLeadDays of the same step"],
    [
      "no time to pay at all",
      standard.replace("payBy: 2\n    leastLeadDays: 1", "payBy: 2\n    leastLeadDays: 0"),
      "steps.past-due.leastLeadDays: must be at least 1",
    ],
    [
      "a letter before the pay-by of the one before",
      standard.replace("days: 14", "days: 10"),
      "steps.second.days: must be more than 10: the first letter gives so many days to pay (steps.first.payBy)",
    ],
    [
      "a first letter before the pay-by of the notice",
      standard.replace("days: 4", "days: 3"),
      "steps.first.days: must be later than the past-due notice and the days to pay that it gives",
    ],
    [
      "a letter on the due date",
      standard.replace("days: 4", "days: 0").replace(/past-due: #[^]*?  first:/, "past-due: none\n  first:"),
      "steps.first.days: must be at least 1",
    ],
    [
      "a reminder too late to be read",
      standard.replace("days: -7", "days: -1").replace("leastLeadDays: 1", "leastLeadDays: 3"),
      "steps.reminder.days: must be -3 or earlier",
    ],
    ["a reminder with a pay-by of its own", standard.replace("payBy: due-date", "payBy: 3"), 'steps.reminder.payBy: must be "due-date"'],
    ["a fee for a reminder", standard.replace("payBy: due-date", 'payBy: due-date\n    fee: {EUR: "5.00"}'), "steps.reminder.fee: must be left out"],
    [
      "a fee finer than the currency",
      standard.replace("    also: [post]", '    also: [post]\n    fee: {JPY: "5.5"}'),
      'steps.third.fee.JPY: JPY has no such small coin as in "5.5"',
    ],
    [
      "a fee in no currency",
      standard.replace("    also: [post]", '    also: [post]\n    fee: {euro: "5.50"}'),
      'steps.third.fee.euro: must be a currency such as "EUR", or "*"',
    ],
    [
      "a fee below nothing",
      standard.replace("    also: [post]", "    also: [post]\n    fee: {EUR: -5}"),
      "steps.third.fee.EUR: must be an amount in major units",
    ],
    ["letters every day", standard.replace("letters: 7", "letters: 0"), 'gapDays.letters: must be at least 1, not "0"'],
    ["letters closer than messages", standard.replace("letters: 7", "letters: 2"), "gapDays.letters: must be at least 3: a letter is a message too"],
    [
      "a share above the whole",
      standard.replace("    also: [post]", "    also: [post]\n    minimum: {percent: 120}"),
      'steps.third.minimum.percent: must be at most 100, not "120"',
    ],
    [
      "a third letter that nobody approves",
      standard.replace("    also: [post]", "    also: [post]\n    approval: none"),
      'steps.third.approval: must be "required"',
    ],
    [
      "telling nobody in particular",
      standard.replace("    also: [post]", "    also: [post]\n    tell: [sales person]"),
      'steps.third.tell.0: must be "salesperson", or an e-mail address',
    ],
    [
      "a last demand by voice alone",
      standard.replace(/(third:[^]*?)channels: \[email, post\]/, "$1channels: [voice, post]"),
      "steps.third.channels: must not name voice",
    ],
    ["a notice of hand-over by voice", standard.replace(/(final:[^]*?)also: \[post\]/, "$1also: [post, voice]"), "steps.final.also: must not name voice"],
    ["no channel", standard.replace("channels: [email, post]", "channels: []"), "steps.reminder.channels: must name at least 1, not a list"],
    ["a channel twice", standard.replace("channels: [email, post]", "channels: [post, post]"), "steps.reminder.channels: must name each channel once"],
    [
      "a wait for no call",
      standard.replace("after: first", "after: none").replace("waits: false", "waits: true"),
      "calls.waits: must be false where calls.after",
    ],
    [
      "a wait of no days",
      standard.replace("waits: false\n  waitBusinessDays: 5", "waits: true\n  waitBusinessDays: 0"),
      "calls.waitBusinessDays: must be at least 1",
    ],
    ["a call after the third letter", standard.replace("after: first", "after: third"), 'calls.after: must be none or first or second, not "third"'],
    ["charges before the due date", standard.replace("charges:\n  from: second", "charges:\n  from: reminder"), "charges.from: must be"],
    ["old payments up to the hand-over", standard.replace("freshness:\n  from: second", "freshness:\n  from: final"), "freshness.from: must be"],
    ["a sales check before a reminder", standard.replace("before: second", "before: reminder"), "salesCheck.before: must be"],
    ["hours of minutes", standard.replace('to: "20:00"', 'to: "08:10"'), "contactHours: must leave at least an hour"],
    ["a name twice", `${standard}graceDays: 2\n`, "Map keys must be unique"],
    [
      "names that multiply",
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n`,
      "is no valid YAML",
    ],
    ["a book", "#".repeat(200_000), "is too long"],
    ["no group at all", "hello", 'the file: must be a group of settings, not "hello"'],
    ["an empty file", "", "the file: must be a group of settings, not nothing"],
  ])("%s", (_what, yaml, sentence) => {
    expect(yaml).not.toBe(standard);
    const text = refusal(yaml);
    expect(text).toMatch(/^procedure-invalid\n.*"mine"/);
    expect(text).toContain(sentence);
  });

  it("names the line of each problem, and of what is missing the group that lacks it", () => {
    const text = refusal(standard.replace("payBy: 14", "payBye: 14").replace("ledgerAgeDays: 3", "ledgerAgeDays: soon"));
    const lineOf = (start: string) => standard.split("\n").findIndex((line) => line.startsWith(start)) + 1;
    expect(text.split("\n").slice(2)).toEqual([
      `  line ${lineOf("  third:")}: steps.third.payBy: is missing; write a number`,
      `  line ${lineOf("    payBy: 14")}: steps.third: "payBye" is not known here. Did you mean "payBy"?`,
      `  line ${lineOf("  ledgerAgeDays")}: freshness.ledgerAgeDays: must be a number, not "soon"`,
    ]);
  });

  it("is refused by name, without leaving the folder", () => {
    expect(() => loadProcedure("standart")).toThrow('There is no procedure "standart". Did you mean "standard"?');
    for (const name of ["../../package", "/etc/passwd", "", "STANDARD", "a".repeat(5000)]) expect(() => loadProcedure(name)).toThrow(UserError);
  });
});
