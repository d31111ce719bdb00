/** Letters become 10 to 35 before the checksum of ISO 7064 MOD 97-10 is taken. */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const digits = Number.parseInt(character, 36).toString();
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

function compact(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/** Whether the text is a well-formed IBAN with the right check digits (ISO 13616). Spaces are allowed. */
export function isIban(text: string): boolean {
  const iban = compact(text);
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** In groups of four, as it is printed on paper. */
export function groupByFour(text: string): string {
  return compact(text).replace(/(.{4})(?=.)/g, "$1 ");
}

/** RF body: 21 characters at most. 36^21 keeps more than 108 bits, so that long ids stay unique. */
const RF_BODY_LENGTH = 21;

/**
 * A creditor reference (ISO 11649, "RF18539007547034") for an id of any length. Ids of up to 21 letters and digits stay
 * readable inside it; longer ones are folded into 21 characters. Throws where the id holds no letter or digit at all.
 */
export function creditorReference(id: string): string {
  const plain = id.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (plain === "") throw new Error("a creditor reference needs an id with at least one letter or digit");
  const body = plain.length <= RF_BODY_LENGTH ? plain : fold(plain);
  const check = 98 - mod97(`${body}RF00`);
  return `RF${check.toString().padStart(2, "0")}${body}`;
}

function fold(plain: string): string {
  let number = 0n;
  for (const character of plain) number = (number * 36n + BigInt(Number.parseInt(character, 36))) % 36n ** 21n;
  return number.toString(36).toUpperCase().padStart(RF_BODY_LENGTH, "0");
}

/** Whether the text is a creditor reference with the right check digits (ISO 11649). Spaces are allowed. */
export function isCreditorReference(text: string): boolean {
  const reference = compact(text);
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) && mod97(reference.slice(4) + reference.slice(0, 4)) === 1;
}
