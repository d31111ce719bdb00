import { resolveCountry } from "./region.ts";

type ZonedLocale = Intl.Locale & { getTimeZones?(): string[] | undefined; timeZones?: string[] };

const known = new Map<string, readonly string[]>();

/** The time zones (IANA) that are in use in a country, as CLDR lists them through Intl; none for a country that is not known. */
export function timeZonesOf(country: string | null): readonly string[] {
  // Countries without a holiday table have clocks all the same.
  const code = resolveCountry(country) ?? (/^[a-z]{2}$/i.test(country ?? "") ? country!.toUpperCase() : null);
  if (!code) return [];
  const found = known.get(code);
  if (found) return found;
  const locale: ZonedLocale = new Intl.Locale(`und-${code}`);
  // Node 20 has the property, later ones have the method.
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  known.set(code, zones);
  return zones;
}
