import type { Conduct } from "../core/process/conduct.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import type { Jurisdiction } from "./contract.ts";

/** What Firmly holds to everywhere, towards companies too. */
const EVERYWHERE: Conduct = {
  jurisdiction: null,
  contactHours: { from: 8 * 60, to: 20 * 60 },
  weekdays: [1, 2, 3, 4, 5],
  calls: { perDay: 1, perSevenDays: 3, conversationsPerSevenDays: 1 },
  voicemail: "with-consent",
  messagesPerDay: 1,
  creditReport: { allowed: false, reason: "no rule about reports to credit bureaus is on file for this country" },
  sources: [],
};

/**
 * How a debtor may be approached, as it stands on a day.
 * @param laws the open folder's files, by country code in small letters
 * @param country the debtor's, as an ISO code
 */
export function conductOf(_laws: ReadonlyMap<string, Jurisdiction>, _country: string | null, _type: DebtorType, _day: Day): Conduct {
  return EVERYWHERE;
}
