import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import { addDays, dayFromNumber } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { completeCreditor, ensureCreditor, readCreditors } from "../store/settings-store.ts";
import { dayIn, moveClock, now, todayFor, todayOf } from "./clock.ts";
import { applySettings } from "./settings.ts";

describe("dayIn", () => {
  it("is the day on the wall there", () => {
    const instant = new Date("2026-03-15T23:30:00Z");
    expect(dayIn("UTC", instant)).toBe("2026-03-15");
    expect(dayIn("Europe/Berlin", instant)).toBe("2026-03-16");
    expect(dayIn("Pacific/Kiritimati", instant)).toBe("2026-03-16");
    expect(dayIn("America/Los_Angeles", instant)).toBe("2026-03-15");
  });

  it("is never more than a day away from the day in Greenwich", () => {
    const zones = fc.constantFrom("Asia/Jakarta", "Pacific/Kiritimati", "America/Adak", "Europe/London", "Africa/Cairo");
    fc.assert(
      fc.property(zones, fc.date({ min: new Date("1970-01-02T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true }), (zone, instant) => {
        const greenwich = dayFromNumber(Math.floor(instant.getTime() / 86_400_000));
        expect([addDays(greenwich, -1), greenwich, addDays(greenwich, 1)]).toContain(dayIn(zone, instant));
      }),
    );
  });
});

describe("today", () => {
  let store: Store;
  beforeAll(async () => {
    store = await createTestStore();
  });
  afterAll(() => store.close());

  it("is the machine's day while there is no creditor, and the creditor's once there is one", async () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect([dayIn(here, now())]).toContain(await todayFor(store));
    await ensureCreditor(store.pool);
    await applySettings(store, [{ id: "default", timeZone: "Pacific/Kiritimati" }]);
    const before = dayIn("Pacific/Kiritimati", now());
    expect([before, dayIn("Pacific/Kiritimati", now())]).toContain(await todayFor(store, "default"));
  });

  it("is what the creditor's own clock shows, and moves only there", async () => {
    await applySettings(store, [{ id: "demo", name: "Demo", clock: "2026-03-16" }]);
    expect(await todayFor(store, "demo")).toBe("2026-03-16");
    const [before] = await readCreditors(store.pool, "demo");
    await moveClock(store, "demo", "2026-03-20");
    expect(await todayFor(store, "demo")).toBe("2026-03-20");
    const [after] = await readCreditors(store.pool, "demo");
    expect(after!.version).toBe(before!.version);
    await expect(moveClock(store, "default", "2026-03-20")).rejects.toThrow("follows the real calendar");
    await expect(moveClock(store, "nobody", "2026-03-20")).rejects.toThrow('no creditor "nobody"');
  });

  it("must be said where clocks differ", async () => {
    await expect(todayFor(store)).rejects.toThrow(/Today is not the same day for all creditors .*--as-of/);
  });
});

it("todayOf needs no store", () => {
  expect(todayOf(completeCreditor("demo", "Demo", { clock: "2026-03-16" }))).toBe("2026-03-16");
});
