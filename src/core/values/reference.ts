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

const QRR_LENGTH = 27;
const CARRY = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** The check digit of a Swiss QR reference: modulo 10, recursive. Source: Swiss Payment Standards, QR-bill, annex B. */
function mod10(digits: string): number {
  let carry = 0;
  for (const digit of digits) carry = CARRY[(carry + Number(digit)) % 10]!;
  return (10 - carry) % 10;
}

/**
 * A Swiss QR reference (27 digits) for an id of any length. Ids of up to 16 letters and digits each have their own; the
 * leading 1 keeps it from looking like a shorter number once zeros are dropped. Throws as `creditorReference` does.
 */
export function qrReference(id: string): string {
  const plain = id.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (plain === "") throw new Error("a QR reference needs an id with at least one letter or digit");
  let number = 0n;
  for (const character of plain) number = (number * 36n + BigInt(Number.parseInt(character, 36))) % 10n ** 25n;
  const body = `1${number.toString().padStart(QRR_LENGTH - 2, "0")}`;
  return `${body}${mod10(body)}`;
}

/** Whether the text is a Swiss QR reference with the right check digit. Spaces are allowed. */
export function isQrReference(text: string): boolean {
  const reference = compact(text);
  return /^\d{27}$/.test(reference) && Number(reference.at(-1)) === mod10(reference.slice(0, -1));
}

/** Whether a Swiss or Liechtenstein IBAN is a QR-IBAN, which is paid to with a QR reference only: its bank's number is 30000 to 31999. */
export function isQrIban(text: string): boolean {
  const iban = compact(text);
  return isSwissIban(iban) && /^3[01]\d{3}$/.test(iban.slice(4, 9));
}

/** An account in Switzerland or Liechtenstein. */
export function isSwissIban(text: string): boolean {
  const iban = compact(text);
  return /^(CH|LI)\d{7}[A-Z0-9]{12}$/.test(iban) && isIban(iban);
}

/** As it is printed: a QR reference as two and five times five digits, a creditor reference in fours, any other as it is. */
export function printedReference(text: string): string {
  if (isQrReference(text))
    return compact(text)
      .replace(/^(\d\d)/, "$1 ")
      .replace(/(\d{5})(?=\d)/g, "$1 ");
  return isCreditorReference(text) ? groupByFour(text) : text;
}

/** All forms in which letters print their id as the reference of a payment: plain, and with check digits. */
export function letterReferences(id: string): string[] {
  return /[A-Z0-9]/i.test(id) ? [id, creditorReference(id), qrReference(id)] : [id];
}
