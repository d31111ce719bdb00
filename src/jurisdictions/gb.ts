import type { Jurisdiction } from "./contract.ts";

/**
 * United Kingdom. The Pre-Action Protocol for Debt Claims (England and Wales, in force since 1 October 2017) gives a debtor
 * who is an individual or a sole trader 30 days to answer the letter of claim. Claims against companies are outside of it.
 */
export default {
  country: "GB",
  name: "United Kingdom",
  leastLeads: [
    {
      validFrom: "2017-10-01",
      debtorTypes: ["sole-trader", "consumer"],
      from: "third",
      days: 30,
      source: {
        title: "Pre-Action Protocol for Debt Claims, paragraphs 3 and 4",
        url: "https://www.justice.gov.uk/courts/procedure-rules/civil/protocol/pre-action-protocol-for-debt-claims",
        verifiedOn: "2026-11-23",
      },
    },
  ],
} satisfies Jurisdiction;
