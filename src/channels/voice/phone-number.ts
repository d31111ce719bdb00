import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** So many letters a number may have with its spaces and brackets; what is longer is something else. */
const LONGEST = 40;

/**
 * A telephone number as the whole world dials it ("+441134960120"), or null where it cannot be one. One without a country's code is read as of
 * this country (ISO 3166-1 alpha-2). Numbers with an extension cannot be dialled by a machine.
 */
export function dialledNumber(written: string | null, country: string | null): string | null {
  const text = written?.trim() ?? "";
  if (text === "" || text.length > LONGEST) return null;
  // "0049 30 1": some ledgers write the sign as the two zeros that are dialled for it.
  const found = parsePhoneNumberFromString(text.replace(/^00(?=[1-9])/, "+"), { ...(country && { defaultCountry: country as "GB" }), extract: false });
  return found?.isPossible() && !found.ext ? found.number : null;
}

/** The country that a number belongs to; null where several share its code and the number tells no more. */
export function countryOfNumber(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null;
}
