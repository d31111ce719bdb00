import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import type { Jurisdiction } from "./contract.ts";
import { resolveCountry } from "./region.ts";

interface Dated {
  readonly validFrom: Day;
  readonly debtorTypes: readonly DebtorType[];
}

/** The newest row for a type of debtor that has come into force by a day; null where there is none. */
export function inForce<Row extends Dated>(rows: readonly Row[], type: DebtorType, day: Day): Row | null {
  let newest: Row | null = null;
  for (const row of rows) {
    if (row.validFrom > day || !row.debtorTypes.includes(type)) continue;
    if (!newest || row.validFrom > newest.validFrom) newest = row;
  }
  return newest;
}

/** The file of a country, by its code in any spelling ("GB", "uk", "eu"). */
export function lawOf(laws: ReadonlyMap<string, Jurisdiction>, country: string | null): Jurisdiction | null {
  return laws.get((resolveCountry(country) ?? country ?? "").trim().toLowerCase()) ?? null;
}
