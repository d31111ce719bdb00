import type { ClaimLaw } from "./claim-law.ts";

/**
 * The law of a claim whose contract sets the rate: a flat rate in the place of the statutory one; the lump sum and the start stay.
 * @param law null where no law is on file: the contract stands alone
 * @param percent a year, as decimal text
 */
export function withContractRate(law: ClaimLaw | null, percent: string): ClaimLaw {
  const dayCount = law && law.interest.kind !== "none" ? law.interest.dayCount : "act/365";
  const source = { title: "the rate agreed in the contract", url: "", verifiedOn: "2026-11-23" } as const;
  return {
    jurisdiction: "contract",
    lumpSum: null,
    startsAfterDays: 1,
    ...law,
    interest: { kind: "flat", percent, dayCount, source },
  };
}
