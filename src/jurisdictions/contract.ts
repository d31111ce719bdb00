import type { Source } from "../core/claim/claim-law.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";

/** A legal value in force from a day on; the newest row that has come into force applies. */
export interface LeastLead {
  readonly validFrom: Day;
  readonly debtorTypes: readonly DebtorType[];
  /** From this step on. */
  readonly from: Step;
  /** Least calendar days from expected delivery to the pay-by day. */
  readonly days: number;
  readonly source: Source;
}

/**
 * What the law that governs a claim asks of the dunning process, as dated data. One file per country, named by its
 * code in small letters; a country without one follows the procedure alone.
 */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name: string;
  readonly leastLeads: readonly LeastLead[];
}
