import { type Day, dayNumber } from "../core/values/day.ts";
import { exponentOf, formatMinor } from "../core/values/money.ts";
import { plainOf } from "./binding.ts";
import type { Wording } from "./wording.ts";

const DAY_MS = 86_400_000;
/** Nobody follows longer numbers: of those only the end is read out. */
const MOST_READ_OUT = 12;
const END_OF_NUMBER = 6;

/** "1240 euros and 50 cents": without the separators that one machine reads as a point and another as a comma. */
export function spokenAmount(minor: bigint, currency: string, wording: Wording): string {
  const [key, coinKey] = [`voice.money.${currency}`, `voice.coins.${currency}`];
  if (!wording.has(key) || exponentOf(currency) !== 2) return inFull(minor, currency, wording);
  const [whole, coins] = [minor / 100n, minor % 100n];
  const units = counted(key, whole, wording);
  if (coins === 0n) return units;
  const small = counted(coinKey, coins, wording);
  return whole === 0n ? small : wording.label("voice.amount", { whole: units, coins: small });
}

function counted(key: string, amount: bigint, wording: Wording): string {
  return plainOf(wording.phrase(key, { n: String(amount) }, Number(amount)));
}

/** A currency that the language has no words for: as the locale data name it. */
function inFull(minor: bigint, currency: string, wording: Wording): string {
  const digits = minor % 10n ** BigInt(exponentOf(currency)) === 0n ? 0 : exponentOf(currency);
  const format = new Intl.NumberFormat(wording.locale, {
    style: "currency",
    currency,
    currencyDisplay: "name",
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(formatMinor(minor, currency) as unknown as number);
}

/** A day that is near: weekday and day, without the year. */
export function spokenDay(day: Day, wording: Wording): string {
  const weekday = new Intl.DateTimeFormat(wording.locale, { weekday: "long", timeZone: "UTC" }).format(dayNumber(day) * DAY_MS);
  return wording.label("voice.day", { weekday, day: wording.longDay(day).replace(/(?:,| de)? \d{4}$/, "") });
}

/** "I N V, 4 7 0 1" */
export function spokenNumber(number: string, wording: Wording): string {
  const parts = number.toUpperCase().match(/\p{L}+|\p{Nd}+/gu) ?? [];
  const signs = parts.flatMap((part) => Array.from(part));
  if (signs.length > MOST_READ_OUT) return wording.label("voice.ending", { digits: signs.slice(-END_OF_NUMBER).join(" ") });
  return parts.map((part) => Array.from(part).join(" ")).join(", ");
}

/** "plus 4 4, 1 1 3, 4 9 6, 0 1 2 0": the groups as the creditor writes them. */
export function spokenPhone(phone: string, wording: Wording): string {
  const groups = phone.match(/\d+/g) ?? [];
  const said = groups.map((group) => Array.from(group).join(" ")).join(", ");
  return phone.trim().startsWith("+") ? `${wording.label("voice.plus")} ${said}` : said;
}
