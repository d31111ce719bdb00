import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type Day, weekday } from "./day.ts";
import { type DailySchedule, isDue, nextDay, WEEKDAYS } from "./daily.ts";

const SEVEN: DailySchedule = { dailyAt: "07:00", approveUpTo: null, days: null };
const MONDAY: Day = "2026-11-23";

test("due from its time on, once a day", () => {
  expect(isDue(SEVEN, "2026-11-22", MONDAY, 6 * 60 + 59)).toBe(false);
  expect(isDue(SEVEN, "2026-11-22", MONDAY, 7 * 60)).toBe(true);
  expect(isDue(SEVEN, null, MONDAY, 7 * 60)).toBe(true);
  expect(isDue(SEVEN, null, MONDAY, 60)).toBe(false);
  expect(isDue(SEVEN, MONDAY, MONDAY, 23 * 60)).toBe(false);
  // A day that is behind: a creditor has moved to another time zone.
  expect(isDue(SEVEN, "2026-11-24", MONDAY, 23 * 60)).toBe(false);
});

test("a time that a clock jumps over has passed when it comes out of the jump", () => {
  const half: DailySchedule = { ...SEVEN, dailyAt: "02:30" };
  expect([119, 180].map((minute) => isDue(half, "2026-03-28", "2026-03-29", minute))).toEqual([false, true]);
});

test("missed days are made up for at once by one run, today's", () => {
  expect(isDue(SEVEN, "2026-11-19", MONDAY, 60)).toBe(true);
  expect(isDue(SEVEN, "2026-11-22", MONDAY, 60)).toBe(false);
  const workdays: DailySchedule = { ...SEVEN, days: ["mon", "tue", "wed", "thu", "fri"] };
  expect(isDue(workdays, "2026-11-20", MONDAY, 60)).toBe(false);
  expect(isDue(workdays, "2026-11-20", "2026-11-22", 12 * 60)).toBe(false);
  expect(isDue(workdays, "2026-11-19", "2026-11-22", 60)).toBe(true);
});

test("whatever is asked when: each day has one run at most, every chosen day that passes is caught up with, and the next day is one that is chosen", () => {
  const days = fc.option(fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), { nil: null });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 1439 }), fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 60 }), (chosen, at, pauses) => {
      const dailyAt = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
      const schedule: DailySchedule = { dailyAt, approveUpTo: null, days: chosen };
      const isChosen = (day: Day) => chosen === null || chosen.includes(WEEKDAYS[weekday(day) - 1]!);
      let last: Day = MONDAY;
      let minutes = 24 * 60;
      for (const pause of pauses) {
        minutes += pause;
        const today = addDays(MONDAY, Math.floor(minutes / 1440));
        const minute = minutes % 1440;
        expect(isChosen(nextDay(schedule, last, today, minute))).toBe(true);
        if (!isDue(schedule, last, today, minute)) continue;
        expect(last < today).toBe(true);
        last = today;
        expect(isDue(schedule, last, today, 1439)).toBe(false);
      }
      // After the last look, no chosen day whose time has passed lies behind without a run on it or after it.
      const today = addDays(MONDAY, Math.floor(minutes / 1440));
      for (let day = addDays(last, 1); day < today; day = addDays(day, 1)) expect(isChosen(day)).toBe(false);
      if (isChosen(today) && minutes % 1440 >= at && minutes > 24 * 60) expect(last).toBe(today);
    }),
  );
});
