import { amountOf, sumOf } from "../einvoice/amounts.ts";
import { absolute, type Decimal, minorUnit, percentOf, showDecimal } from "../einvoice/decimal.ts";
import { Refusal } from "../refusal/refusal.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

export interface BodyTotals {
  readonly total: Decimal;
  /** What the buyer pays to the seller: less withholding tax, and less VAT that it pays to the state (split payment). */
  readonly net: Decimal;
  /** Stamp duty that is charged beside the total. */
  readonly stamp: Decimal;
}

const GENERAL = "DatiGenerali/DatiGeneraliDocumento";
const SUMMARY = "DatiBeniServizi/DatiRiepilogo";

/**
 * The total of an ordinary invoice: as stated, after it was found to agree with the summary by rate; where it is not stated,
 * the summary's. Source: Specifiche tecniche 1.9, 2.1.1.9 and 2.2.2. @throws Refusal where they contradict
 */
export function ordinaryTotals(body: XmlElement, currency: string): BodyTotals {
  const general = at(body, GENERAL);
  const summaries = allAt(body, SUMMARY);
  if (summaries.length === 0)
    throw new Refusal("amount-missing", body.line, "The document has no summary by tax rate (DatiRiepilogo). Check it where it was made, and export it again.");
  for (const summary of summaries) checkTax(summary, currency);
  const net = sumOf(summaries.flatMap((each) => allAt(each, "ImponibileImporto"))) ?? 0n;
  const tax = sumOf(summaries.flatMap((each) => allAt(each, "Imposta"))) ?? 0n;
  const rounding = amountOf(at(general, "Arrotondamento")) ?? 0n;
  const stamp = amountOf(at(general, "DatiBollo/ImportoBollo")) ?? 0n;
  const withheld = sumOf(allAt(general, "DatiRitenuta/ImportoRitenuta")) ?? 0n;
  const split = sumOf(summaries.filter((each) => textAt(each, "EsigibilitaIVA") === "S").flatMap((each) => allAt(each, "Imposta"))) ?? 0n;
  const computed = net + tax;
  const stated = amountOf(at(general, "ImportoTotaleDocumento"));
  const total = stated ?? computed + rounding;
  const tolerance = minorUnit(currency) * BigInt(summaries.length);
  // Practice differs on whether rounding, stamp duty, a discount of the whole and withholding tax are in the total.
  const options = [0n, rounding].flatMap((a) => [0n, stamp].flatMap((b) => [0n, discountOf(general)].map((c) => computed + a + b + c)));
  const agrees = (less: Decimal) => options.some((option) => absolute(total - option + less) <= tolerance);
  if (!agrees(0n) && !agrees(withheld)) contradict(general?.line ?? body.line, "its summary by tax rate makes", computed, "its total says", total);
  const totals = { total, net: total - split - (agrees(0n) ? withheld : 0n), stamp: absolute(stamp) };
  if (stated === null && !isAskedFor(body, totals, tolerance)) checkLines(body, summaries, currency);
  return totals;
}

function contradict(line: number, whatIs: string, is: Decimal, whatSays: string, says: Decimal): never {
  const message = `The document contradicts itself: ${whatIs} ${showDecimal(is)}, and ${whatSays} ${showDecimal(says)}. Check it where it was made, and export it again.`;
  throw new Refusal("totals-contradict", line, message);
}

/** Whether the payments ask for what the summary says, which then is told twice. */
function isAskedFor(body: XmlElement, { total, net, stamp }: BodyTotals, tolerance: Decimal): boolean {
  const payments = allAt(body, "DatiPagamento/DettaglioPagamento/ImportoPagamento");
  const asked = [sumOf(payments), ...payments.map(amountOf)];
  return [total, net, total + stamp].some((each) => asked.some((amount) => amount !== null && absolute(amount - each) <= tolerance));
}

/** Discounts (SC) and surcharges (MG) of the whole document, as far as they are told as amounts. */
function discountOf(general: XmlElement | null): Decimal {
  return allAt(general, "ScontoMaggiorazione").reduce((sum, each) => {
    const amount = amountOf(at(each, "Importo")) ?? 0n;
    return textAt(each, "Tipo") === "MG" ? sum + amount : sum - amount;
  }, 0n);
}

/** The tax is its rate of the base, to the cent. Source: SdI, Elenco controlli, code 00421. */
function checkTax(summary: XmlElement, currency: string): void {
  const [base, tax, rate] = ["ImponibileImporto", "Imposta", "AliquotaIVA"].map((name) => amountOf(at(summary, name)) ?? 0n) as [Decimal, Decimal, Decimal];
  const unit = minorUnit(currency);
  if (absolute(percentOf(base, rate) - tax) > unit + unit / 2n)
    contradict(summary.line, `${showDecimal(rate)} % of the base are`, percentOf(base, rate), "its tax says", tax);
}

/**
 * The bases are the lines with social security contributions and incidental costs, to the euro. Source: SdI, Elenco
 * controlli, code 00422. Only where nothing else tells the total: the tax office's own examples are not so exact.
 */
function checkLines(body: XmlElement, summaries: readonly XmlElement[], currency: string): void {
  const sum = (path: string) => sumOf(allAt(body, path)) ?? 0n;
  const lines = sum("DatiBeniServizi/DettaglioLinee/PrezzoTotale") + sum(`${GENERAL}/DatiCassaPrevidenziale/ImportoContributoCassa`);
  const bases = sum(`${SUMMARY}/ImponibileImporto`) - sum(`${SUMMARY}/SpeseAccessorie`) - sum(`${SUMMARY}/Arrotondamento`);
  const tolerance = 100n * minorUnit(currency) * BigInt(summaries.length);
  if (absolute(lines - bases) > tolerance) contradict(body.line, "its lines make", lines, "its summary by tax rate says", bases);
}

/** The total of a simplified invoice: its amounts include the tax. */
export function simplifiedTotals(body: XmlElement): BodyTotals {
  const total = sumOf(allAt(body, "DatiBeniServizi/Importo"));
  if (total === null) throw new Refusal("amount-missing", body.line, "The document has no amount (Importo). Check it where it was made, and export it again.");
  return { total, net: total, stamp: 0n };
}
