/** "1234567.50" -> "1,234,567.50", on the text itself: an amount never passes through a floating-point number. */
export function groupDigits(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",").replace("-", "\u2212");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** The amounts in a sentence of the server, as the pages write them: "5000.00 GBP is promised" -> "GBP 5,000.00 is promised". */
export function formatAmountsIn(text: string): string {
  return text.replace(/(?<![\w.,-])(-?\d{1,18}(?:\.\d{1,4})?) ([A-Z]{3})\b/g, (written, amount: string, currency: string) =>
    CURRENCIES.has(currency) ? `${currency} ${groupDigits(amount)}` : written,
  );
}

/** Adds decimal strings of one currency exactly. */
export function addAmounts(amounts: readonly string[]): string {
  const decimals = Math.max(0, ...amounts.map((amount) => amount.split(".")[1]?.length ?? 0));
  let sum = 0n;
  for (const amount of amounts) {
    const [whole = "0", fraction = ""] = amount.split(".");
    sum += BigInt(whole + fraction.padEnd(decimals, "0"));
  }
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, "0");
  const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  return sum < 0n ? `-${text}` : text;
}

/** What is left of amounts after credits. */
export function netOf(amounts: readonly string[], credits: readonly { open: string }[]): string {
  return addAmounts([...amounts, ...credits.map((credit) => `-${credit.open}`)]);
}

export function Money({ amount, currency, strong }: { amount: string; currency: string; strong?: boolean }) {
  return (
    <span className="money">
      <span className="currency">{currency}</span> {strong ? <b>{groupDigits(amount)}</b> : groupDigits(amount)}
    </span>
  );
}
