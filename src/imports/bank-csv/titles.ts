import { isIban } from "../../core/values/reference.ts";
import type { CsvRecord } from "../csv/records.ts";
import { readCurrency } from "../csv/currencies.ts";
import { ibanOf } from "../bank/references.ts";
import { headingCurrency, plainHeading } from "./headings.ts";

/** What the rows above the headings tell of the account. Balances are as written. */
export interface Titles {
  readonly account: string;
  readonly currency: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
}

const ACCOUNT =
  /^(iban|konto|kontonummer|kontonr|kontonummeriban|kartenkonto|account|accountnumber|accountno|cardaccount|compte|numerodecompte|comptedecarte|conto|numerodiconto|contodellacarta|rekening|rekeningnummer|cuenta|numerodecuenta|rachunek|norekening|nomorrekening)$/;
const CURRENCY =
  /^(wahrung|waehrung|currency|ccy|devise|monnaie|moneta|valuta|divisa|moneda|munt|bewertetin|valuedin|evaluationen|valutazionein|matauang|kodematauang)$/;
const OPENING =
  /^(anfangssaldo|eroffnungssaldo|saldovortrag|openingbalance|startbalance|startingbalance|soldeinitial|soldedouverture|saldoiniziale|saldodiapertura|saldoinicial|beginsaldo)$/;
const CLOSING =
  /^(schlusssaldo|endsaldo|abschlusssaldo|closingbalance|endbalance|endingbalance|soldefinal|soldedecloture|saldofinale|saldodichiusura|saldofinal|eindsaldo)$/;

export function readTitles(titles: readonly CsvRecord[], headings: readonly string[]): Titles {
  const cells = titles.flatMap((record) => record.cells.map((cell, at) => ({ cell, next: record.cells.slice(at + 1).find((each) => each !== "") ?? "" })));
  const labelled = (label: RegExp) => cells.find(({ cell, next }) => next !== "" && label.test(plainHeading(cell)))?.next ?? null;
  const iban = cells
    .flatMap(({ cell }) => cell.split("/"))
    .map(ibanOf)
    .find((found) => found !== undefined);
  const number = cells.find(({ cell, next }) => ACCOUNT.test(plainHeading(cell)) && /\d{4}/.test(next))?.next;
  const named = labelled(CURRENCY);
  return {
    account: iban ?? number ?? cells.map(({ cell }) => ibanWithin(cell)).find((found) => found !== undefined) ?? "",
    currency: (named && readCurrency(named)) || besideAmount(cells.map(({ cell }) => cell)) || inHeadings(headings),
    opening: labelled(OPENING),
    closing: labelled(CLOSING),
  };
}

/** "Movimientos de la cuenta ES91 2100 0418 4502 0005 1332": within a sentence the check digits tell it. */
function ibanWithin(cell: string): string | undefined {
  const match = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/.exec(cell.slice(0, 300));
  return match && isIban(match[0]) ? ibanOf(match[0]) : undefined;
}

/** "CHF 6660.78", "-5'009.41 CHF" */
function besideAmount(cells: readonly string[]): string | null {
  for (const cell of cells) {
    const match = cell.length > 40 ? null : (/^([A-Z]{3}|[€£])\s?[-+]?\d[\d.,'’ ]*$/.exec(cell) ?? /[-+]?\d[\d.,'’ ]*\s([A-Z]{3}|[€£])$/.exec(cell));
    const currency = match && readCurrency(match[1]!);
    if (currency) return currency;
  }
  return null;
}

function inHeadings(headings: readonly string[]): string | null {
  for (const heading of headings) {
    const currency = readCurrency(headingCurrency(heading)?.currency ?? "");
    if (currency) return currency;
  }
  return null;
}
