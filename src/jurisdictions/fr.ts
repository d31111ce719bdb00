import { ECB_MRO } from "./rates/ecb-mro.ts";
import type { Jurisdiction } from "./contract.ts";
import { unknownDebtor } from "./unknown-debtor.ts";

const INTEREST = {
  title: "Code de commerce, article L441-10",
  url: "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000038414392",
  verifiedOn: "2026-11-23",
} as const;
const LUMP_SUM = { title: "Code de commerce, article D441-5 (JORFTEXT000026453427)", url: "https://www.legifrance.gouv.fr", verifiedOn: "2026-11-23" } as const;
const DIRECTIVE = {
  title: "Directive 2011/7/EU, articles 2(6), 4 and 6",
  url: "https://www.legislation.gov.uk/eudr/2011/7/article/2",
  verifiedOn: "2026-11-23",
} as const;

/**
 * France. Public bodies owe the rate of the Directive, 8 points, and not the 10 of the commercial code, which is for contracts between
 * professionals.
 */
export default {
  country: "FR",
  name: "France",
  currency: "EUR",
  leastLeads: [],
  claims: [
    {
      validFrom: "2013-01-01",
      debtorTypes: ["company", "sole-trader"],
      interest: { kind: "floating", reference: ECB_MRO, addPercent: "10", dayCount: "act/365", source: INTEREST },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: LUMP_SUM },
      startsAfterDays: 1,
      startNote: "the day after the date on the invoice, without a reminder; a rate in the terms goes before, if it is at least three times the legal one",
    },
    {
      validFrom: "2013-03-16",
      debtorTypes: ["public"],
      interest: { kind: "floating", reference: ECB_MRO, addPercent: "8", dayCount: "act/365", source: DIRECTIVE },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: DIRECTIVE },
      startsAfterDays: 1,
      startNote: "the day after the time for payment has run out",
    },
    {
      validFrom: "2013-01-01",
      debtorTypes: ["consumer"],
      interest: {
        kind: "none",
        reason: "article L441-10 is about contracts between professionals, and the legal rate against consumers is not on file",
        source: INTEREST,
      },
      lumpSum: null,
      noLumpSum: "article L441-10 is about contracts between professionals",
      startsAfterDays: 1,
    },
    unknownDebtor("2013-01-01", INTEREST),
  ],
  conduct: [],
} satisfies Jurisdiction;
