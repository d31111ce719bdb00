import { BOE_BANK_RATE } from "./rates/boe-bank-rate.ts";
import type { Jurisdiction } from "./contract.ts";
import { unknownDebtor } from "./unknown-debtor.ts";

const INTEREST = {
  title: "Late Payment of Commercial Debts (Interest) Act 1998, SI 2002/1675 article 4",
  url: "https://www.debtcollectionservice.uk/interest",
  verifiedOn: "2026-11-23",
} as const;
const LUMP_SUM = {
  title: "Late Payment of Commercial Debts (Interest) Act 1998, section 5A",
  url: "https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation",
  verifiedOn: "2026-11-23",
} as const;

/**
 * United Kingdom. The Pre-Action Protocol for Debt Claims (England and Wales, in force since 1 October 2017) gives a debtor
 * who is an individual or a sole trader 30 days to answer the letter of claim. Claims against companies are outside of it.
 * Late-payment interest is fixed: the rate in force on the 30 June or 31 December before it starts to run stays (SI 2002/1675 article 4),
 * even if some say that it floats. The fixed sum of section 5A is owed once statutory interest runs: not beside the rate of a contract that takes its place. The Commercial Payments Bill of 2026 is not in force.
 */
export default {
  country: "GB",
  name: "United Kingdom",
  currency: "GBP",
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
  claims: [
    {
      validFrom: "2002-08-07",
      debtorTypes: ["company", "sole-trader", "public"],
      interest: { kind: "fixed-at-start", reference: BOE_BANK_RATE, addPercent: "8", dayCount: "act/365", source: INTEREST },
      lumpSum: {
        currency: "GBP",
        rows: [
          { below: "1000", amount: "40" },
          { below: "10000", amount: "70" },
          { below: null, amount: "100" },
        ],
        source: LUMP_SUM,
        onlyWithStatutoryInterest: true,
      },
      startsAfterDays: 1,
      startNote: "the day after the agreed date",
    },
    {
      validFrom: "2002-08-07",
      debtorTypes: ["consumer"],
      interest: { kind: "none", reason: "the Act of 1998 is about contracts between businesses", source: INTEREST },
      lumpSum: null,
      noLumpSum: "the Act of 1998 is about contracts between businesses",
      startsAfterDays: 1,
    },
    unknownDebtor("2002-08-07", INTEREST),
  ],
  conduct: [],
} satisfies Jurisdiction;
