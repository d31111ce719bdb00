import { exponentOf, parseMinor } from "../../values/money.ts";

export interface FoundAmount {
  readonly index: number;
  readonly text: string;
  readonly currency: string | null;
  /** Null where the digits are no amount of the currency. */
  readonly minor: bigint | null;
}

const SIGNS: Record<string, string | null> = {
  "€": "EUR",
  "£": "GBP",
  $: null,
  US$: "USD",
  CA$: "CAD",
  A$: "AUD",
  "¥": null,
  "₹": "INR",
  Rp: "IDR",
  Fr: "CHF",
};
const SIGN = "(?:US\\$|CA\\$|A\\$|[€£$¥₹]|Rp\\.?|Fr\\.)";
const CODE =
  "(?:EUR|GBP|USD|CHF|CAD|AUD|NZD|IDR|INR|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|RON|ZAR|SGD|HKD|MXN|BRL|KWD|BHD|TND|AED|SAR|TRY|THB|MYR|PHP|KRW|ARS|BOB|CLP|COP|CRC|DOP|GTQ|HNL|NIO|PEN|PYG|UYU)";
// A plain space groups thousands only: "1 240,50" in a text whose no-break spaces were lost.
const NUMBER = "[-\u2212]?(?:\\d{1,3}(?: \\d{3})+(?:[.,]\\d+)?(?![\\d]| \\d)|\\d(?:[\\d.,'’\\u00a0\\u202f]*\\d)?)";

/** How a currency is written in one language or another: "JP¥", "¥", "NZ$". */
function symbolsOf(currency: string): string[] {
  const symbols = new Set<string>();
  // A currency's code begins with its country, whose own sign for it other locales may not have: "S/".
  const { language, region } = new Intl.Locale(`und-${currency.slice(0, 2)}`).maximize();
  for (const locale of ["en-GB", "en-US", "de", "fr", `${language}-${region}`])
    for (const currencyDisplay of ["symbol", "narrowSymbol"] as const)
      symbols.add(
        new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(0).find((part) => part.type === "currency")!.value,
      );
  return [...symbols];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Before and after the number; compiled once for each currency. */
const expressions = new Map<string | null, { readonly own: ReadonlySet<string>; readonly before: RegExp; readonly after: RegExp }>();

function expressionsFor(expected: string | null) {
  const made = expressions.get(expected);
  if (made) return made;
  const own = new Set(expected ? symbolsOf(expected) : []);
  const known = [...own]
    .sort((a, b) => b.length - a.length)
    .map((symbol) => `${escape(symbol)}|`)
    .join("");
  const fresh = {
    own,
    before: new RegExp(`(?<![\\p{L}])(?<unit>${known}${SIGN}|${CODE})[ \\u00a0\\u202f]?(?<number>${NUMBER})`, "gu"),
    after: new RegExp(`(?<![\\w.,/-])(?<number>${NUMBER})[ \\u00a0\\u202f]?(?<unit>${known}[€£]|${CODE})(?![\\p{L}])`, "gu"),
  };
  expressions.set(expected, fresh);
  return fresh;
}

/** Every number that a currency's sign or code stands at. `expected` decides how the decimals are read. */
export function findAmounts(text: string, expected: string | null): FoundAmount[] {
  const { own, before, after } = expressionsFor(expected);
  const found = new Map<number, FoundAmount>();
  for (const pattern of [before, after]) {
    for (const match of text.matchAll(pattern)) {
      const { unit, number } = match.groups as { unit: string; number: string };
      // A sign that several currencies share ("$", "¥") is taken for the letter's own.
      const currency =
        expected && own.has(unit) ? expected : unit in SIGNS ? SIGNS[unit]! : unit.replace(".", "") in SIGNS ? SIGNS[unit.replace(".", "")]! : unit;
      const start = match.index + match[0].indexOf(number);
      if (!found.has(start)) found.set(start, { index: match.index, text: match[0], currency, minor: readAmount(number, currency ?? expected ?? "EUR") });
    }
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** Reads "1,234.50", "1.234,50", "1'234.50", "1 234,50" or "1234": the last separator is the decimal one unless three digits follow. */
export function readAmount(text: string, currency: string): bigint | null {
  const plain = text.replace("\u2212", "-").replace(/[\s'’\u00a0\u202f]/g, "");
  const negative = plain.startsWith("-");
  const digits = plain.replace(/^-/, "");
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const decimals = last < 0 ? 0 : digits.length - last - 1;
  const separators = digits.match(/[.,]/g)?.length ?? 0;
  const mark = last < 0 ? "" : digits[last]!;
  const repeated = separators > 1 && digits.split(mark).length > 2;
  const isDecimal = last >= 0 && !repeated && decimals > 0 && (decimals !== 3 || exponentOf(currency) === 3);
  const major = isDecimal ? `${digits.slice(0, last).replace(/[.,]/g, "")}.${digits.slice(last + 1)}` : digits.replace(/[.,]/g, "");
  return parseMinor((negative ? "-" : "") + major, currency);
}
