import { addressFields } from "../../core/values/address-lines.ts";
import type { Debtor } from "../../core/values/party.ts";

/** An address in the fields that a print service asks for. */
export interface MailAddress {
  readonly name: string;
  /** One or two: the street, and what stands beside it (suite, floor). */
  readonly lines: readonly [string, ...string[]];
  readonly zip: string;
  readonly city: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Between the lines of an address that a service gets; one for the print folder has commas. */
const BETWEEN = " · ";

/**
 * The address in one line, "Acme, Inc. · 210 King St · 94107, San Francisco, CA · US": it is kept with the delivery, and read back from there
 * when the letter is handed over.
 */
export function writeAddress({ name, lines, zip, city, region, country }: MailAddress): string {
  const place = [zip, city, region].map((part) => plain(part.replaceAll(",", " ")));
  return [name, ...lines]
    .map(plain)
    .concat(place.slice(0, region ? 3 : 2).join(", "), country)
    .join(BETWEEN);
}

/** @returns null where the line was not written so */
export function readAddress(written: string): MailAddress | null {
  const parts = written.split(BETWEEN);
  if (parts.length < 4 || parts.length > 5) return null;
  const [name, ...rest] = parts as [string, ...string[]];
  const country = rest.pop()!;
  const [zip = "", city = "", region = "", ...more] = rest.pop()!.split(", ");
  if (city === "" || more.length > 0) return null;
  return /^[A-Z]{2}$/.test(country) ? { name, lines: rest as [string, ...string[]], zip, city, region, country } : null;
}

/** A debtor's address in fields; null where it is only known as a block of lines, or lacks what every post needs. */
export function mailAddressOf(debtor: Debtor): MailAddress | null {
  const { address } = debtor;
  const country = (address?.country ?? debtor.country ?? "").toUpperCase();
  const [name, street, zip, city, region] = [debtor.name, address?.street, address?.postalCode, address?.city, address?.region].map((part) =>
    plain(part ?? ""),
  );
  if (!name || !street || !city || !/^[A-Z]{2}$/.test(country)) return null;
  return { name, lines: [street], zip: zip!, city, region: region!, country };
}

/** By whom a recipient that was written down is to be posted: a letter is not asked for, or sent again, where it never was. */
export function isWrittenFor(recipient: string, provider: "folder" | "lob" | "pingen"): boolean {
  if (provider === "folder") return !recipient.includes(BETWEEN);
  return recipient.includes(BETWEEN) && (readAddress(recipient) !== null) === (provider === "lob");
}

/**
 * Name and address in one line, in the order of their country, the parts apart by commas or, for a service that reads the address from the page, by
 * dots; null where a postman could not find it: no name, or neither street nor town.
 */
export function postalLine(debtor: Debtor, isForService: boolean): string | null {
  const address = debtor.address;
  if (!address || debtor.name.trim() === "") return null;
  const country = address.country ?? debtor.country;
  const given = address.city ? [address.street, address.city, address.region] : (address.lines ?? []);
  if (plainLines(given).length < 2) return null;
  const block = address.city ? addressFields({ ...address, country: country ?? "" }) : given;
  const lines = [plain(debtor.name), ...plainLines(block), ...(country ? [country] : [])];
  // So that it is not read as fields of an address.
  return isForService ? lines.map((line) => line.replaceAll(", ", " ")).join(BETWEEN) : lines.join(", ");
}

function plainLines(lines: readonly (string | undefined)[]): string[] {
  return lines.map((line) => plain(line ?? "")).filter((line) => line !== "");
}

/** The country at the end of a recipient as the channel writes it; null where it names none. */
export function countryOf(recipient: string): string | null {
  return /(?:, | · )([A-Z]{2})$/.exec(recipient)?.[1] ?? null;
}

/** One line without what would part it from the next. */
function plain(text: string): string {
  return text.replaceAll("·", "-").replace(/\s+/g, " ").trim();
}
