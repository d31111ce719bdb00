import type { Conduct } from "../core/process/conduct.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import { weekendOf } from "./calendar.ts";
import type { Jurisdiction } from "./contract.ts";
import { inForce, lawOf } from "./in-force.ts";
import { resolveCountry } from "./region.ts";

/** What Firmly holds to everywhere and towards everybody, companies too, where the law of the country says nothing else. */
const EVERYWHERE = {
  contactHours: { from: 8 * 60, to: 20 * 60 },
  calls: { perDay: 1, perSevenDays: 3, conversationsPerSevenDays: 1 },
  creditReport: { allowed: false, reason: "no rule about reports to credit bureaus is on file for this country and type of debtor" },
} as const;

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Nobody at home is rung up by a machine who has not agreed to it; a business is, and says who it is all the same. */
const AUTOMATED_CALLS = {
  business: { mode: "allowed", pin: "any", perThirtyDays: null, source: null },
  person: { mode: "with-consent", pin: "customer-number", perThirtyDays: null, source: null },
} as const;

/** Who answers the voicemail of a business is its staff; the message of a natural person may be heard by the family. */
const OPEN_VOICEMAIL: ReadonlySet<DebtorType> = new Set(["company", "public"]);

/**
 * How a debtor may be approached, as it stands on a day: what the law of his country says, and else what holds everywhere.
 * @param laws the open folder's files, by country code in small letters
 * @param country the debtor's, in any spelling
 */
export function conductOf(laws: ReadonlyMap<string, Jurisdiction>, country: string | null, type: DebtorType, day: Day): Conduct {
  const law = lawOf(laws, country);
  const row = law && inForce(law.conduct, type, day);
  const weekend = weekendOf(resolveCountry(country));
  return {
    ...EVERYWHERE,
    jurisdiction: law?.country.toLowerCase() ?? null,
    weekdays: row?.weekdays ?? WEEK.filter((each) => !weekend.has(each)),
    voicemail: row?.voicemail ?? (OPEN_VOICEMAIL.has(type) ? "allowed" : "with-consent"),
    automatedCalls: row?.automatedCalls ?? AUTOMATED_CALLS[OPEN_VOICEMAIL.has(type) ? "business" : "person"],
    contactHours: row?.contactHours ?? EVERYWHERE.contactHours,
    calls: row?.calls ?? EVERYWHERE.calls,
    creditReport: row?.creditReport ?? EVERYWHERE.creditReport,
    sources: row ? [row.source] : [],
  };
}
