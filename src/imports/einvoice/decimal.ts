import { exponentOf } from "../../core/values/money.ts";
import { Refusal } from "../refusal/refusal.ts";

/**
 * Exact decimals as bigint: 1 is 10^10. Amounts of lines have more places than a currency has (EN 16931 allows it for prices,
 * ZUGFeRD Extended for lines), and totals are compared before anything is rounded.
 */
export type Decimal = bigint;

const PLACES = 10;
/** Minor units of more digits are no money, and would not fit into the database. */
const LARGEST = 10n ** 18n;
const PATTERN = /^([+-]?)(\d{0,18})(?:\.(\d{0,18}))?$/;

/** Reads an xs:decimal ("-1234.50", ".5"); null where the text is none. Places beyond the tenth are cut off. */
export function parseDecimal(text: string): Decimal | null {
  const match = PATTERN.exec(text.trim());
  if (!match || (!match[2] && !match[3])) return null;
  const scaled = BigInt(`${match[2]}${(match[3] ?? "").slice(0, PLACES).padEnd(PLACES, "0")}`);
  return match[1] === "-" ? -scaled : scaled;
}

/** One minor unit of a currency. */
export function minorUnit(currency: string): Decimal {
  return 10n ** BigInt(PLACES - exponentOf(currency));
}

/** @throws Refusal where the amount is finer than the currency: a tenth of a cent is never rounded away in silence */
export function toMinor(amount: Decimal, currency: string, line: number): bigint {
  const unit = minorUnit(currency);
  if (amount % unit !== 0n)
    throw new Refusal(
      "amount-unreadable",
      line,
      `The amount ${showDecimal(amount)} is finer than ${currency} is. Check the invoice where it was made, and export it again.`,
    );
  const minor = amount / unit;
  if (absolute(minor) >= LARGEST)
    throw new Refusal("amount-unreadable", line, `The amount ${showDecimal(amount)} has too many digits. Check the invoice where it was made.`);
  return minor;
}

/** Half away from zero, as discounts are rounded. */
export function roundToMinor(amount: Decimal, currency: string): bigint {
  const unit = minorUnit(currency);
  const half = amount < 0n ? -unit / 2n : unit / 2n;
  return (amount + half) / unit;
}

export function percentOf(amount: Decimal, percent: Decimal): Decimal {
  return (amount * percent) / 10n ** BigInt(PLACES + 2);
}

export function sumDecimals(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((a, b) => a + b, 0n);
}

export function absolute(amount: Decimal): Decimal {
  return amount < 0n ? -amount : amount;
}

/** "1234.5", for a sentence. */
export function showDecimal(amount: Decimal): string {
  const digits = absolute(amount)
    .toString()
    .padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${fraction.padEnd(2, "0")}`;
}
