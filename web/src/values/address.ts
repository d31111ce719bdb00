import type { Account } from "../api.ts";

const countries = new Intl.DisplayNames(["en"], { type: "region" });
/** Where the postal code stands after the town, and where also the state stands between them. */
const CODE_LAST = new Set(["GB", "IE"]);
const STATE_AND_CODE = new Set(["US", "CA", "AU"]);

/** An address in one line, in the order of its country: "1 High Street, Ashdown, AB1 2CD, United Kingdom". */
export function addressLine({ address, country: home }: Pick<Account["debtor"], "address" | "country">): string {
  const country = address?.country ?? home;
  if (address?.lines) return join(", ", ...address.lines);
  return join(", ", address?.street, ...town(address ?? {}, country), country && countryName(country));
}

type Address = NonNullable<Account["debtor"]["address"]>;

function town({ city, region, postalCode }: Address, country: string | null): (string | undefined)[] {
  if (country && CODE_LAST.has(country)) return [city, postalCode];
  if (country && STATE_AND_CODE.has(country)) return [city, join(" ", region, postalCode)];
  return [join(" ", postalCode, city)];
}

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

function join(by: string, ...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(by);
}
