import type { ClaimLaw, Source } from "./claim-law.ts";

/**
 * The law of a claim whose contract sets the rate: a flat rate in the place of the statutory one; the start stays, and the lump sum
 * unless it belongs to the statutory interest.
 * @param law null where no law is on file: the contract stands alone
 * @param percent a year, as decimal text
 */
export function withContractRate(law: ClaimLaw | null, percent: string): ClaimLaw {
  const dayCount = law && law.interest.kind !== "none" ? law.interest.dayCount : "act/365";
  const interest = { kind: "flat", percent, dayCount, source: CONTRACT } as const;
  if (!law) return { jurisdiction: "contract", lumpSum: null, startsAfterDays: 1, interest };
  if (!law.lumpSum?.onlyWithStatutoryInterest) return { ...law, interest };
  return { ...law, interest, lumpSum: null, noLumpSum: `${law.lumpSum.source.title} gives one together with the statutory interest only` };
}

const CONTRACT: Source = { title: "the rate agreed in the contract", url: "", verifiedOn: null };
