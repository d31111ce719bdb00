import { ECB_MRO } from "./rates/ecb-mro.ts";
import type { Jurisdiction } from "./contract.ts";
import { unknownDebtor } from "./unknown-debtor.ts";

const INTEREST = { title: "Ley 3/2004, article 7", url: "https://www.supercontable.com", verifiedOn: "2026-11-23" } as const;
const LUMP_SUM = { title: "Ley 3/2004, article 8", url: "https://www.afirmajuridico.com", verifiedOn: "2026-11-23" } as const;
const LOPDGDD = { title: "LOPDGDD, article 20", url: "https://ac-abogados.es", verifiedOn: "2026-11-23" } as const;

/**
 * Spain.
 */
export default {
  country: "ES",
  name: "Spain",
  currency: "EUR",
  leastLeads: [],
  claims: [
    {
      validFrom: "2013-02-24",
      debtorTypes: ["company", "sole-trader", "public"],
      interest: { kind: "floating", reference: ECB_MRO, addPercent: "8", dayCount: "act/365", source: INTEREST },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: LUMP_SUM },
      startsAfterDays: 1,
      startNote: "the day after the due date, without any notice",
    },
    {
      validFrom: "2013-02-24",
      debtorTypes: ["consumer"],
      interest: { kind: "none", reason: "Ley 3/2004 is about commercial transactions, and the legal rate against consumers is not on file", source: INTEREST },
      lumpSum: null,
      noLumpSum: "Ley 3/2004 is about commercial transactions",
      startsAfterDays: 1,
    },
    unknownDebtor("2013-02-24", INTEREST),
  ],
  conduct: [
    {
      validFrom: "2018-12-07",
      debtorTypes: ["company", "sole-trader", "consumer", "unknown"],
      creditReport: { allowed: true, leastLetters: 1, firstLetterDaysAgo: 0, undisputed: true, toldInLetter: true, minimum: { currency: "EUR", amount: "50" } },
      source: LOPDGDD,
    },
  ],
} satisfies Jurisdiction;
