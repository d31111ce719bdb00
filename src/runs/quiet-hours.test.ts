import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capitalClock } from "../jurisdictions/capital-clock.ts";
import { resolveCountry } from "../jurisdictions/region.ts";
import { jurisdictions } from "../open-folders.ts";
import { completeCreditor } from "../store/settings-store.ts";
import { dayIn, minuteIn, timeIn } from "./clock.ts";
import { quietUntil } from "./quiet-hours.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";

const hours = { from: 8 * 60, to: 20 * 60 };
const creditor = completeCreditor("c", "Creditor Ltd", { country: "GB", timeZone: "Europe/London" });

const laws = await jurisdictions();

function ask(country: string | null, at: string, more: Partial<Parameters<typeof quietUntil>[0]> = {}): string | null {
  const instant = new Date(at);
  const question = { creditor, debtor: { country, type: "company" as const }, hours, laws, day: dayIn("Europe/London", instant), instant };
  return quietUntil({ ...question, ...more })?.toISOString() ?? null;
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

  it("are the stricter of the procedure's and the law's", () => {
    const allDay = { from: 0, to: 24 * 60 };
    expect(ask("GB", "2026-11-24T20:30:00Z", { hours: allDay })).toBe("2026-11-25T08:00:00.000Z");
    expect(ask("GB", "2026-11-24T08:30:00Z", { hours: { from: 9 * 60, to: 17 * 60 } })).toBe("2026-11-24T09:00:00.000Z");
    // Hours that the law does not allow at all: those of the law.
    expect(ask("GB", "2026-11-24T06:00:00Z", { hours: { from: 5 * 60, to: 7 * 60 } })).toBe("2026-11-24T08:00:00.000Z");
  });

  it("hold over the weekend and on the holidays of the place where the message arrives", () => {
    // Friday evening in Dublin is Saturday morning in Tokyo; Monday 23 November is a holiday there.
    expect(ask("JP", "2026-11-20T23:30:00Z")).toBe("2026-11-23T23:00:00.000Z");
    expect(ask("JP", "2026-11-19T23:30:00Z")).toBeNull();
    // In Saudi Arabia people work on Sunday and rest on Friday.
    expect(ask("SA", "2026-11-22T09:00:00Z")).toBeNull();
    expect(ask("SA", "2026-11-20T09:00:00Z")).toBe("2026-11-22T05:00:00.000Z");
    // The holidays are longer than anybody looks ahead: it is asked again then, and nothing leaves meanwhile.
    expect(ask("CN", "2027-02-05T14:00:00Z")).not.toBeNull();
  });

  it("leave the middle of the capital's day, and allowed hours everywhere, where a country has several clocks", () => {
    // Eight in Honolulu and on the Aleutians is one in the afternoon in Washington and six in the evening in London.
    expect(ask("US", "2026-11-24T15:00:00Z")).toBe("2026-11-24T18:00:00.000Z");
    expect(ask("US", "2026-11-24T19:00:00Z")).toBeNull();
    // Four in the afternoon in Washington: too late, even if it is noon in Hawaii. The day after the day after is Thanksgiving.
    expect(ask("US", "2026-11-24T21:00:00Z")).toBe("2026-11-25T18:00:00.000Z");
    expect(ask("US", "2026-11-25T21:00:00Z")).toBe("2026-11-27T18:00:00.000Z");
    // Jakarta, Makassar and Jayapura: ten in the first is noon in the last.
    expect(ask("ID", "2026-11-24T02:30:00Z")).toBe("2026-11-24T03:00:00.000Z");
    expect(ask("ID", "2026-11-24T08:59:00Z")).toBeNull();
    expect(ask("ID", "2026-11-24T09:00:00Z")).toBe("2026-11-25T03:00:00.000Z");
    // The clocks of Germany are written in two names, and show the same.
    expect(ask("DE", "2026-11-24T07:00:00Z")).toBeNull();
  });

  it("are the creditor's where the debtor's country is not told, and the middle of his day where it is not known", () => {
    expect(ask(null, "2026-11-24T21:00:00Z")).toBe("2026-11-25T08:00:00.000Z");
    expect(ask("Atlantis", "2026-11-24T21:00:00Z")).toBe("2026-11-25T10:00:00.000Z");
  });

  it("are none on a day that is played through, and on a clock of the creditor's own", () => {
    expect(ask("GB", "2026-11-24T23:00:00Z", { day: "2026-11-20" })).toBeNull();
    expect(ask("GB", "2026-11-24T23:00:00Z", { creditor: { ...creditor, clock: "2026-11-24" } })).toBeNull();
  });

  it("end within days, at an hour that the law and the procedure allow", () => {
    const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    const types = fc.constantFrom("company" as const, "consumer" as const, "unknown" as const);
    fc.assert(
      fc.property(instants, fc.constantFrom("DE", "US", "ID", "AU", "RU", "BR", "IN", "AQ", "FR", "NP"), types, (instant, country, type) => {
        const until = quietUntil({ creditor, debtor: { country, type }, hours, laws, day: dayIn("Europe/London", instant), instant });
        if (!until) return;
        const ahead = until.getTime() - instant.getTime();
        expect(ahead > 0 && ahead <= 4 * 86_400_000).toBe(true);
        if (ahead === 4 * 86_400_000) return;
        const minute = minuteIn(capitalClock(country) ?? timeZonesOf(country)[0]!, until);
        expect(minute >= hours.from && minute < hours.to).toBe(true);
      }),
    );
  });

  it("know the clock of the capital of every country whose clocks differ", () => {
    const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const wide = letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((code) => {
        if (resolveCountry(code) !== code) return false;
        const shown = (at: string) => new Set(timeZonesOf(code).map((zone) => minuteIn(zone, new Date(at)))).size > 1;
        return shown("2026-01-15T12:00:00Z") || shown("2026-07-15T12:00:00Z");
      });
    expect(wide.length).toBeGreaterThan(10);
    for (const code of wide) expect(timeZonesOf(code), code).toContain(capitalClock(code));
  });
});

it("a time is told with its day and zone", () => {
  expect(timeIn("Europe/London", new Date("2026-07-01T07:05:00Z"))).toBe("08:05 on 2026-07-01 (Europe/London)");
});
