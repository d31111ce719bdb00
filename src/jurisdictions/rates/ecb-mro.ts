import type { ReferenceRate } from "../../core/claim/claim-law.ts";

const BANQUE_DE_FRANCE = { title: "Banque de France, Policy rates", url: "https://www.banque-france.fr/en/policy-rates", verifiedOn: "2026-11-25" } as const;
const KEY_RATES = {
  title: "European Central Bank, Key ECB interest rates (a copy)",
  url: "https://sdw.zentral-bank.eu/stats/policy_and_exchange_rates/key_ecb_interest_rates/html/index.en.html",
  verifiedOn: "2026-11-25",
} as const;
const MEF_2025_1 = {
  title: "Studio Tisi, the Italian Ministry of Finance in G.U. 63 of 17 March 2025",
  url: "https://www.studiotisi.it/2025/03/tasso-di-interesse-per-ritardato-pagamento-nelle-transazioni-commerciali-comunicato-mef-in-g-u/",
  verifiedOn: "2026-11-25",
} as const;
const UNIREC_2025_1 = {
  title: "UNIREC, Saggio interessi gennaio-giugno 2025",
  url: "https://www.unirec.it/news/saggio-interessi-per-ritardo-pagamenti-transazioni-commerciali-gennaio-giugno-2025",
  verifiedOn: "2026-11-25",
} as const;
const MEF_2025_2 = {
  title: "Confagricoltura Torino, the Italian Ministry of Finance in G.U. 161/2025",
  url: "https://www.confagricolturatorino.it/fiscale.asp?id=36",
  verifiedOn: "2026-11-25",
} as const;
const ECB_JUNE_2025 = {
  title: "Deena Zaidi, ECB lowers three key interest rates (from 11 June 2025)",
  url: "https://deenazaidi.com/ecb-lowers-three-key-interest-rates-europe-inflation-falls",
  verifiedOn: "2026-11-25",
} as const;
const MEF_2026_1 = {
  title: "Il Sole 24 Ore, Interessi di mora 2026: G.U. 15 of 20 January 2026",
  url: "https://ntplusdiritto.ilsole24ore.com/art/interessi-mora-2026-tasso-215-cento-AIzCuJ1",
  verifiedOn: "2026-11-25",
} as const;
const DIRECTIVE_TABLE = {
  title: "GetInvoicePDF, The EU Late Payment Directive",
  url: "https://getinvoicepdf.com/articles/eu-late-payment-directive.html",
  verifiedOn: "2026-11-25",
} as const;
const ECB_JUNE_2026 = {
  title: "RBTFL, ECB raises rates (11 June 2026)",
  url: "https://rbtfl.xyz/pt/n/ecb-rate-hike-energy-shock.md",
  verifiedOn: "2026-11-25",
} as const;

/**
 * The rate of the European Central Bank's main refinancing operations, as it was in force on the first day of each half-year:
 * Directive 2011/7/EU article 3(2) takes the rate of 1 January and of 1 July.
 */
export const ECB_MRO: ReferenceRate = {
  id: "ecb-mro",
  name: "ECB main refinancing rate",
  rows: [
    { validFrom: "2015-01-01", percent: "0.05", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2015-07-01", percent: "0.05", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2016-01-01", percent: "0.05", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2016-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2017-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2017-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2018-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2018-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2019-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2019-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2020-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2020-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2021-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2021-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2022-01-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2022-07-01", percent: "0.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2023-01-01", percent: "2.50", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2023-07-01", percent: "4.00", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2024-01-01", percent: "4.50", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2024-07-01", percent: "4.25", sources: [BANQUE_DE_FRANCE, KEY_RATES] },
    { validFrom: "2025-01-01", percent: "3.15", sources: [MEF_2025_1, UNIREC_2025_1] },
    { validFrom: "2025-07-01", percent: "2.15", sources: [MEF_2025_2, ECB_JUNE_2025] },
    { validFrom: "2026-01-01", percent: "2.15", sources: [MEF_2026_1, DIRECTIVE_TABLE] },
    { validFrom: "2026-07-01", percent: "2.40", sources: [DIRECTIVE_TABLE, ECB_JUNE_2026] },
  ],
  knownThrough: "2026-12-31",
};
