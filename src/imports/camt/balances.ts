import type { Balance, ReadStatement } from "../contract.ts";
import { at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { Refusal } from "../refusal/refusal.ts";
import { dayOf, isCredit, minorOf, type WrittenAmount, writtenAmount } from "./values.ts";

/** A balance (`Bal`) as it is written; only booked ones are read further. */
export interface WrittenBalance {
  readonly element: XmlElement;
  readonly type: string;
  readonly amount: WrittenAmount;
}

/** The booked balances that a statement tells; `isWhole`: they are those before and after all of its entries. */
export interface BookedBalances {
  readonly opening?: Balance;
  readonly closing?: Balance;
  readonly isWhole: boolean;
}

/** Opening booked, previously closed booked, closing booked, interim booked. Others are available or expected money. */
const BOOKED = new Set(["OPBD", "PRCD", "CLBD", "ITBD"]);

/** @throws Refusal for a balance without an amount */
export function writtenBalance(element: XmlElement): WrittenBalance {
  const amount = writtenAmount(at(element, "Amt"));
  // Version 1 has no CdOrPrtry.
  const type = firstText(element, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd", "Tp/Prtry").toUpperCase();
  if (amount) return { element, type, amount };
  throw new Refusal("amount-missing", element.line, "A balance has no amount (Amt). Fetch the file again: it is incomplete.");
}

export function isBookedBalance({ type }: WrittenBalance): boolean {
  return BOOKED.has(type);
}

/**
 * The balances before and after a statement's entries. Where it tells several (one a day), the earliest opening and the
 * latest closing count. A page of a long statement begins or ends with an interim balance.
 * @throws Refusal for a balance that cannot be read, or is in another currency
 */
export function bookedBalances(balances: readonly WrittenBalance[], currency: string, kind: ReadStatement["kind"]): BookedBalances {
  const of = (type: string) =>
    inCurrency(
      balances.filter((balance) => balance.type === type),
      currency,
    ).map((balance) => readBalance(balance, currency));
  const [interim, openings, closings] = [of("ITBD"), of("OPBD"), of("CLBD")];
  const opening = pick(openings.length > 0 ? openings : of("PRCD"), (day, best) => day < best);
  const closing = pick(closings, (day, best) => day >= best);
  const isPage = kind !== "report";
  const first = opening ?? (isPage && (closing || interim.length > 1) ? interim[0] : undefined);
  const last = closing ?? pick(interim, (day, best) => day >= best);
  // Reports within the day hold the latest entries only: their interim balance is that of the whole day.
  return { ...(first && { opening: first }), ...(last && { closing: last }), isWhole: isPage || (opening !== undefined && closing !== undefined) };
}

/** Accounts in several currencies tell a balance in each; only where none is in the account's own is that a contradiction. */
function inCurrency(balances: readonly WrittenBalance[], currency: string): readonly WrittenBalance[] {
  const own = balances.filter(({ amount }) => amount.currency === "" || amount.currency === currency);
  return own.length > 0 ? own : balances;
}

function pick<B extends Balance>(balances: readonly B[], isBetter: (day: string, best: string) => boolean): B | undefined {
  let best = balances[0];
  for (const balance of balances) if (best && isBetter(balance.day, best.day)) best = balance;
  return best;
}

function readBalance({ element, type, amount }: WrittenBalance, currency: string): Balance {
  if (amount.currency !== "" && amount.currency !== currency) {
    throw new Refusal(
      "currency-mixed",
      element.line,
      `The balance ${type} is in ${amount.currency.slice(0, 10)}, and the account in ${currency}: the statement cannot add up. Ask the bank for a correct file.`,
    );
  }
  const minor = minorOf(amount, currency);
  const day = dayOf(at(element, "Dt"));
  if (!day) throw new Refusal("date-missing", element.line, `The balance ${type} has no day (Dt). Fetch the file again: it is incomplete.`);
  return { day, amountMinor: isCredit(element, textAt(element, "CdtDbtInd")) ? minor : -minor };
}
