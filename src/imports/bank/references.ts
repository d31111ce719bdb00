import { isCreditorReference, isIban } from "../../core/values/reference.ts";

/** What banks write where there is no reference. */
const PLACEHOLDERS = new Set([
  "NONREF",
  "NOREF",
  "NOTPROVIDED",
  "NOTPROVIDE",
  "NICHTANGEGEBEN",
  "NOTAVAILABLE",
  "NOTAPPLICABLE",
  "NA",
  "NONE",
  "NULL",
  "UNKNOWN",
  "NOREFERENCE",
  "KEINEREFERENZ",
  "KEINEANGABE",
  // Marks of MT940: the reference stands in the :86: under this key.
  "EREF",
  "PREF",
  "MARF",
  "KREF",
  "MREF",
  "SVWZ",
]);

/** A reference without the blanks around it; undefined where it is empty or a placeholder. */
export function cleanReference(text: string | undefined): string | undefined {
  const clean = cleanText(text ?? "");
  const bare = clean.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return bare === "" || /^0+$/.test(bare) || PLACEHOLDERS.has(bare) ? undefined : clean;
}

/** The references that are there, each once and none that is already told. */
export function otherReferences(told: string | undefined, ...references: (string | undefined)[]): readonly string[] | undefined {
  const found = new Set(references.map(cleanReference).filter((each) => each !== undefined && each !== told));
  return found.size > 0 ? ([...found] as string[]) : undefined;
}

/** Text on one line: blanks are single, control characters are gone. */
export function cleanText(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

const IBAN_SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** An account number that is written as an IBAN, without its blanks; undefined where it is none. Check digits are the bank's affair. */
export function ibanOf(text: string | undefined): string | undefined {
  const bare = (text ?? "").replace(/[\s']+/g, "").toUpperCase();
  if (IBAN_SHAPE.test(bare)) return bare;
  // Within Poland an account is written without its country.
  return /^\d{26}$/.test(bare) && isIban(`PL${bare}`) ? `PL${bare}` : undefined;
}

/** SEPA reasons of returns and rejects (ISO 20022 external code list, the ones that banks use for payments that come back). */
const RETURN_REASON =
  /\b(AC0[1-6]|AC1[3-6]|AG0[12378]|AM0[1-9]|BE0[1-8]|CNOR|CURR|CUST|DNOR|DUPL|ED05|FF01|FOCR|FRAD|MD0[1-9]|MS0[23]|NARR|NOAS|NOOR|RC01|RF01|RR0[1-4]|SL0[1-4]|TECH|TM01|UPAY)\b/;

export function returnReasonIn(text: string): string | undefined {
  return RETURN_REASON.exec(text)?.[1];
}

/** A Swiss QR reference has 26 digits and a check digit (modulo 10, recursive). Source: Swiss Payment Standards, QR-bill. */
const CARRY = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

export function isQrReference(digits: string): boolean {
  if (!/^\d{27}$/.test(digits) || /^0+$/.test(digits)) return false;
  let carry = 0;
  for (const digit of digits.slice(0, 26)) carry = CARRY[(carry + Number(digit)) % 10]!;
  return (10 - carry) % 10 === Number(digits[26]);
}

const CANDIDATE = /(?<![\dA-Z])(?:RF\d{2}(?:[A-Z0-9]{1,21}|(?: [A-Z0-9]{4}){1,5}(?: [A-Z0-9]{1,3})?)|\d{27}|\d{2}(?: \d{5}){5})(?![\dA-Z])/g;

/** A creditor reference in a text (ISO 11649 or Swiss QR), told by its check digits; undefined where there is none, or more than one. */
export function creditorReferenceIn(text: string): string | undefined {
  const found = new Set<string>();
  for (const [match] of text.slice(0, 2000).matchAll(CANDIDATE)) {
    const bare = match.replace(/ /g, "");
    if (isQrReference(bare) || isCreditorReference(bare)) found.add(bare);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
