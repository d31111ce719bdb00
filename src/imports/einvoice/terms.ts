import { addDays, type Day, parseDay } from "../../core/values/day.ts";
import type { CashDiscount } from "../contract.ts";
import { type Decimal, parseDecimal, percentOf, roundToMinor } from "./decimal.ts";

/**
 * The words that terms of payment are made of where they say one thing only. A clause with any other word is not understood,
 * and so not read: "30 days from the second reminder" must not count as 30 days.
 */
const WORDS = new Set(
  (
    "payment payable pay due terms term please to be paid within in after from of date the invoice receipt is strictly full at latest until by on or before remit calendar " +
    "zahlbar zahlung zahlungsziel zahlungsbedingungen fällig faellig innerhalb binnen von nach ab erhalt der rechnung rechnungsdatum rechnungserhalt bis zum spätestens ohne abzug rein bitte " +
    "betalning betalningsvillkor betaling betalingstermijn betalingsbetingelser inom binnen etter efter fakturadatum " +
    "paiement payable à a sous dans réception facture date de la " +
    "pagamento entro data fattura dalla ricevimento ricezione " +
    "pago plazo fecha factura vencimiento"
  ).split(" "),
);
const DAY_WORDS = new Set("day days tag tage tagen dag dagar dagen dager dage jour jours giorni giorno gg dias días dia día päivää pv".split(" "));
const NET_WORDS = new Set("net netto".split(" "));
const AT_ONCE = new Set("sofort immediately immediate umgehend immédiatement subito omgående".split(" "));
const DISCOUNT = /skonto|discount|escompte|rabatt|sconto|korting|descuento/i;
const LONGEST_TERMS = 4000;
const MOST_DAYS = 366;

/** The day that terms of payment in plain words name, where they leave no doubt; null else. */
export function dueOfTerms(text: string, issued: Day): Day | null {
  if (text.length > LONGEST_TERMS) return null;
  const dues = new Set<Day>();
  const needsNet = DISCOUNT.test(text);
  for (const clause of text.split(/[.,;](?=\s|$)|\n/)) {
    const due = dueOfClause(clause, issued, needsNet);
    if (due) dues.add(due);
  }
  return dues.size === 1 ? [...dues][0]! : null;
}

function dueOfClause(clause: string, issued: Day, needsNet: boolean): Day | null {
  const words = clause
    .toLowerCase()
    .split(/[\s:()]+/)
    .filter((word) => word !== "");
  const numbers = words.filter((word) => /^\d{1,3}$/.test(word));
  const dates = words.flatMap((word) => writtenDay(word) ?? []);
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const known = words.every(
    (word) => WORDS.has(word) || DAY_WORDS.has(word) || NET_WORDS.has(word) || AT_ONCE.has(word) || numbers.includes(word) || writtenDay(word),
  );
  if (!known || numbers.length > 1 || dates.length > 1) return null;
  if (needsNet && !has(NET_WORDS) && !/ohne abzug/i.test(clause)) return null;
  if (dates[0]) return dates[0] >= issued ? dates[0] : null;
  if (numbers[0]) return (has(DAY_WORDS) || has(NET_WORDS)) && +numbers[0] <= MOST_DAYS ? addDays(issued, +numbers[0]) : null;
  return has(AT_ONCE) ? issued : null;
}

/** 2026-11-25 and 25.11.2026: what stands between strokes is read differently from country to country. */
function writtenDay(word: string): Day | null {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word);
  if (dotted) return parseDay(`${dotted[3]}-${dotted[2]!.padStart(2, "0")}-${dotted[1]!.padStart(2, "0")}`);
  return parseDay(word);
}

/** What discounts are worked out from. */
export interface DiscountBase {
  readonly issued: Day;
  readonly payable: Decimal;
  readonly currency: string;
}

/**
 * Cash discounts in the way that XRechnung writes them into the terms, one line each:
 * `#SKONTO#TAGE=14#PROZENT=2.25#BASISBETRAG=252.94#`. Source: KoSIT, Standard XRechnung, BR-DE-18.
 */
export function discountsOfTerms(text: string, base: DiscountBase): CashDiscount[] {
  if (text.length > LONGEST_TERMS) return [];
  return [...text.matchAll(/#SKONTO#TAGE=(\d{1,3})#PROZENT=(\d{1,3}(?:\.\d{1,2})?)#(?:BASISBETRAG=(-?\d{1,15}(?:\.\d{1,2})?)#)?/g)].flatMap(
    ([, days, percent, basis]) => discount(addDays(base.issued, Number(days)), parseDecimal(percent!), basis ? parseDecimal(basis) : null, null, base),
  );
}

/** A discount of an amount, or of a share of a basis (the payable amount where none is told). */
export function discount(until: Day | null, percent: Decimal | null, basis: Decimal | null, amount: Decimal | null, base: DiscountBase): CashDiscount[] {
  if (!until) return [];
  const off = amount ?? (percent === null ? null : percentOf(basis ?? base.payable, percent));
  // More off than there is to pay is no discount.
  if (off === null || off <= 0n || off >= base.payable) return [];
  return [{ until, amountMinor: roundToMinor(off, base.currency) }];
}
