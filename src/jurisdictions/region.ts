import Holidays from "date-holidays";

/** A place whose holidays are known: ISO 3166-1 alpha-2, and the subdivision code of ISO 3166-2 without the country. */
export interface Region {
  readonly country: string | null;
  readonly region: string | null;
}

/** Codes in everyday use that are not the ISO ones: the United Kingdom, and Greece in VAT numbers. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = { UK: "GB", EL: "GR" };

/**
 * Where bank holidays are set by nation only, the country alone would miss some: then the nation in which most addresses
 * lie stands in until the address tells another.
 */
const DEFAULT_REGIONS: Readonly<Record<string, string>> = { GB: "ENG" };

/** English names of regions that the holiday tables carry in the local language only. */
const REGION_ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DE: {
    bavaria: "BY",
    bremen: "HB",
    hesse: "HE",
    "lower saxony": "NI",
    "mecklenburg western pomerania": "MV",
    "north rhine westphalia": "NW",
    "rhineland palatinate": "RP",
    saxony: "SN",
    "saxony anhalt": "ST",
    thuringia: "TH",
  },
  ES: { andalusia: "AN", aragon: "AR", madrid: "MD", cataluna: "CT", "pais vasco": "PV", murcia: "MC", navarra: "NC" },
  IT: { piemonte: "21", lombardia: "25", tuscany: "52", lazio: "62", sicilia: "82" },
  AT: { karnten: "2", niederosterreich: "3", oberosterreich: "4", steiermark: "6", tirol: "7", wien: "9" },
};

let countries: ReadonlySet<string> | undefined;
const regionsByCountry = new Map<string, ReadonlyMap<string, string>>();

/** The ISO code of a country that has a holiday table; null for any other text. */
export function resolveCountry(country: string | null): string | null {
  if (!country) return null;
  const code = country.trim().toUpperCase();
  countries ??= new Set(Object.keys(new Holidays().getCountries()));
  const resolved = COUNTRY_ALIASES[code] ?? code;
  return countries.has(resolved) ? resolved : null;
}

/** The subdivision code that a region as written in an address or a ledger stands for; null where it is not known. */
export function resolveRegion(country: string | null, region: string | null): string | null {
  const code = resolveCountry(country);
  if (!code) return null;
  const fallback = DEFAULT_REGIONS[code] ?? null;
  if (!region) return fallback;
  const known = regionsOf(code);
  const plain = plainName(region);
  return known.get(plain) ?? known.get(plain.replace(new RegExp(`^${code.toLowerCase()} `), "")) ?? fallback;
}

function regionsOf(country: string): ReadonlyMap<string, string> {
  const cached = regionsByCountry.get(country);
  if (cached) return cached;
  const found = new Map<string, string>();
  const table = new Holidays();
  // Names first: where a name and a code collide, the code wins.
  for (const [name, code] of Object.entries(REGION_ALIASES[country] ?? {})) found.set(name, code);
  for (const language of [undefined, "en"]) {
    for (const [code, name] of Object.entries(table.getStates(country, language) ?? {})) found.set(plainName(name), code);
  }
  for (const code of Object.keys(table.getStates(country) ?? {})) found.set(plainName(code), code);
  regionsByCountry.set(country, found);
  return found;
}

/** Without case, accents, punctuation and the kind of region ("Canton of Zürich" and "zurich" are one). */
function plainName(text: string): string {
  const letters = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words.replace(/^(canton of|kanton|hansestadt|freistaat|land|comunidad de|ciudad de|state of|provincia di|regione) /, "");
}
