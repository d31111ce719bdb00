import type { Source } from "../claim/claim-law.ts";
import type { Day } from "../values/day.ts";

export type CompanyDetail = "legal-form" | "seat" | "register" | "managers" | "supervisory-chair" | "capital" | "address";

interface DetailsRow {
  readonly validFrom: Day;
  /** The legal form as it stands in the company's name. */
  readonly form: RegExp;
  readonly details: readonly CompanyDetail[];
  readonly source: Source;
}

const source = (title: string, url: string, verifiedOn: Day | null = "2026-11-25"): Source => ({ title, url, verifiedOn });
const NUMBER = String.raw`[\d][\d ./-]{3,}`;

/**
 * What the law has a company print on its letters (and mails), by the country of the creditor and the form in its name. A form
 * that is not here (an American corporation, a Swiss AG) has no such duty, or none is on file: nothing is asked of it.
 * The newest row in force applies.
 */
const ROWS: Readonly<Record<string, readonly DetailsRow[]>> = {
  DE: [
    {
      validFrom: "2007-01-01",
      form: /\bgGmbH\b|\bGmbH\b(?!\s*&)|\bUG\b/u,
      details: ["legal-form", "seat", "register", "managers"],
      source: source("GmbHG 35a", "https://www.gesetze-im-internet.de/gmbhg/__35a.html"),
    },
    {
      validFrom: "2007-01-01",
      form: /\bAG\b|\bKGaA\b/u,
      details: ["legal-form", "seat", "register", "managers", "supervisory-chair"],
      source: source("AktG 80", "https://www.gesetze-im-internet.de/aktg/__80.html"),
    },
    {
      validFrom: "2007-01-01",
      form: /\bKG\b|\bOHG\b|\be\.\s?K(?:fm|fr)?\.?(?!\p{L})/u,
      details: ["legal-form", "seat", "register"],
      source: source("HGB 37a and 125a", "https://www.gesetze-im-internet.de/hgb/__37a.html"),
    },
  ],
  GB: [
    {
      validFrom: "2015-01-31",
      form: /\b(?:Ltd|Limited|PLC|LLP|Public Limited Company)\b/iu,
      details: ["seat", "register", "address"],
      source: source("SI 2015/17, reg. 25", "https://www.legislation.gov.uk/uksi/2015/17/regulation/25"),
    },
  ],
  IT: [
    {
      validFrom: "2003-01-01",
      form: /\bs\.?\s?r\.?\s?l\.?s?(?!\p{L})|\bs\.?\s?p\.?\s?a(?!\p{L})|\bs\.?\s?a\.?\s?p\.?\s?a(?!\p{L})/iu,
      details: ["seat", "register", "capital"],
      source: source("codice civile, art. 2250", "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:regio.decreto:1942-03-16;262"),
    },
  ],
  FR: [
    {
      validFrom: "2007-03-27",
      form: /\b(?:SARL|SAS|SASU|EURL|SA|SNC)\b/u,
      details: ["legal-form", "seat", "register", "capital"],
      source: source("Code de commerce, R123-237 and R123-238", "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006256898"),
    },
  ],
  ES: [
    {
      validFrom: "1990-01-01",
      form: /\bS\.?\s?[LA]\.?(?:\s?U\.?)?(?!\p{L})/u,
      details: ["seat", "register"],
      source: source("Código de Comercio, art. 24", "https://www.boe.es/buscar/act.php?id=BOE-A-1885-6627", null),
    },
  ],
  ID: [
    {
      validFrom: "2007-08-16",
      form: /^PT\b/iu,
      details: ["seat"],
      source: source("UU 40/2007, pasal 5 (3)", "https://peraturan.bpk.go.id/Details/39965", null),
    },
  ],
};

/** How each detail reads, in the language of its country or in English. */
const READS: Readonly<Record<CompanyDetail, RegExp>> = {
  "legal-form":
    /\b(?:g?GmbH|UG|AG|KGaA|KG|OHG|SARL|SASU?|EURL|SA|SNC)\b|\be\.\s?K(?:fm|fr)?\.?(?!\p{L})|mit beschränkter Haftung|Aktiengesellschaft|société (?:anonyme|à responsabilité limitée|par actions simplifiée)/iu,
  // Of the register's country in the UK, of the town elsewhere.
  seat: /\b(?:Sitz|sede(?: legale| social)?|siège|domicilio|berkedudukan|alamat|registered in (?:England|Wales|Scotland|Northern Ireland)|incorporated in (?:England|Wales|Scotland|Northern Ireland)|registered office)\b|\bGesellschaft mit Sitz\b|\b\d{5} \p{Lu}|\bC(?:alle|\/)|\bJalan\b|\bJl\./iu,
  register: new RegExp(
    String.raw`\bHR[AB]\s?\d|\bGnR\s?\d|(?:registered|company|registration|reg\.?)[^\n]{0,60}?(?:(?:no\.?|number|nr\.?)\s*:?\s*(?:[A-Z]{2})?${NUMBER}|(?<![\p{L}\d])(?:[A-Z]{2})?\d{6,8}(?![\p{L}\d]))|\b(?:R\.?E\.?A\.?|registro (?:delle )?imprese|C\.?F\.?)\b[^\n]*${NUMBER}|\bR\.?C\.?S\.?\b[^\n]*|\bregistro mercantil\b[^\n]*\d`,
    "iu",
  ),
  managers:
    /\b(?:Geschäftsführ(?:er|erin|ung|ende)|Geschäftsführer(?:innen)?|Vorstand|Vorstände|Vertretungsberechtigt\w*|GF|(?:managing |executive )directors?|(?:management|executive) board|board of (?:directors|management))\b/iu,
  "supervisory-chair": /\bAufsichtsrat\w*\b|\bsupervisory board\b/iu,
  capital: /\b(?:capitale sociale|cap\.\s?soc\.|au capital|capital social|share capital)\b[^\n]*\d/iu,
  address: /\bregistered (?:office|address)\b/iu,
};

const NAMES: Readonly<Record<CompanyDetail, string>> = {
  "legal-form": "the legal form",
  seat: "the seat, or the part of the country where it is registered",
  register: "the register and the number there",
  managers: "the managing directors or the board",
  "supervisory-chair": "the chair of the supervisory board",
  capital: "the share capital",
  address: "the registered office",
};

export interface MissingDetail {
  readonly detail: CompanyDetail;
  /** For a person: "the share capital". */
  readonly name: string;
  readonly source: Source;
}

/** What the law has this company print; empty where its form is not known, or has no such duty. */
export function requiredDetails(name: string, country: string | null, day: Day): readonly { readonly detail: CompanyDetail; readonly source: Source }[] {
  const row = (ROWS[country ?? ""] ?? []).findLast(({ validFrom, form }) => validFrom <= day && form.test(name));
  return row ? row.details.map((detail) => ({ detail, source: row.source })) : [];
}

/** What of that these lines do not say. The name counts as the first line. */
export function missingDetails(company: { name: string; country: string | null; lines: readonly string[] }, day: Day): readonly MissingDetail[] {
  const text = [company.name, ...company.lines].join("\n");
  return requiredDetails(company.name, company.country, day)
    .filter(({ detail }) => !READS[detail].test(text))
    .map(({ detail, source: from }) => ({ detail, name: NAMES[detail], source: from }));
}
