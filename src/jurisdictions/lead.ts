import { readdirSync } from "node:fs";
import { type Step, stepRank } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import type { Jurisdiction, LeastLead } from "./contract.ts";
import { resolveCountry } from "./region.ts";

/** A file named by a country's code is that country's law: adding one is all there is to do. */
const LAW_FILE = /^[a-z]{2}\.[tj]s$/;

const jurisdictions = new Map<string, Jurisdiction>();
for (const file of readdirSync(import.meta.dirname).filter((name) => LAW_FILE.test(name))) {
  const { default: law } = (await import(new URL(file, import.meta.url).href)) as { default: Jurisdiction };
  jurisdictions.set(law.country, law);
}

/** The law on file, by country code. */
export function listJurisdictions(): readonly Jurisdiction[] {
  return [...jurisdictions.values()];
}

/**
 * The least calendar days from expected delivery to the pay-by day that the law of the debtor's country asks for at a step,
 * as it stands on a day (R5). 0 where it asks for none, and for a country whose law is not on file.
 */
export function lawfulLeadDays(country: string | null, type: DebtorType, step: Step, day: Day): number {
  const law = jurisdictions.get(resolveCountry(country) ?? "");
  let newest: LeastLead | null = null;
  for (const row of law?.leastLeads ?? []) {
    if (row.validFrom > day || !row.debtorTypes.includes(type) || stepRank(step) < stepRank(row.from)) continue;
    if (!newest || row.validFrom > newest.validFrom) newest = row;
  }
  return newest?.days ?? 0;
}
