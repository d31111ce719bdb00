import { describe, expect, test } from "vitest";
import type { Activity, Happening, LetterItem } from "./activity.ts";
import type { Step } from "./procedure.ts";
import { recallRefusal, type StandingStep } from "./recall.ts";

const item = (step: Step, generation = 0, of = 1): LetterItem => ({ item: of, step, generation });
const standing = (letter: string, each: LetterItem): StandingStep => ({ ...each, letter, sentOn: "2026-03-02" });
const activity = (id: number, happening: Happening): Activity => ({ ...happening, id, account: 1, by: null, happenedOn: "2026-03-10", knownOn: "2026-03-10" });

const FIRST = { id: "L1", items: [item("first")] };
const filed = (items: number[], id = 1) => activity(id, { kind: "placement-filed", items, agency: "Ashdown", hash: "0" });

describe("a letter is not recalled", () => {
  test("while a later one has taken one of its items further: the furthest is named, which has to go first", () => {
    const steps = [standing("L1", item("first")), standing("L2", item("second")), standing("L3", item("third"))];
    expect(recallRefusal(FIRST, steps, [])).toEqual({ code: "later-letter", letter: "L3", step: "third", sentOn: "2026-03-02" });
  });

  test("while one of its items is placed; the agency may give it back", () => {
    expect(recallRefusal(FIRST, [], [filed([1, 2])])).toEqual({ code: "placed", agency: "Ashdown", filedOn: "2026-03-10" });
    const back = activity(2, { kind: "placement-recalled", items: [1], reason: "paid" });
    expect(recallRefusal(FIRST, [], [filed([1, 2]), back])).toBeNull();
    expect(recallRefusal(FIRST, [], [filed([1]), back, filed([1], 3)])).toMatchObject({ code: "placed" });
  });
});

describe("a letter may be recalled", () => {
  test.each<[string, StandingStep[]]>([
    ["on which nothing rests", []],
    ["beside its own steps", [standing("L1", item("first"))]],
    ["where later letters are about other items", [standing("L2", item("second", 0, 2))]],
    ["that itself came after an earlier step", [standing("L0", item("past-due"))]],
  ])("%s", (_name, steps) => {
    expect(recallRefusal(FIRST, steps, [])).toBeNull();
  });

  test("in a later generation than the higher step", () => {
    expect(recallRefusal({ id: "L5", items: [item("first", 1)] }, [standing("L2", item("second", 0))], [])).toBeNull();
  });

  test("of which other items are placed", () => {
    expect(recallRefusal(FIRST, [], [filed([2])])).toBeNull();
  });
});
