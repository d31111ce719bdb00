import type { Day } from "../../core/values/day.ts";
import type { ReadOptions } from "../contract.ts";
import { readAmount, splitAmount } from "./amounts.ts";
import { type Cells, RowProblem } from "./cells.ts";
import { agrees, isMark, readCurrency } from "./currencies.ts";
import { readDate } from "./dates.ts";
import type { Field } from "./fields.ts";
import type { Layout } from "./layout.ts";
import { readYes } from "./words.ts";

/** Reads the cells of a layout as days and money. */
export interface RowValues {
  /** Null where the cell is blank. */
  day(cells: Cells, field: Field): Day | null;
  /** The currency of a row; `amount` is its amount as written, which may name it. */
  currency(cells: Cells, amount: string): string;
  /** Minor units, undefined where the cell is blank. */
  amount(cells: Cells, field: Field, currency: string): bigint | undefined;
}

const DATES_REMEMBERED = 20_000;
/** A file in which no date tells an order writes none. */
const HINTS = {
  ymd: ", or no day that exists. Write it as 2026-12-31",
  dmy: "; this file writes day/month/year",
  mdy: "; this file writes month/day/year",
};
const EARLIEST: Day = "1990-01-01";
const LATEST: Day = "2100-12-31";

export function rowValues(layout: Layout, defaults: ReadOptions["defaults"]): RowValues {
  // A ledger holds few different dates.
  const dates = new Map<string, Day | null>();
  return {
    day: (cells, field) => {
      const text = cells.text(field);
      if (text === "") return null;
      let found = dates.get(text);
      if (found === undefined) {
        found = readDate(text, layout.dateOrder);
        if (dates.size > DATES_REMEMBERED) dates.clear();
        dates.set(text, found);
      }
      if (found === null) throw new RowProblem("bad-date", `"${text}" under "${cells.heading(field)}" is no date${HINTS[layout.dateOrder]}.`);
      if (found < EARLIEST || found > LATEST)
        throw new RowProblem("date-absurd", `"${text}" under "${cells.heading(field)}" is no day of a ledger from 1990 to 2100. Correct it in the source.`);
      return found;
    },
    currency: (cells, amount) => {
      const text = cells.text("currency") || (splitAmount(amount)?.currency ?? "");
      if (text !== "") {
        const found = readCurrency(text);
        if (found) return found;
        // "$ 5" where dollars are the creditor's currency; of text that is none, the amount will say that it is no amount.
        const own = cells.text("currency") === "" ? defaults.currency : null;
        if (own && (agrees(text, own) || !isMark(text))) return own;
        throw new RowProblem("currency-unknown", `"${text}" is no ISO 4217 currency code such as EUR.`);
      }
      if (defaults.currency) return defaults.currency;
      throw new RowProblem(
        "currency-missing",
        "The row has no currency. Fill it in, or say what a blank means: --currency, a mapping, or the creditor's settings.",
      );
    },
    amount: (cells, field, currency) => {
      const text = cells.text(field);
      if (text === "") return undefined;
      const found = readAmount(text, layout.decimal, currency);
      if (typeof found === "bigint") return found;
      const place = `"${text}" under "${cells.heading(field)}"`;
      if (found === "amount-too-fine") throw new RowProblem(found, `${place} is finer than the smallest unit of ${currency}. Nothing is rounded in silence.`);
      if (found === "currency-contradicts")
        throw new RowProblem(found, `${place} names another currency than ${currency}, which the row is in. Correct the one that is wrong.`);
      throw new RowProblem(found, `${place} is no amount; this file writes a decimal ${layout.decimal === "." ? "point" : "comma"}.`);
    },
  };
}

const LONGEST_TERMS = 730;

/** "Net 30", "30 days", "2/10 net 30", "due on receipt"; null where the cell is blank. */
export function readTerms(cells: Cells): number | null {
  const text = cells.text("termsDays");
  if (text === "") return null;
  if (/receipt|sofort|immediat|vista|contanti/i.test(text)) return 0;
  const days = Number(/(?:net|netto)\D*(\d{1,3})/i.exec(text)?.[1] ?? /(\d{1,3})\D*$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(days) || days > LONGEST_TERMS) throw new RowProblem("bad-terms", `"${text}" under "${cells.heading("termsDays")}" is no number of days.`);
  return days;
}

export function readInstalment(cells: Cells): number {
  const text = cells.text("instalment");
  if (text === "") return 1;
  const number = /^(\d{1,4})(\s*\/\s*\d+)?$/.exec(text)?.[1];
  if (number) return Number(number);
  throw new RowProblem("bad-instalment", `"${text}" under "${cells.heading("instalment")}" is no number of an instalment such as 2 or 2/3.`);
}

export function readDirectDebit(cells: Cells): boolean {
  const text = cells.text("directDebit");
  const yes = readYes(text);
  if (yes === null) throw new RowProblem("bad-direct-debit", `"${text}" under "${cells.heading("directDebit")}" is neither yes nor no.`);
  return yes;
}
