import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeCreditor } from "../store/settings-store.ts";
import { dayIn, minuteIn, timeIn } from "./clock.ts";
import { quietUntil } from "./quiet-hours.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";

const hours = { from: 8 * 60, to: 20 * 60 };
const creditor = completeCreditor("c", "Creditor Ltd", { country: "GB", timeZone: "Europe/London" });

function ask(country: string | null, at: string, more: Partial<Parameters<typeof quietUntil>[0]> = {}): string | null {
  const instant = new Date(at);
  return quietUntil({ creditor, country, hours, day: dayIn("Europe/London", instant), instant, ...more })?.toISOString() ?? null;
}

describe("quiet hours", () => {
  it("are those of the debtor's own clock", () => {
    expect(ask("GB", "2026-11-24T07:59:00Z")).toBe("2026-11-24T08:00:00.000Z");
    expect(ask("GB", "2026-11-24T08:00:00Z")).toBeNull();
    expect(ask("GB", "2026-11-24T19:59:00Z")).toBeNull();
    expect(ask("GB", "2026-11-24T20:00:00Z")).toBe("2026-11-25T08:00:00.000Z");
    expect(ask("DE", "2026-11-24T07:30:00Z")).toBeNull();
    expect(ask("JP", "2026-11-24T11:00:00Z")).toBe("2026-11-24T23:00:00.000Z");
    // Nepal is three quarters of an hour apart.
    expect(ask("NP", "2026-11-24T01:00:00Z")).toBe("2026-11-24T02:15:00.000Z");
  });

  it("hold on every clock of a wide country", () => {
    // Eight in Honolulu and on the Aleutians is six in the evening in London.
    expect(ask("US", "2026-11-24T15:00:00Z")).toBe("2026-11-24T18:00:00.000Z");
    expect(ask("US", "2026-11-24T19:00:00Z")).toBeNull();
  });

  it("are the creditor's where the debtor's country is not known", () => {
    expect(ask(null, "2026-11-24T21:00:00Z")).toBe("2026-11-25T08:00:00.000Z");
    expect(ask("Atlantis", "2026-11-24T21:00:00Z")).toBe("2026-11-25T08:00:00.000Z");
  });

  it("are none on a day that is played through, and on a clock of the creditor's own", () => {
    expect(ask("GB", "2026-11-24T23:00:00Z", { day: "2026-11-20" })).toBeNull();
    expect(ask("GB", "2026-11-24T23:00:00Z", { creditor: { ...creditor, clock: "2026-11-24" } })).toBeNull();
  });

  it("always end within a day, at an allowed time", () => {
    const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom("DE", "US", "ID", "AU", "RU", "BR", "IN", "AQ", "FR", "NP"), (instant, country) => {
        const until = quietUntil({ creditor, country, hours, day: dayIn("Europe/London", instant), instant });
        if (!until) return;
        expect(until.getTime() - instant.getTime()).toBeLessThanOrEqual(86_400_000);
        const minute = minuteIn(timeZonesOf(country)[0]!, until);
        expect(minute >= hours.from && minute < hours.to).toBe(true);
      }),
    );
  });
});

it("a time is told with its day and zone", () => {
  expect(timeIn("Europe/London", new Date("2026-07-01T07:05:00Z"))).toBe("08:05 on 2026-07-01 (Europe/London)");
});
