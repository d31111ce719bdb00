import type { ClaimLaw, Source } from "../core/claim/claim-law.ts";
import type { Conduct } from "../core/process/conduct.ts";
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

/** What a creditor may add to a claim against these debtors; the newest row that has come into force applies. */
export interface ClaimRow extends Omit<ClaimLaw, "jurisdiction"> {
  readonly validFrom: Day;
  readonly debtorTypes: readonly DebtorType[];
}

/** What the law of the debtor's country says of how these debtors may be approached. What a row leaves out is as everywhere. */
export interface ConductRow extends Partial<Pick<Conduct, "contactHours" | "weekdays" | "calls" | "voicemail" | "automatedCalls" | "creditReport">> {
  readonly validFrom: Day;
  readonly debtorTypes: readonly DebtorType[];
  readonly source: Source;
}

/**
 * What the law says of a claim and asks of the dunning process, as dated data. One file per country, named by its code in
 * small letters; a country without one follows the procedure alone.
 */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2; "EU" for the base of its member states. */
  readonly country: string;
  readonly name: string;
  /** In which its debts are mostly made out. */
  readonly currency: string;
  readonly leastLeads: readonly LeastLead[];
  readonly claims: readonly ClaimRow[];
  readonly conduct: readonly ConductRow[];
}
