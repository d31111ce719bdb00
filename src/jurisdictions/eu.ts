import { ECB_MRO } from "./rates/ecb-mro.ts";
import type { Jurisdiction } from "./contract.ts";
import { unknownDebtor } from "./unknown-debtor.ts";

const INTEREST = {
  title: "Directive 2011/7/EU, articles 2(6), 3 and 4",
  url: "https://www.legislation.gov.uk/eudr/2011/7/article/2",
  verifiedOn: "2026-11-23",
} as const;
const LUMP_SUM = {
  title: "Directive 2011/7/EU, article 6; CJEU C-585/20: once per invoice",
  url: "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=ecli:ECLI:EU:C:2022:806",
  verifiedOn: "2026-11-23",
} as const;
const START = "the day after the agreed date; without one, 30 days after the invoice or the goods were received" as const;

/**
 * European Union: the base that the member states have built their own laws on. Directive 2011/7/EU binds the states and gives a
 * creditor no claim by itself; a member state without a file of its own is refused (`claim-law.ts` beside).
 */
export default {
  country: "EU",
  name: "European Union",
  currency: "EUR",
  leastLeads: [],
  claims: [
    {
      validFrom: "2013-03-16",
      debtorTypes: ["company", "sole-trader", "public"],
      interest: { kind: "floating", reference: ECB_MRO, addPercent: "8", dayCount: "act/365", source: INTEREST },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: LUMP_SUM },
      startsAfterDays: 1,
      startNote: START,
    },
    {
      validFrom: "2013-03-16",
      debtorTypes: ["consumer"],
      interest: { kind: "none", reason: "Directive 2011/7/EU is about commercial transactions: it gives no interest against consumers", source: INTEREST },
      lumpSum: null,
      noLumpSum: "Directive 2011/7/EU is about commercial transactions",
      startsAfterDays: 1,
    },
    unknownDebtor("2013-03-16", INTEREST),
  ],
  conduct: [],
} satisfies Jurisdiction;
