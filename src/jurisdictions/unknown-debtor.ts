import type { Source } from "../core/claim/claim-law.ts";
import type { Day } from "../core/values/day.ts";
import type { ClaimRow } from "./contract.ts";

/** What a debtor whose type nobody has told owes on top, where the law differs between businesses and consumers: nothing, and why (R24). */
export function unknownDebtor(validFrom: Day, source: Source): ClaimRow {
  return {
    validFrom,
    debtorTypes: ["unknown"],
    interest: {
      kind: "none",
      reason: "the type of debtor is not known, and between businesses and towards consumers the law differs: set the debtor's type",
      source,
    },
    lumpSum: null,
    noLumpSum: "the type of debtor is not known, and consumers owe none",
    startsAfterDays: 1,
  };
}
