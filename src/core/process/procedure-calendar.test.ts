import { expect, it } from "vitest";
import { loadProcedure } from "../../procedures/read.ts";
import { procedureCalendar } from "./procedure-calendar.ts";

const lines = (name: string) => procedureCalendar(loadProcedure(name)).map((line) => [line.day, line.what, line.payBy, line.businessDaysLater]);

it("is the calendar of an invoice that nobody pays", () => {
  expect(lines("standard")).toEqual([
    [-7, "reminder", 0, 0],
    [1, "past-due", 3, 0],
    [4, "first", 14, 0],
    [15, "call", null, 0],
    [18, "second", 28, 0],
    [32, "third", 46, 0],
    [46, "hand-over", null, 3],
  ]);
});

it("counts grace from the due date on, and leaves out what the procedure does without", () => {
  expect(lines("gentle").slice(0, 3)).toEqual([
    [-7, "reminder", 0, 0],
    [8, "past-due", 13, 0],
    [19, "first", 33, 0],
  ]);
  expect(lines("strict").map(([, what]) => what)).toEqual(["reminder", "first", "call", "second", "third", "hand-over"]);
});
