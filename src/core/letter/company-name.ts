// Legal forms as the registers of their countries abbreviate them. Not those of a sole trader ("e.K.", "DBA"): that is a person.
const LONG_FORMS =
  "ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|company|gmbh|mbh|ggmbh|ohg|kgaa|s\\.?r\\.?l|s\\.?p\\.?a|s\\.?a\\.?s|s\\.?a\\.?r\\.?l|sasu|eurl|sprl|bvba|" +
  "b\\.v|n\\.v|s\\.a|s\\.l|s\\.e|e\\.v|e\\.g|a\\.g|k\\.g|a\\.s|a/s|aps|oyj|a\\.b|sp\\. ?z ?o\\. ?o|s\\.r\\.o|d\\.o\\.o|kft|lda|ltda|pty|pte|sdn bhd|tbk|gbr|genossenschaft|stiftung";
/** Two letters may be a family name too ("Sa", "Ag"): they count in capitals only, beside a name that is not all in capitals. */
const SHORT_FORMS = "AG|KG|UG|SE|SA|SL|BV|NV|AB|AS|eG|eV|Oy|SNC|CV";

const LONG = new RegExp(`(?:^|[\\s,&(])(?:${LONG_FORMS})\\.?(?=$|[\\s,)])`, "iu");
const SHORT = new RegExp(`[\\s,&](?:${SHORT_FORMS})\\.?$`, "u");

/** Whether a name carries the legal form of a company. False says nothing: many firms leave theirs out. */
export function namesCompany(name: string): boolean {
  if (LONG.test(name) || /&\s*(?:co|cie|sons?|partners?)\b/iu.test(name) || /^(?:PT|CV)\.?\s+\p{Lu}/u.test(name)) return true;
  return SHORT.test(name) && /\p{Ll}{2}/u.test(name.replace(SHORT, ""));
}
