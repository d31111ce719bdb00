function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}]/gu, "");
}

/** Names that a list of countries does not give, and the codes that people write instead of the standard's. */
const OTHER_NAMES: Record<string, string> = {
  uk: "GB",
  greatbritain: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  northernireland: "GB",
  britain: "GB",
  usa: "US",
  america: "US",
  unitedstatesofamerica: "US",
  holland: "NL",
  deutschland: "DE",
  schweiz: "CH",
  suisse: "CH",
  svizzera: "CH",
  osterreich: "AT",
  oesterreich: "AT",
  el: "GR",
  czechrepublic: "CZ",
  turkey: "TR",
  southkorea: "KR",
  russia: "RU",
  uae: "AE",
  gbr: "GB",
  deu: "DE",
  ger: "DE",
  fra: "FR",
  ita: "IT",
  esp: "ES",
  nld: "NL",
  bel: "BE",
  lux: "LU",
  aut: "AT",
  che: "CH",
  prt: "PT",
  irl: "IE",
  dnk: "DK",
  swe: "SE",
  nor: "NO",
  fin: "FI",
  pol: "PL",
  cze: "CZ",
  idn: "ID",
  can: "CA",
  aus: "AU",
  nzl: "NZ",
  ind: "IN",
  sgp: "SG",
  isr: "IL",
  jpn: "JP",
  chn: "CN",
};

const NO_COUNTRIES = new Set(["ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"]);

let names: Map<string, string> | undefined;

/** Every two-letter code that the platform's list of regions names, with those names in the six languages of the headings. */
function knownNames(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(OTHER_NAMES));
  for (const language of ["en", "de", "it", "fr", "es", "id"]) {
    const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (let first = 65; first <= 90; first++) {
      for (let second = 65; second <= 90; second++) {
        const written = String.fromCharCode(first, second);
        const name = display.of(written);
        if (!name || NO_COUNTRIES.has(written)) continue;
        // Codes of states that are no more stand for their successors: DD for DE, SU for RU.
        const code = new Intl.Locale(`und-${written}`).region ?? written;
        if (!names.has(written.toLowerCase())) names.set(written.toLowerCase(), code);
        if (!names.has(plain(name))) names.set(plain(name), code);
      }
    }
  }
  return names;
}

/** ISO 3166-1 alpha-2 from a code or a name ("GB", "UK", "Deutschland", "ITA"); null where it is none. */
export function readCountry(text: string): string | null {
  return knownNames().get(plain(text)) ?? null;
}
