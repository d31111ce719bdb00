import { DE_BASE } from "./rates/de-base.ts";
import type { Jurisdiction } from "./contract.ts";

const BUSINESS = { title: "BGB section 288(2)", url: "https://packagist.org/packages/ameax/bgb-interest", verifiedOn: "2026-11-23" } as const;
const CONSUMER = { title: "BGB section 288(1)", url: "https://packagist.org/packages/ameax/bgb-interest", verifiedOn: "2026-11-23" } as const;
const LUMP_SUM = { title: "BGB section 288(5)", url: "https://github.com/Klotzkette/claude-fuer-deutsches-recht", verifiedOn: "2026-11-23" } as const;
const BDSG = { title: "BDSG section 31(2)", url: "https://www.haufe.de/HI11401090", verifiedOn: "2026-11-23" } as const;
const CLOSED_DAY = {
  title: "BGB section 193, BGH III ZR 159/06 (1 February 2007)",
  url: "https://webshoprecht.de/IRUrteile/Rspr482.php",
  verifiedOn: "2026-11-25",
} as const;
const START =
  "the day after an agreed calendar date (BGB section 286(2)); else the first reminder, at the latest 30 days after the invoice was due and received" as const;
const CONSUMER_START =
  "the day after an agreed calendar date (BGB section 286(2)); else the first reminder, or 30 days after the invoice if it said so" as const;

/**
 * Germany. A date that stands on the invoice only is not agreed: then default begins with the first reminder, at the latest 30 days
 * after the invoice is due and received (BGB section 286(3)), against consumers only if the invoice said so. A due date on a Saturday, Sunday
 * or holiday moves to the next business day, and default with it.
 */
export default {
  country: "DE",
  name: "Germany",
  currency: "EUR",
  leastLeads: [],
  claims: [
    {
      validFrom: "2014-07-29",
      debtorTypes: ["company", "sole-trader", "public"],
      interest: { kind: "floating", reference: DE_BASE, addPercent: "9", dayCount: "act/365", source: BUSINESS },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: LUMP_SUM },
      startsAfterDays: 1,
      closedDueDay: CLOSED_DAY,
      startNote: START,
    },
    // Whoever the debtor is, this much is owed: the lower rate, and no lump sum.
    {
      validFrom: "2014-07-29",
      debtorTypes: ["consumer", "unknown"],
      interest: { kind: "floating", reference: DE_BASE, addPercent: "5", dayCount: "act/365", source: CONSUMER },
      lumpSum: null,
      noLumpSum: "BGB section 288(5) gives none against consumers",
      startsAfterDays: 1,
      closedDueDay: CLOSED_DAY,
      startNote: CONSUMER_START,
    },
  ],
  conduct: [
    // The law protects natural persons. A company's debts are reported under the same conditions, so that there is one rule.
    {
      validFrom: "2018-05-25",
      debtorTypes: ["company", "sole-trader", "consumer", "unknown"],
      creditReport: { allowed: true, leastLetters: 2, firstLetterDaysAgo: 28, undisputed: true, toldInLetter: true, minimum: null },
      source: BDSG,
    },
  ],
} satisfies Jurisdiction;
