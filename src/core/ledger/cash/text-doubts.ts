import { daysBetween } from "../../values/day.ts";
import type { CashItem, CashTransaction } from "./cash.ts";
import { documentNumber, isLabel } from "./document-number.ts";
import type { View } from "./view.ts";

const RECENTLY = 14;

/** What the text says against going by the amount alone. */
export function textDoubts(view: View, transaction: CashTransaction): string[] {
  const { account, numbers, references, foreign } = view;
  const twice = account.paid.some(
    ({ amountMinor, paidOn }) => amountMinor === transaction.amountMinor && Math.abs(daysBetween(paidOn, transaction.booked)) <= RECENTLY,
  );
  return [
    ...(numbers.length > 0 || references.length > 0 ? ["names-other"] : []),
    ...(foreign.length > 0 || view.hasForeignReference ? ["number-of-other-debtor"] : []),
    ...(view.hasUnknownReference ? ["reference-unknown"] : []),
    ...(twice ? ["paid-before"] : []),
  ];
}

/** Whether the text seems to speak of other documents of this account than these items. */
export function isHintedElsewhere({ hints }: View, items: readonly CashItem[]): boolean {
  return hints.some(({ items: ids }) => !items.some(({ item }) => ids.includes(item)));
}

/**
 * A number that looks like this account's documents and is none of them: a paid or a future invoice, or a slip of the pen.
 * Which of these it is, the amount alone cannot tell: an invoice paid last year may have had the amount of one that is open.
 */
export function numberDoubts({ account, unknown, items: open }: View, items: readonly CashItem[]): string[] {
  if (unknown.length === 0) return [];
  const known = [...open, ...account.paid, ...account.settled].map(({ document }) => documentNumber(document));
  const only = items.length === 1 ? documentNumber(items[0]!.document) : null;
  for (const text of unknown) {
    const number = documentNumber(text);
    // The item's own number, too short to name it by itself.
    if (number.core === only?.core && (number.letters === only?.letters || isLabel(number.letters) || number.letters === "")) continue;
    if (known.some(({ core, letters }) => isOfSeries(number, core, letters))) return ["number-unknown"];
  }
  return [];
}

function isOfSeries(number: { core: string; letters: string }, core: string, letters: string): boolean {
  if (number.letters !== "" && letters !== "" && number.letters === letters) return true;
  // A ledger that counts from one: every short number may be an invoice's.
  if (core.length < 4) return letters === "" && number.letters === "" && core.length === number.core.length;
  // As many digits as this account's invoices have, with nothing that says what they are: perhaps one that was paid long ago.
  if (core.length === number.core.length && number.letters === "") return true;
  if (Math.abs(core.length - number.core.length) > 1) return false;
  return core.slice(0, 2) === number.core.slice(0, 2) || isSlip(core, number.core);
}

/** One digit is another one, or two neighbours have changed places. */
function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const wrong: number[] = [];
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) wrong.push(place);
  if (wrong.length === 1) return true;
  const [first = 0, second = 0] = wrong;
  return wrong.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
