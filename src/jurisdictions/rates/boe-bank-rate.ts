import type { ReferenceRate } from "../../core/claim/claim-law.ts";

const PAY_ON_TIME = {
  title: "Pay on Time, Reference rates",
  url: "https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation",
  verifiedOn: "2026-11-25",
} as const;
const BANK_SERIES = {
  title: "DataHub, Interest rates of the Bank of England since 1694",
  url: "https://github.com/datasets/interest-rates-gb",
  verifiedOn: "2026-11-25",
} as const;
const DECISIONS_2024 = {
  title: "Be Clever With Your Cash, decisions of 2022 to 2024",
  url: "https://becleverwithyourcash.com/what-will-an-interest-rate-rise-mean-for-you",
  verifiedOn: "2026-11-25",
} as const;
const INKL_JUNE_2025 = {
  title: "Inkl, BoE leaves interest rates on hold (19 June 2025)",
  url: "https://www.inkl.com/news/boe-leaves-interest-rates-on-hold-at-4-25",
  verifiedOn: "2026-11-25",
} as const;
const XTB_JUNE_2025 = {
  title: "XTB, BoE decision of June 2025",
  url: "https://www.xtb.com/th/market-analysis/news-and-research/breaking-eurgbp-muted-after-boe-leaves-interest-rates-unchanged",
  verifiedOn: "2026-11-25",
} as const;
const TRADING_ECONOMICS = {
  title: "Trading Economics, decision of 18 December 2025",
  url: "https://www.tradingeconomics.com/Economics/Interest-Rate.aspx?Symbol=GBP",
  verifiedOn: "2026-11-25",
} as const;
const TITAN_FX = {
  title: "Titan FX, BoE decision of 18 June 2026",
  url: "https://research.titanfx.com/central-bank-watch/boe-monetary-policy",
  verifiedOn: "2026-11-25",
} as const;
const LIVESQUAWK = {
  title: "LiveSquawk, BoE holds Bank Rate (June 2026)",
  url: "https://www.livesquawk.com/report/special_boe-holds-bank-rate-at-3-75as-policymakers-retain-tightening-bias",
  verifiedOn: "2026-11-25",
} as const;

/**
 * The official dealing rate of the Bank of England. The row of a half-year holds the rate that was in force on the 30 June or 31 December
 * before it, for debts that became late in it (SI 2002/1675 article 4).
 */
export const BOE_BANK_RATE: ReferenceRate = {
  id: "boe-bank-rate",
  name: "Bank of England rate",
  rows: [
    { validFrom: "2015-01-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2015-07-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2016-01-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2016-07-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2017-01-01", percent: "0.25", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2017-07-01", percent: "0.25", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2018-01-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2018-07-01", percent: "0.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2019-01-01", percent: "0.75", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2019-07-01", percent: "0.75", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2020-01-01", percent: "0.75", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2020-07-01", percent: "0.10", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2021-01-01", percent: "0.10", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2021-07-01", percent: "0.10", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2022-01-01", percent: "0.25", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2022-07-01", percent: "1.25", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2023-01-01", percent: "3.50", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2023-07-01", percent: "5.00", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2024-01-01", percent: "5.25", sources: [PAY_ON_TIME, BANK_SERIES] },
    { validFrom: "2024-07-01", percent: "5.25", sources: [BANK_SERIES, DECISIONS_2024] },
    { validFrom: "2025-01-01", percent: "4.75", sources: [BANK_SERIES, DECISIONS_2024] },
    { validFrom: "2025-07-01", percent: "4.25", sources: [INKL_JUNE_2025, XTB_JUNE_2025] },
    { validFrom: "2026-01-01", percent: "3.75", sources: [TRADING_ECONOMICS, TITAN_FX] },
    { validFrom: "2026-07-01", percent: "3.75", sources: [LIVESQUAWK, TITAN_FX] },
  ],
  knownThrough: "2026-12-31",
};
