import { splitAmount } from "../csv/amounts.ts";
import { readDate } from "../csv/dates.ts";
import type { CsvRecord } from "../csv/records.ts";
import { readCurrency } from "../csv/currencies.ts";
import { ibanOf } from "../bank/references.ts";
import { type BankField, fieldsOf } from "./headings.ts";
import { sideOf } from "./side-words.ts";

/** Where each field stands; text may stand in several columns. */
export interface BankColumns {
  readonly at: ReadonlyMap<BankField, number>;
  readonly texts: readonly number[];
}

const SAMPLED = 500;
const isDay = (text: string) => readDate(text, "dmy") !== null || readDate(text, "mdy") !== null;
const isMoney = (text: string) => splitAmount(text.replace(/\s*\b(CR|DR|DB)\b\.?$/i, "")) !== null;

/** What a column must hold to be taken for a field; an empty one may be anything. */
const HOLDS: Partial<Record<BankField, (text: string) => boolean>> = {
  booked: isDay,
  value: isDay,
  amount: isMoney,
  debit: isMoney,
  credit: isMoney,
  balance: isMoney,
  part: isMoney,
  gross: isMoney,
  fee: isMoney,
  net: isMoney,
  currency: (text) => /^[A-Za-z]{3}$|^[€£]$/.test(text) && !isMoney(text) && (readCurrency(text) !== null || text.length === 3),
  account: (text) => /\d/.test(text),
  payerIban: (text) => /\d/.test(text),
  // Of a sender some banks tell the account in a column before that of the name.
  payer: (text) => /\p{L}/u.test(text) && ibanOf(text) === undefined,
};

/** The order in which fields pick their column: those that cannot be mistaken first. */
const ORDER: readonly BankField[] = [
  "booked",
  "value",
  "gross",
  "fee",
  "net",
  "debit",
  "credit",
  "amount",
  "indicator",
  "balance",
  "part",
  "currency",
  "account",
  "payerIban",
  "payer",
  "payee",
  "reference",
  "mandate",
  "bankReference",
  "code",
  "status",
  "impact",
];

export function assignColumns(headings: readonly string[], rows: readonly CsvRecord[], titledAccount: string): BankColumns {
  const at = new Map<BankField, number>();
  const taken = new Set<number>();
  const samples = headings.map((_, index) =>
    rows
      .slice(0, SAMPLED)
      .map(({ cells }) => cells[index] ?? "")
      .filter((cell) => cell !== ""),
  );
  const fits = (field: BankField, index: number) => {
    const sample = samples[index]!;
    const holds = HOLDS[field];
    // In a short table the notes below it are half of a column.
    return !holds || sample.length === 0 || sample.filter(holds).length >= sample.length / 4;
  };
  for (const field of ORDER) {
    const free = headings.map((_, index) => index).filter((index) => !taken.has(index) && fieldsOf(headings[index]!).includes(field) && fits(field, index));
    // The day on which a booking was made is told by the longer heading: "Trade date" stands before "Booking date".
    const found =
      field === "booked"
        ? (free.find((index) => /book|buchungs|compt|contab|registr|posti|posted|ecriture|boek/i.test(headings[index]!)) ?? free[0])
        : pick(field, free, samples, titledAccount, headings);
    if (found === undefined) continue;
    at.set(field, found);
    taken.add(found);
  }
  const side = sideColumn(at, headings, samples);
  if (side !== null) {
    at.set("indicator", side);
    if (at.get("code") === side) at.delete("code");
  }
  const texts = headings.map((_, index) => index).filter((index) => !taken.has(index) && fieldsOf(headings[index]!).includes("text"));
  return { at, texts };
}

/** Where no amount has a sign, the column "Transaction type" (Credit, Debit) tells it, or one without a heading beside the amount (CR, DB). */
function sideColumn(at: ReadonlyMap<BankField, number>, headings: readonly string[], samples: readonly (readonly string[])[]): number | null {
  const amount = at.get("amount");
  if (amount === undefined || at.has("indicator") || at.has("debit") || samples[amount]!.some((cell) => splitAmount(cell)?.negative)) return null;
  const unnamed = headings[amount + 1] === "" ? amount + 1 : -1;
  for (const index of [at.get("code") ?? -1, unnamed]) {
    const words = samples[index] ?? [];
    if (words.length > 0 && words.length >= samples[amount]!.length && words.every((word) => sideOf(word) !== null)) return index;
  }
  return null;
}

/**
 * A column "IBAN" or "Account" is the own account where its values come again and again and no title tells another one; else it
 * is the other side's.
 * A column "Buchungstext" is the bank's word for the booking where another one holds what the payer wrote.
 */
function pick(
  field: BankField,
  free: readonly number[],
  samples: readonly (readonly string[])[],
  titledAccount: string,
  headings: readonly string[],
): number | undefined {
  const filled = free.find((index) => samples[index]!.length > 0);
  if (field === "account") {
    return free.find((index) => {
      const values = new Set(samples[index]!.map((cell) => cell.replace(/\s/g, "")));
      const isUnsure = fieldsOf(headings[index]!).includes("payerIban");
      if (values.size === 0 || (isUnsure && titledAccount !== "" && !values.has(titledAccount))) return false;
      return values.size === 1 || values.size * 3 <= samples[index]!.length;
    });
  }
  if (field === "payerIban") return free.find((index) => samples[index]!.some((cell) => ibanOf(cell) !== undefined)) ?? filled;
  if (field === "code")
    return free.find(
      (index) => !fieldsOf(headings[index]!).includes("text") || headings.some((each, other) => other !== index && fieldsOf(each).includes("text")),
    );
  return filled ?? free[0];
}
