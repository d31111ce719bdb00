import { resolveCountry } from "./region.ts";

/** The clock of the capital where a country has several: IANA names, as CLDR lists them. */
const CAPITALS: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CD: "Africa/Kinshasa",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  FM: "Pacific/Ponape",
  GL: "America/Godthab",
  ID: "Asia/Jakarta",
  KI: "Pacific/Tarawa",
  MN: "Asia/Ulaanbaatar",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PF: "Pacific/Tahiti",
  PG: "Pacific/Port_Moresby",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  UA: "Europe/Kiev",
  US: "America/New_York",
};

/** The clock of a country's capital, where the country has several and this one is known to be it; else null. */
export function capitalClock(country: string | null): string | null {
  return CAPITALS[resolveCountry(country) ?? country?.toUpperCase() ?? ""] ?? null;
}
