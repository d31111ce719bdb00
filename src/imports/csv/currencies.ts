/** Signs that stand for one currency only; "$" does not. */
const SIGNS = new Map([
  ["€", "EUR"],
  ["£", "GBP"],
  ["us$", "USD"],
  ["a$", "AUD"],
  ["c$", "CAD"],
  ["fr", "CHF"],
  ["fr.", "CHF"],
  ["sfr", "CHF"],
  ["sfr.", "CHF"],
  ["rp", "IDR"],
  ["rp.", "IDR"],
]);

/** What else people write beside an amount of these currencies. */
const HABITS = new Map([
  ["euro", ["EUR"]],
  ["rs", ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]],
]);

let codes: Set<string> | undefined;

/** Reads a currency: an ISO 4217 code or a sign that stands for one currency only. Null where it is none. */
export function readCurrency(text: string): string | null {
  codes ??= new Set(Intl.supportedValuesOf("currency"));
  if (codes.has(text)) return text;
  const word = text.trim();
  const code = word.toUpperCase();
  if (codes.has(code)) return code;
  return SIGNS.get(word.toLowerCase()) ?? null;
}

const signs = new Map<string, readonly string[]>();

/** The signs of a currency by CLDR: "$" and "CA$" of the Canadian dollar, "kr" of three crowns. */
function signsOf(currency: string): readonly string[] {
  let found = signs.get(currency);
  if (!found) {
    found = (["symbol", "narrowSymbol"] as const).map(
      (currencyDisplay) =>
        new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay }).formatToParts(0).find(({ type }) => type === "currency")?.value ?? "",
    );
    signs.set(currency, found);
  }
  return found;
}

/** Whether what stands beside an amount may stand for this currency. */
export function agrees(mark: string, currency: string): boolean {
  if (readCurrency(mark) === currency) return true;
  const bare = mark.replace(/\.$/, "");
  return signsOf(currency).includes(bare) || (HABITS.get(bare.toLowerCase())?.includes(currency) ?? false);
}

let allSigns: Set<string> | undefined;

/** Whether it stands for any currency at all. */
export function isMark(mark: string): boolean {
  if (readCurrency(mark) !== null) return true;
  allSigns ??= new Set(Intl.supportedValuesOf("currency").flatMap(signsOf));
  const bare = mark.replace(/\.$/, "");
  return allSigns.has(bare) || HABITS.has(bare.toLowerCase());
}
