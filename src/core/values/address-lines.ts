import type { PostalAddress } from "./party.ts";

/**
 * How a country writes what follows the street: lines parted by "/", of a town, a postcode and a region. Where no region is
 * known, a postcode that shares its line moves up to the town. Facts as the Universal Postal Union's member pages and the
 * address metadata of CLDR and libaddressinput give them; written anew here.
 */
interface AddressFormat {
  readonly lines: string;
  /** The groups of a postcode's signs, which people write as one or with any separator: "1017CD" is "1017 CD". */
  readonly code?: { readonly groups: readonly number[]; readonly between: string };
  /** Belongs to the postcode at home, too. */
  readonly prefix?: string;
  /** The town stands above the street. */
  readonly townFirst?: boolean;
  /** Regions are printed in short, or not at all. */
  readonly regions?: "us" | "ca" | "au" | "two-letters";
}

const CODE_TOWN: AddressFormat = { lines: "{code} {city}" };
const grouped = (groups: readonly number[], between = " "): AddressFormat["code"] => ({ groups, between });

const FORMATS: Readonly<Record<string, AddressFormat>> = {
  AE: { lines: "{city} / {region}" },
  AR: { lines: "{code} {city} / {region}" },
  AU: { lines: "{city} {region} {code}", regions: "au" },
  BD: { lines: "{city} - {code}" },
  BR: { lines: "{city}-{region} / {code}", code: grouped([5, 3], "-") },
  CA: { lines: "{city} {region} {code}", code: grouped([3, 3]), regions: "ca" },
  CL: { lines: "{code} {city} / {region}" },
  CN: { lines: "{city} / {region}, {code}" },
  CO: { lines: "{city}, {region} {code}" },
  CZ: { ...CODE_TOWN, code: grouped([3, 2]) },
  EC: { lines: "{code} / {city}" },
  EG: { lines: "{city} / {region} / {code}" },
  GB: { lines: "{city} / {code}" },
  GR: { ...CODE_TOWN, code: grouped([3, 2]) },
  HK: { lines: "{city} / {region}" },
  HU: { lines: "{city} / {code}", townFirst: true },
  ID: { lines: "{city} / {region} {code}" },
  IE: { lines: "{city} / {region} / {code}", code: grouped([3, 4]) },
  IL: { lines: "{city} {code}" },
  IN: { lines: "{city} {code} / {region}" },
  IT: { lines: "{code} {city} {region}", regions: "two-letters" },
  JP: { lines: "{city}, {region} / {code}", code: grouped([3, 4], "-") },
  KE: { lines: "{city} / {code}" },
  KR: { lines: "{city} / {region} / {code}" },
  LK: { lines: "{city} / {code}" },
  LT: { ...CODE_TOWN, prefix: "LT-" },
  LU: { ...CODE_TOWN, prefix: "L-" },
  LV: { lines: "{city}, {code}", prefix: "LV-" },
  MD: { ...CODE_TOWN, prefix: "MD-" },
  MT: { lines: "{city} {code}", code: grouped([3, 4]) },
  MX: { lines: "{code} {city}, {region}" },
  MY: { lines: "{code} {city} / {region}" },
  NG: { lines: "{city} {code} / {region}" },
  NL: { ...CODE_TOWN, code: grouped([4, 2]) },
  NZ: { lines: "{city} {code}" },
  PE: { lines: "{city} {code} / {region}" },
  PH: { lines: "{code} {city} / {region}" },
  PK: { lines: "{city}-{code}" },
  PL: { ...CODE_TOWN, code: grouped([2, 3], "-") },
  PT: { ...CODE_TOWN, code: grouped([4, 3], "-") },
  RU: { lines: "{city} / {region} / {code}" },
  SA: { lines: "{city} {code}" },
  SE: { ...CODE_TOWN, code: grouped([3, 2]) },
  SG: { lines: "{city} {code}" },
  SK: { ...CODE_TOWN, code: grouped([3, 2]) },
  TH: { lines: "{city} / {region} {code}" },
  TR: { lines: "{code} {city}/{region}" },
  TW: { lines: "{city}, {region} {code}" },
  UA: { lines: "{city} / {region} / {code}" },
  US: { lines: "{city}, {region} {code}", regions: "us" },
  UY: { lines: "{code} {city} {region}" },
  VN: { lines: "{city} / {region} {code}" },
  ZA: { lines: "{city} / {code}" },
};
// Postcode before the town in one line: most of Europe, and others.
const PLAIN = [
  "AD",
  "AL",
  "AT",
  "BA",
  "BE",
  "BG",
  "CH",
  "CR",
  "CY",
  "DE",
  "DK",
  "DZ",
  "EE",
  "ES",
  "FI",
  "FR",
  "HR",
  "IS",
  "LI",
  "MA",
  "MC",
  "ME",
  "MK",
  "NO",
  "RO",
  "RS",
  "SI",
  "SM",
  "TN",
  "VA",
];

/** British and Canadian postcodes end in three signs: the one has five to seven, so that no groups are given. */
const BRITISH = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;

/** The countries whose way of writing an address is known; all others write as most do, the postcode before the town. */
export const KNOWN_FORMATS: ReadonlySet<string> = new Set([...Object.keys(FORMATS), ...PLAIN]);

/** Street, town, postcode and region in the lines and the order of their country; a field that is missing leaves no gap. */
export function addressFields({ street = "", postalCode = "", city = "", region = "", country = "" }: PostalAddress): string[] {
  const code = country.toUpperCase();
  const format = FORMATS[code] ?? CODE_TOWN;
  const values = { city: city.trim(), code: postcode(postalCode.trim(), code, format), region: regionOf(region.trim(), city.trim(), format) };
  const lines = format.lines.split(" / ");
  if (values.region === "" && /\{region\},? \{code\}$/.test(lines.at(-1)!)) {
    const above = lines.length > 1 ? lines.at(-2)! : "{city}";
    lines.splice(-2, 2, `${above} {code}`);
  }
  const town = lines.map((line) => fill(line, values)).filter(Boolean);
  const above = format.townFirst ? town.slice(0, 1) : [];
  return [...above, street.trim(), ...town.slice(above.length)].filter(Boolean);
}

/** Separators stand between values only. */
function fill(line: string, values: Readonly<Record<string, string>>): string {
  let text = "";
  let gap = "";
  for (const part of line.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) gap = part;
    else if (values[name]) {
      text += (text === "" ? "" : gap) + values[name];
      gap = "";
    }
  }
  return text;
}

function postcode(given: string, country: string, { code, prefix = "" }: AddressFormat): string {
  if (given === "") return "";
  const plain = given.replace(/[\s-]/g, "").toUpperCase();
  const british = country === "GB" ? BRITISH.exec(plain) : null;
  if (british) return `${british[1]} ${british[2]}`;
  if (prefix)
    return given.toUpperCase().startsWith(prefix) ? given : `${prefix}${given.replace(new RegExp(`^${prefix.replace("-", "")}[ -]?(?=\\d)`, "i"), "")}`;
  if (!code || plain.length !== code.groups.reduce((sum, size) => sum + size, 0)) return given;
  let at = 0;
  return code.groups.map((size) => plain.slice(at, (at += size))).join(code.between);
}

function regionOf(region: string, city: string, { regions }: AddressFormat): string {
  if (regions === "two-letters") return /^[A-Za-z]{2}$/.test(region) ? region.toUpperCase() : "";
  // "Singapore, Singapore": a town that is its own region is named once.
  if (!regions) return region.toLowerCase() === city.toLowerCase() ? "" : region;
  return REGIONS[regions][region.toLowerCase().replace(/[^a-z]/g, "")] ?? region;
}

const short = (pairs: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.split(",").map((pair) => [
      pair
        .slice(2)
        .toLowerCase()
        .replace(/[^a-z]/g, ""),
      pair.slice(0, 2),
    ]),
  );
const REGIONS: Readonly<Record<"us" | "ca" | "au", Readonly<Record<string, string>>>> = {
  us: short(
    "ALAlabama,AKAlaska,AZArizona,ARArkansas,CACalifornia,COColorado,CTConnecticut,DEDelaware,DCDistrict of Columbia,DCWashington DC,FLFlorida,GAGeorgia,HIHawaii,IDIdaho,ILIllinois,INIndiana,IAIowa,KSKansas,KYKentucky,LALouisiana,MEMaine,MDMaryland,MAMassachusetts,MIMichigan,MNMinnesota,MSMississippi,MOMissouri,MTMontana,NENebraska,NVNevada,NHNew Hampshire,NJNew Jersey,NMNew Mexico,NYNew York,NCNorth Carolina,NDNorth Dakota,OHOhio,OKOklahoma,OROregon,PAPennsylvania,PRPuerto Rico,RIRhode Island,SCSouth Carolina,SDSouth Dakota,TNTennessee,TXTexas,UTUtah,VTVermont,VAVirginia,VIUnited States Virgin Islands,WAWashington,WVWest Virginia,WIWisconsin,WYWyoming",
  ),
  ca: short(
    "ABAlberta,BCBritish Columbia,MBManitoba,NBNew Brunswick,NLNewfoundland and Labrador,NSNova Scotia,NTNorthwest Territories,NUNunavut,ONOntario,PEPrince Edward Island,QCQuebec,SKSaskatchewan,YTYukon",
  ),
  au: {
    ...short("SASouth Australia,WAWestern Australia,NTNorthern Territory"),
    newsouthwales: "NSW",
    victoria: "VIC",
    queensland: "QLD",
    tasmania: "TAS",
    australiancapitalterritory: "ACT",
  },
};
