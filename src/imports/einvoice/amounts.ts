import type { XmlElement } from "../xml/parse.ts";
import { type Decimal, parseDecimal, sumDecimals } from "./decimal.ts";
import { Refusal } from "../refusal/refusal.ts";

/** An amount without looking at its currency; null where there is none. @throws Refusal where what stands there is no number */
export function amountOf(element: XmlElement | null): Decimal | null {
  if (!element || element.text === "") return null;
  const amount = parseDecimal(element.text);
  if (amount !== null) return amount;
  throw new Refusal("amount-unreadable", element.line, `"${element.text.slice(0, 40)}" in <${element.name}> is no amount (1234.50).`);
}

/** The amount in the document's currency; an element without one has it. Null where there is none in that currency. */
export function amountIn(currency: string, elements: readonly XmlElement[]): Decimal | null {
  return amountOf(elements.find((each) => isIn(currency, each)) ?? null);
}

/** As `amountIn`, where no second currency is allowed. @throws Refusal where the amount is in another one */
export function amountOnlyIn(currency: string, elements: readonly XmlElement[]): Decimal | null {
  const foreign = elements[0] && !elements.some((each) => isIn(currency, each)) ? elements[0] : null;
  if (!foreign) return amountIn(currency, elements);
  const named = foreign.attributes.get("currencyID")!.slice(0, 10);
  throw new Refusal(
    "currency-contradicts",
    foreign.line,
    `The document is in ${currency}, and its <${foreign.name}> is in ${named}. Check it where it was made, and export it again.`,
  );
}

/** The sum; null where none of them is there. */
export function sumOf(elements: readonly XmlElement[]): Decimal | null {
  const amounts = elements.flatMap((each) => amountOf(each) ?? []);
  return amounts.length === 0 ? null : sumDecimals(amounts);
}

export function isIn(currency: string, element: XmlElement): boolean {
  const named = element.attributes.get("currencyID")?.trim();
  return !named || named.toUpperCase() === currency;
}
