import type { Day } from "../values/day.ts";
import type { Creditor } from "../values/party.ts";

/** Something that the law of a company's seat wants on its letters, in e-mail as on paper. */
interface Wanted {
  /** As the end of the sentence "the letters lack ...". */
  readonly what: string;
  readonly found: RegExp;
}

interface CompanyLaw {
  readonly country: string;
  /** The legal forms that it is for, as they stand in names. */
  readonly form: RegExp;
  readonly law: string;
  readonly wanted: readonly Wanted[];
  readonly source: string;
  /** Null: from memory, so that nothing is asked for by it. */
  readonly verifiedAt: Day | null;
}

const COURT = { what: "the register court", found: /\b(?:Amtsgericht|Registergericht|AG)\s+\p{Lu}/u };
const HRB = { what: "the number in the commercial register (HRB)", found: /\bHR\s?B\s*\d/iu };
const SEAT = { what: "the seat", found: /\bSitz\b/iu };

/** By country and legal form. One that is not here is not looked at. */
const LAWS: readonly CompanyLaw[] = [
  {
    country: "DE",
    form: /\b(?:g?GmbH|UG)\b(?!\s*&)/u,
    law: "GmbHG section 35a",
    wanted: [SEAT, COURT, HRB, { what: "the managing directors", found: /Geschäftsführ/iu }],
    source: "gmbhg.kommentar.de; ihk.de/limburg",
    verifiedAt: "2026-11-23",
  },
  {
    country: "DE",
    form: /\s(?:AG|Aktiengesellschaft)$/u,
    law: "AktG section 80",
    wanted: [
      SEAT,
      COURT,
      HRB,
      { what: "the members of the board", found: /Vorstand/iu },
      { what: "the chair of the supervisory board", found: /Aufsichtsrat/iu },
    ],
    source: "ihk.de/limburg",
    verifiedAt: "2026-11-23",
  },
  {
    country: "DE",
    form: /\b(?:e\.\s?K\.|e\.\s?Kfm\.|OHG|KG)/u,
    law: "HGB sections 37a, 125a",
    wanted: [SEAT, COURT, { what: "the number in the commercial register (HRA)", found: /\bHR\s?[AB]\s*\d/iu }],
    source: "ihk.de/limburg",
    verifiedAt: "2026-11-23",
  },
  {
    country: "GB",
    form: /\b(?:Ltd|Limited|PLC|LLP)\b/iu,
    law: "Company, LLP and Business (Names and Trading Disclosures) Regulations 2015",
    wanted: [
      { what: "the part of the United Kingdom that it is registered in", found: /registered in (?:England|Scotland|Wales|Northern Ireland)/iu },
      { what: "the registered number", found: /\b(?:\d{8}|[A-Z]{2}\d{6})\b/u },
      { what: "the address of the registered office", found: /registered office/iu },
    ],
    source: "service.betterregulation.com/document/289846",
    verifiedAt: "2026-11-23",
  },
  {
    country: "IT",
    form: /\bS\.?\s?(?:r\.?\s?l|p\.?\s?A)\.?(?=$|[\s,.])/iu,
    law: "Codice civile, art. 2250",
    wanted: [
      { what: "the seat", found: /\bsede\b/iu },
      { what: "the company register with its number", found: /registro (?:delle )?imprese|\bR\.?E\.?A\b/iu },
      { what: "the paid-up capital", found: /capitale/iu },
    ],
    source: "neikos.it",
    verifiedAt: "2026-11-23",
  },
  {
    country: "FR",
    form: /\b(?:SARL|SAS|SASU|EURL|SA)\b/u,
    law: "Code de commerce, art. R123-237 and R123-238",
    wanted: [
      { what: "the SIREN number", found: /\b\d{3}\s?\d{3}\s?\d{3}\b/u },
      { what: "the RCS with its town", found: /\bRCS\s+\p{Lu}/u },
      { what: "the seat", found: /siège/iu },
      { what: "the capital", found: /capital/iu },
    ],
    source: "from memory",
    verifiedAt: null,
  },
];

export interface MissingDetails {
  readonly law: string;
  readonly missing: readonly string[];
}

/** What the law of the creditor's legal form wants on its letters and `companyDetails` does not say; null: nothing, or not known. */
export function missingCompanyDetails({ name, country, companyDetails }: Pick<Creditor, "name" | "country" | "companyDetails">): MissingDetails | null {
  const law = LAWS.find((one) => one.verifiedAt !== null && one.country === country && one.form.test(name));
  if (!law) return null;
  const text = companyDetails.join("\n");
  const missing = law.wanted.filter(({ found }) => !found.test(text)).map(({ what }) => what);
  return missing.length > 0 ? { law: law.law, missing } : null;
}
