import { ECB_MRO } from "./rates/ecb-mro.ts";
import type { Jurisdiction } from "./contract.ts";
import { unknownDebtor } from "./unknown-debtor.ts";

const INTEREST = {
  title: "D.Lgs. 231/2002, articles 2 and 5",
  url: "https://ntplusdiritto.ilsole24ore.com/art/interessi-mora-2026-tasso-215-cento-AIzCuJ1",
  verifiedOn: "2026-11-23",
} as const;
const LUMP_SUM = { title: "D.Lgs. 231/2002, article 6", url: "https://avvocatorecuperocrediti.it", verifiedOn: "2026-11-23" } as const;
const GARANTE = {
  title: "Garante privacy, decisions of 30 November 2005 and no. 445 of 10 October 2013",
  url: "https://www.dirittobancario.it",
  verifiedOn: "2026-11-23",
} as const;

/**
 * Italy. The ministry publishes the reference part of the rate only; 8 points are added.
 */
export default {
  country: "IT",
  name: "Italy",
  currency: "EUR",
  leastLeads: [],
  claims: [
    {
      validFrom: "2013-01-01",
      debtorTypes: ["company", "sole-trader", "public"],
      interest: { kind: "floating", reference: ECB_MRO, addPercent: "8", dayCount: "act/365", source: INTEREST },
      lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: LUMP_SUM },
      startsAfterDays: 1,
      startNote: "the day after the due date, without any notice",
    },
    {
      validFrom: "2013-01-01",
      debtorTypes: ["consumer"],
      interest: {
        kind: "none",
        reason: "D.Lgs. 231/2002 is about commercial transactions, and the legal rate against consumers is not on file",
        source: INTEREST,
      },
      lumpSum: null,
      noLumpSum: "D.Lgs. 231/2002 is about commercial transactions",
      startsAfterDays: 1,
    },
    unknownDebtor("2013-01-01", INTEREST),
  ],
  conduct: [
    // A recorded or left message about a debt may be heard by family or colleagues: only after the listener has shown who he is.
    // A machine may speak of it to a listener who has shown by the number of his contract who he is, and to nobody else.
    {
      validFrom: "2005-11-30",
      debtorTypes: ["company", "public"],
      voicemail: "never",
      automatedCalls: { mode: "allowed", pin: "customer-number", perThirtyDays: null, source: GARANTE },
      source: GARANTE,
    },
    {
      validFrom: "2005-11-30",
      debtorTypes: ["sole-trader", "consumer", "unknown"],
      voicemail: "never",
      automatedCalls: { mode: "with-consent", pin: "customer-number", perThirtyDays: null, source: GARANTE },
      source: GARANTE,
    },
  ],
} satisfies Jurisdiction;
