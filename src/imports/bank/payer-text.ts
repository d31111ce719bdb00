import { cleanText } from "./references.ts";

/** The payer, where a bank in North America writes keys into a text (ACH: "ORIG CO NAME:", Citi: "BO1:"). */
const PAYER =
  /(?:ORIG CO NAME|ORIGINATOR NAME|ORIG NAME|ORIGINATOR|ORDERING PARTY|BO1): ?(.{1,140}?)(?= {2,}|;|,|\n|\/| (?:ORIG|DESC|CO ENTRY|SEC|TRACE|EED|IND|TRN|DATE|OB|BI|BO|PY)[A-Z #]{0,12}\d?:|$)/;

export function payerInText(text: string): string {
  return cleanText(PAYER.exec(text)?.[1] ?? "");
}
