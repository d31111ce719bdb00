import { exponentOf } from "../../core/values/money.ts";
import { agrees, isMark } from "./currencies.ts";

/** The sign between whole and fraction. */
export type DecimalSign = "." | ",";

/** Countries that write a decimal point; everywhere else a comma is more usual. Source: CLDR number symbols. */
const POINT_COUNTRIES = new Set("AU BD BW CA CH CN EG GB GH HK IE IL IN JP KE KH KR LI LK MM MT MX MY NG NZ PH PK PR SG SV TH TW TZ UG US ZW".split(" "));

/** What a creditor's country says about a column that could be read either way; null where it is unknown. */
export function decimalOfCountry(country: string | null): DecimalSign | null {
  return country === null ? null : POINT_COUNTRIES.has(country) ? "." : ",";
}

/** An amount without its currency, signs and blanks: "(EUR 1'234.50)" and "EUR 1'234.50 CR" are -1'234.50. */
interface BareAmount {
  readonly digits: string;
  readonly negative: boolean;
  /** As written beside the number; empty where nothing is. */
  readonly currency: string;
}

const LONGEST_AMOUNT = 60;
const BARE =
  /^(\()?\s*([+\-−–])?\s*([^\d\s.,'’()+\-−–]{1,4}\.?)?\s*([+\-−–])?\s*([.,]?\d(?:[\d.,'’\s]*[\d.,])?)\s*([-−–])?\s*([^\d\s.,'’()+\-−–]{1,4}\.?)?\s*(-|\))?$/u;

export function splitAmount(text: string): BareAmount | null {
  const match = text.length > LONGEST_AMOUNT ? null : BARE.exec(text);
  if (!match) return null;
  const [, open, minus1, before, minus2, digits, minus3, after, close] = match;
  if ((open === "(") !== (close === ")")) return null;
  const signs = [minus1, minus2, minus3, close === "-" ? "-" : undefined].filter((sign) => sign !== undefined);
  const side = sideOf(after) ?? sideOf(before);
  const currency = sideOf(after) ? (before ?? "") : sideOf(before) ? (after ?? "") : (before ?? after ?? "");
  if (signs.length > 1 || (before && after && !side)) return null;
  if (side) return signs.length > 0 || open || sideOf(currency) ? null : { digits: digits!, negative: side === "credit", currency };
  return { digits: digits!, negative: open === "(" || (signs.length === 1 && signs[0] !== "+"), currency };
}

/** The side of the debtor's account on which an accountant puts an amount: "12.00 CR" lowers what is owed. */
function sideOf(mark: string | undefined): "credit" | "debit" | null {
  return mark === undefined ? null : /^cr\.?$/i.test(mark) ? "credit" : /^dr\.?$/i.test(mark) ? "debit" : null;
}

/** What a column's amounts tell about its decimal sign. */
export interface DecimalEvidence {
  /** An amount that only fits a decimal point, and one that only fits a decimal comma. */
  point: string | null;
  comma: string | null;
  /** An amount that both readings fit: "1.234" */
  ambiguous: string | null;
}

export function noDecimalEvidence(): DecimalEvidence {
  return { point: null, comma: null, ambiguous: null };
}

/** Adds what one cell tells. Text that is no amount tells nothing. */
export function weighAmount(text: string, evidence: DecimalEvidence): void {
  const digits = splitAmount(text)?.digits;
  if (digits === undefined || !/[.,]/.test(digits)) return;
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const sign = digits[last] as DecimalSign;
  const other: DecimalSign = sign === "." ? "," : ".";
  const after = digits.length - last - 1;
  const note = (decimal: DecimalSign) => {
    if (decimal === ".") evidence.point ??= text;
    else evidence.comma ??= text;
  };
  if (digits.indexOf(sign) !== last) note(other);
  else if (digits.includes(other) || /['’\s]/.test(digits) || after !== 3 || /^0*[.,]/.test(digits)) note(sign);
  else evidence.ambiguous ??= text;
}

/** The decimal sign that the evidence tells; `null` where it tells none, `"mixed"` where it tells both. */
export function decimalOf(evidence: DecimalEvidence): DecimalSign | "mixed" | null {
  if (evidence.point !== null && evidence.comma !== null) return "mixed";
  return evidence.point !== null ? "." : evidence.comma !== null ? "," : null;
}

export type AmountProblem = "bad-amount" | "amount-too-fine" | "currency-contradicts";

const PLAIN = { ".": /^-?\d{1,13}(?:\.\d{1,2})?$/, ",": /^-?\d{1,13}(?:,\d{1,2})?$/ };
const GROUPED = {
  ".": /^\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?:['’\s]\d{3})*)?(?:\.\d*)?$|^\d+(?:\.\d*)?$|^\.\d+$/,
  ",": /^\d{1,3}(?:(?:\.\d{3})*|(?:['’\s]\d{3})*)?(?:,\d*)?$|^\d+(?:,\d*)?$|^,\d+$/,
};

/**
 * Reads an amount into minor units. Separators must stand where the column's way of writing puts them: "12,50" in a column
 * with decimal points is a problem, not 1250. Zeros beyond the minor unit are fine ("94.000"), other digits are not.
 */
export function readAmount(text: string, decimal: DecimalSign, currency: string): bigint | AmountProblem {
  const exponent = exponentOf(currency);
  if (exponent === 2 && PLAIN[decimal].test(text)) return readPlain(text, decimal);
  const bare = splitAmount(text);
  if (!bare || !GROUPED[decimal].test(bare.digits)) return "bad-amount";
  // Text that is not understood is never read around: "l2.00" and "60.0O" are no 2 and no 60.
  if (bare.currency !== "" && !agrees(bare.currency, currency)) return isMark(bare.currency) ? "currency-contradicts" : "bad-amount";
  const [whole = "", fraction = ""] = bare.digits.split(decimal);
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > exponent) return "amount-too-fine";
  const units = whole.replace(/\D/g, "") + kept.padEnd(exponent, "0");
  // PostgreSQL's bigint ends there; no ledger in any currency comes near.
  if (units.replace(/^0+/, "").length > 18) return "bad-amount";
  return bare.negative ? -BigInt(units) : BigInt(units);
}

/** The common case, without any search: digits, a sign, one or two decimals. */
function readPlain(text: string, decimal: DecimalSign): bigint {
  const at = text.lastIndexOf(decimal);
  if (at < 0) return BigInt(Number(text) * 100);
  const fraction = text.length - at - 1;
  const units = Number(text.slice(0, at) + text.slice(at + 1));
  return BigInt(fraction === 1 ? units * 10 : units);
}

/** A plain decimal number as scaled integer, for products of prices and quantities; null where it is none. */
export function readDecimal(text: string, decimal: DecimalSign): { value: bigint; scale: number } | null {
  const bare = splitAmount(text);
  if (!bare || !GROUPED[decimal].test(bare.digits) || (bare.currency !== "" && !isMark(bare.currency))) return null;
  const [whole = "", fraction = ""] = bare.digits.split(decimal);
  const value = BigInt(whole.replace(/\D/g, "") + fraction || "0");
  return { value: bare.negative ? -value : value, scale: fraction.length };
}

/** Rounds a scaled integer to minor units, halves away from zero. */
export function roundToMinor(value: bigint, scale: number, currency: string): bigint {
  const shift = scale - exponentOf(currency);
  if (shift <= 0) return value * 10n ** BigInt(-shift);
  const unit = 10n ** BigInt(shift);
  const half = unit / 2n;
  return value >= 0n ? (value + half) / unit : -((-value + half) / unit);
}
