/**
 * Legal forms of companies, as names carry them: upper case, without dots and blanks, so that "S.p.A." and "SPA" are one.
 * Grouped by what they are, because "Acme AG" is not "Acme GmbH".
 */
const FORMS: Readonly<Record<string, string>> = {
  gmbh: "GMBH MBH GESMBH GMBHCO GMBHCOKG GMBHCOKGAA GESELLSCHAFTMITBESCHRAENKTERHAFTUNG GGMBH UG UGHAFTUNGSBESCHRAENKT",
  ag: "AG AKTIENGESELLSCHAFT KGAA SE",
  kg: "KG OHG OG GBR PARTG PARTGMBB",
  sole: "EK EKFM EKFR EU EV EG EGEN",
  ltd: "LTD LIMITED PLC LLP LP CIC",
  inc: "INC INCORPORATED CORP CORPORATION CO COMPANY LLC PLLC",
  sarl: "SARL EURL SAS SASU SNC SCI SCOP SELARL SCS",
  sa: "SA SPA SAPA NV",
  srl: "SRL SRLS SL SLU SLL SLNE SC SCOOP SCARL SRLU BV BVBA CV VOF",
  pt: "PT CV UD TBK PERSERO PTE SDN BHD PTY",
  nordic: "AB AS ASA APS OY OYJ HB IS HF EHF",
  east: "SPZOO SPJ SPK SRO SPOLSRO DOO OOO ZAO KFT ZRT EOOD OOD",
};

const FAMILY = new Map(Object.entries(FORMS).flatMap(([family, forms]) => forms.split(" ").map((form) => [form, family] as const)));

/** "SA" of "S.A." stands as two words; joined words of at most this many are looked at. */
const MOST_WORDS = 6;

export interface NameParts {
  /** The words that tell this name from others. */
  readonly words: readonly string[];
  /** The families of legal forms that it carries. */
  readonly forms: readonly string[];
}

/** Takes the legal forms off a name's end and start ("PT Maju"). At least one word always stays. */
export function withoutLegalForms(words: readonly string[]): NameParts {
  const forms: string[] = [];
  if (words.length === 1) return { words, forms };
  let rest = words;
  for (let found = true; found; ) {
    found = false;
    for (let length = Math.min(MOST_WORDS, rest.length - 1); length > 0; length--) {
      const end = FAMILY.get(rest.slice(-length).join(""));
      const start = end === undefined && isLeading(rest[0]!) && length === 1 ? FAMILY.get(rest[0]!) : undefined;
      if (end === undefined && start === undefined) continue;
      forms.push((end ?? start)!);
      rest = end === undefined ? rest.slice(1) : rest.slice(0, -length);
      found = true;
      break;
    }
  }
  return { words: rest, forms };
}

/** Forms that stand before the name, in Indonesia and in old French and Italian registers. */
function isLeading(word: string): boolean {
  return ["PT", "CV", "UD", "SARL", "SAS", "SNC", "SCI"].includes(word);
}
