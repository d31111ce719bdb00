import { describe, expect, it } from "vitest";
import { UserError } from "../core/user-error.ts";
import { loadProcedure } from "../procedures/read.ts";
import { readStory, storyProcedure } from "./story.ts";

function under(prose: string) {
  return storyProcedure(readStory(`# A story\n\n${prose}\n\n| day | what happens | what Firmly does |\n|---|---|---|\n| 2026-09-01 Tue | | clear |\n`));
}

describe("the procedure of a story", () => {
  it("is the standard one", () => expect(under("The creditor is in DE.")).toEqual(loadProcedure("standard")));

  it("has the values that the story sets, and all others of its file", () => {
    const standard = loadProcedure("standard");
    const changed = under(
      'The procedure has graceDays = 3,\ncalls.waits = true, steps.second.minimum.amount = {"EUR": "50.00", "*": "40"} and\nsteps.second.minimum.percent = 10. The creditor is in DE.\nThe procedure has steps.reminder = none, steps.first.channels = [post].',
    );
    const { steps } = standard;
    expect(changed).toEqual({
      ...standard,
      graceDays: 3,
      calls: { ...standard.calls, waits: true },
      steps: {
        ...steps,
        reminder: { ...steps.reminder, trigger: { from: "never" }, payByDays: null, leastLeadDays: 0, channels: ["email"] },
        first: { ...steps.first, channels: ["post"] },
        second: { ...steps.second, minimum: { amount: { EUR: "50.00", "*": "40" }, percent: 10 } },
      },
    });
  });

  it.each([
    ["The procedure has graceDay = 3.", '"graceDay" is not known here. Did you mean "graceDays"?'],
    ["The procedure has graceDays = soon.", 'graceDays: must be a number, not "soon"'],
    ["The procedure has graceDays.more = 3.", "has no graceDays.more: graceDays is one value"],
    ["The procedure has more grace.", "a story says PATH = VALUE"],
    ["The procedure is standart.", 'Did you mean "standard"?'],
  ])("%s", (prose, sentence) => {
    expect(() => under(prose)).toThrow(UserError);
    expect(() => under(prose)).toThrow(sentence);
  });
});
