import { dayFromNumber } from "../../core/values/day.ts";

/** How a style shows a number: as a day, padded with zeros to a width, or as it is. */
export type NumberFormat = "day" | "plain" | { readonly digits: number };

/** Formats that every workbook knows by number, without naming them. Source: ECMA-376 part 1, 18.8.30; the last two rows are those of East Asia. */
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const LONGEST_FORMAT = 255;

/** What a number format shows; `code` is empty for those that are built in. */
export function formatOf(id: number, code: string): NumberFormat {
  if (code === "") return BUILT_IN_DAYS.has(id) ? "day" : "plain";
  // Quoted text, escaped characters, colours and locales say nothing about what the number is.
  const bare = code
    .slice(0, LONGEST_FORMAT)
    .replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, "")
    .toLowerCase()
    .split(";")[0]!;
  if (/^0{2,}$/.test(bare)) return { digits: bare.length };
  if (/general|standard|[#0?]/.test(bare)) return "plain";
  return /[yd]|j{2,}|a{4}|t{2,}\.|m{3,}/.test(bare) ? "day" : "plain";
}

/** Spreadsheets reckon with 15 digits; what stands behind them is the noise of binary fractions. */
const DIGITS = 15;
const NOISE = 1e-8;
const LAST_DAY = 2_958_465;

/** A number of a cell as it is meant: 1234.5 for "1234.5599999999999" and the like; null where the text is none. */
export function plainNumber(text: string): string | null {
  if (/^-?\d{1,30}$/.test(text)) return text;
  if (!/^[-+]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[-+]?\d{1,3})?$/i.test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  // A long number that was cut: it has to look like one, so that no id is taken from it.
  if (Math.abs(value) >= 1e15) return value.toExponential(DIGITS - 1).replace(/\.?0*e/, "E");
  const rounded = Math.round(value * 1e6) / 1e6;
  const near = Math.abs(value - rounded) < NOISE ? rounded : value;
  return expand(near.toPrecision(DIGITS));
}

/** A decimal without exponent and without zeros at its end. */
function expand(text: string): string {
  const [mantissa = "", exponent] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const shift = Number(exponent ?? 0);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const left = point > 0 ? digits.padEnd(point, "0").slice(0, point) : "0";
  const right = (point > 0 ? digits.slice(point) : digits.padStart(digits.length - point, "0")).replace(/0+$/, "");
  const plain = `${left.replace(/^0+(?=\d)/, "")}${right === "" ? "" : `.${right}`}`;
  return mantissa.startsWith("-") && plain !== "0" ? `-${plain}` : plain;
}

/** The day of a serial number: 1 is 1 January 1900, or 2 January 1904 where the workbook counts from there. */
export function dayOfSerial(serial: number, is1904: boolean): string | null {
  const whole = Math.floor(serial) + (is1904 ? 1462 : 0);
  // Day 60 is 29 February 1900, which never was: before it the count is one behind.
  return Number.isNaN(whole) || whole < 1 || whole > LAST_DAY ? null : dayFromNumber(whole - (whole < 60 ? 25_568 : 25_569));
}
