import type { Jurisdiction } from "./contract.ts";

const INTEREST = { title: "KUH Perdata Pasal 1250, Staatsblad 1848 no. 22", url: "https://faktorhukum.com", verifiedOn: "2026-11-23" } as const;
const POJK = { title: "POJK 22/2023, article 62", url: "https://www.okezone.com", verifiedOn: "2026-11-23" } as const;

/**
 * Indonesia. The legal rate of 6 percent (Staatsblad 1848 no. 22) runs from the claim at court only, and so is not asked for in a letter.
 */
export default {
  country: "ID",
  name: "Indonesia",
  currency: "IDR",
  leastLeads: [],
  claims: [
    {
      validFrom: "1848-05-01",
      debtorTypes: ["company", "sole-trader", "public", "consumer", "unknown"],
      interest: {
        kind: "none",
        reason: "Indonesian law gives 6 percent from the claim at court only: in a letter only what the contract says can be asked for",
        source: INTEREST,
      },
      lumpSum: null,
      noLumpSum: "Indonesian law knows no lump sum",
      startsAfterDays: 1,
    },
  ],
  conduct: [{ validFrom: "2023-12-22", debtorTypes: ["sole-trader", "consumer"], weekdays: [1, 2, 3, 4, 5, 6], source: POJK }],
} satisfies Jurisdiction;
