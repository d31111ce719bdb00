import type { Jurisdiction } from "./contract.ts";

const INTEREST = { title: "OR article 104(1)", url: "https://law.ch/lawinfo/verzugszins", verifiedOn: "2026-11-23" } as const;
const CLOSED_DAY = { title: "OR article 78(1)", url: "https://droit-bilingue.ch/de-en/2/22/220-78-90.html", verifiedOn: "2026-11-25" } as const;

/**
 * Switzerland: one rate for all debtors, and no lump sum. A due date on a Sunday or holiday moves to the next working day. Whether a
 * Saturday does so too is told for statutory periods only; it is moved here, which asks for less.
 */
export default {
  country: "CH",
  name: "Switzerland",
  currency: "CHF",
  leastLeads: [],
  claims: [
    {
      validFrom: "1912-01-01",
      debtorTypes: ["company", "sole-trader", "public", "consumer", "unknown"],
      interest: { kind: "flat", percent: "5", dayCount: "act/365", source: INTEREST },
      lumpSum: null,
      noLumpSum: "Swiss law knows no lump sum",
      startsAfterDays: 1,
      closedDueDay: CLOSED_DAY,
      startNote: "the day after an agreed day of payment; else the day on which the reminder arrives",
    },
  ],
  conduct: [],
} satisfies Jurisdiction;
