import type { ReferenceRate } from "../../core/claim/claim-law.ts";

const CALCULATOR = {
  title: "Legal Skills Open, verzugszins_rechner.py",
  url: "https://github.com/ThomasMoreAI/legal-skills-open/blob/0c0c689627eaf99469723fb34efe57e2f801f9dd/de/litigation/skills/klage-aus-eigenem-skill/werkzeuge/verzugszins_rechner.py",
  verifiedOn: "2026-11-25",
} as const;
const BUNDESBANK_SERIES = {
  title: "ameax/bgb-interest, the Bundesbank's series BBIN1",
  url: "https://github.com/ameax/bgb-interest/blob/40dde0b5032b54b0889cff0263cb4975a178e75a/data/base_rates.json",
  verifiedOn: "2026-11-25",
} as const;
const BUNDESBANK_JANUARY_2026 = {
  title: "State of Business, Bundesbank: Basiszinssatz zum 1. Januar 2026",
  url: "https://state-of.biz/bbk/bekanntgabe-des-basiszinssatzes-zum-1-januar-2026-basiszinssatz-bleibt-unveraendert-bei-127",
  verifiedOn: "2026-11-25",
} as const;
const WERKBOQ = {
  title: "Werkboq, Stand der hinterlegten Werte (since 1 July 2026)",
  url: "https://github.com/funkenfuzi/werkboq",
  verifiedOn: "2026-11-25",
} as const;

/**
 * The base rate of BGB section 247, which the Bundesbank announces for 1 January and 1 July. One public table has 1.77 for the second
 * half of 2025: it is wrong, and why two places must say the same.
 */
export const DE_BASE: ReferenceRate = {
  id: "de-base",
  name: "German base rate",
  rows: [
    { validFrom: "2015-01-01", percent: "-0.83", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2015-07-01", percent: "-0.83", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2016-01-01", percent: "-0.83", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2016-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2017-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2017-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2018-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2018-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2019-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2019-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2020-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2020-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2021-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2021-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2022-01-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2022-07-01", percent: "-0.88", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2023-01-01", percent: "1.62", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2023-07-01", percent: "3.12", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2024-01-01", percent: "3.62", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2024-07-01", percent: "3.37", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2025-01-01", percent: "2.27", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2025-07-01", percent: "1.27", sources: [CALCULATOR, BUNDESBANK_SERIES] },
    { validFrom: "2026-01-01", percent: "1.27", sources: [CALCULATOR, BUNDESBANK_JANUARY_2026] },
    { validFrom: "2026-07-01", percent: "1.52", sources: [CALCULATOR, WERKBOQ] },
  ],
  knownThrough: "2026-12-31",
};
