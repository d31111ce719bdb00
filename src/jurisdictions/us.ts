import type { Jurisdiction } from "./contract.ts";

const NO_STATUTE = {
  title: "Clear Receivables, Late fee laws by state",
  url: "https://clearreceivables.com/blog/late-fee-laws-by-state",
  verifiedOn: "2026-11-25",
} as const;
const REG_F = {
  title: "Regulation F, 12 CFR 1006.6 and 1006.14 (collectors of consumer debts)",
  url: "https://developer.cloudcontactai.com",
  verifiedOn: "2026-11-23",
} as const;

const TCPA = {
  title: "47 CFR 64.1200(a)(3), TCPA exemptions: 88 FR 3677, in force since 20 July 2023; FCC 07-232 (a number given to the creditor)",
  url: "https://federal.elaws.us/citation/88-FR-3677",
  verifiedOn: "2026-11-23",
} as const;

/**
 * United States. What is asked for on top of an invoice is a matter of the contract, within the limits of the states.
 */
export default {
  country: "US",
  name: "United States",
  currency: "USD",
  leastLeads: [],
  claims: [
    {
      validFrom: "2015-01-01",
      debtorTypes: ["company", "sole-trader", "public", "consumer", "unknown"],
      interest: {
        kind: "none",
        reason: "no federal law gives interest on late invoices: only what the contract says can be asked for, within the limits of the state",
        source: NO_STATUTE,
      },
      lumpSum: null,
      noLumpSum: "there is none without a contract",
      startsAfterDays: 1,
    },
  ],
  conduct: [
    // Written for agencies and consumers. A sole trader is a natural person, too.
    { validFrom: "2021-11-30", debtorTypes: ["sole-trader", "consumer"], contactHours: { from: 8 * 60, to: 21 * 60 }, source: REG_F },
    // Three in thirty days is the exemption for calls without consent; it is kept with consent, too.
    {
      validFrom: "2023-07-20",
      debtorTypes: ["sole-trader", "consumer"],
      contactHours: { from: 8 * 60, to: 21 * 60 },
      automatedCalls: { mode: "with-consent", pin: "customer-number", perThirtyDays: 3, source: TCPA },
      source: REG_F,
    },
  ],
} satisfies Jurisdiction;
