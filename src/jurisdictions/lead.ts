import { type Step, stepRank } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import type { Jurisdiction } from "./contract.ts";
import { inForce, lawOf } from "./in-force.ts";

/**
 * The least calendar days from expected delivery to the pay-by day that the law of the debtor's country asks for at a step,
 * as it stands on a day (R5). 0 where it asks for none, and for a country whose law is not on file.
 * @param laws the open folder's files, by country code in small letters
 */
export function lawfulLeadDays(laws: ReadonlyMap<string, Jurisdiction>, country: string | null, type: DebtorType, step: Step, day: Day): number {
  const rows = lawOf(laws, country)?.leastLeads ?? [];
  // A million decisions ask this, and most laws say nothing.
  if (rows.length === 0) return 0;
  const from = rows.filter((row) => stepRank(step) >= stepRank(row.from));
  return inForce(from, type, day)?.days ?? 0;
}
