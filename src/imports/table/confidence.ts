import { countHeadings } from "../csv/columns.ts";
import { type Field, fieldsOf, plainHeading } from "../csv/fields.ts";
import { bucketsOf } from "./report.ts";
import { sapColumns } from "./sap-words.ts";

const NONE: ReadonlySet<string> = new Set();
const MOST_LINES = 60;
const LONGEST_LINE = 8192;

/** Headings of bank accounts: days of booking and value, both sides of the account, and its balance. */
const BANK_DAYS =
  /^(date|datum|data|fecha|valuta|valutadatum|wertstellung|valuedate|value|buchungstag|buchungsdatum|buchung|bookingdate|bookdate|posted|transactiondate|datacontabile|datavaluta|dataoperazione|datevaleur|datedevaleur|dateoperation|datecomptable|fechavalor|fechaoperacion|tanggaltransaksi)$/;
const BANK_SIDES =
  /^(kartennummer|cardnumber|numerocarta|numerodecarte|transactiontext|notificationtext|description|avisierungstext|textedenotification|testodinotifica|debit|debits|credit|credits|soll|haben|belastung|belastungen|gutschrift|gutschriften|dare|avere|addebiti|accrediti|uscite|entrate|debito|credito|cargo|abono|moneyin|moneyout|paidin|paidout|withdrawals?|deposits?|balance|runningbalance|saldo|solde|kontostand|saldonachbuchung|counterparty|auftraggeber.*|beguenstigter.*|begunstigter.*|zahlungspflichtiger|verwendungszweck|buchungstext|kontonummeriban|iban|bic)$/;
/** Payment providers take their fee off every movement. */
const FEES = /^(fee|fees|gebuhr|gebuhren|commission|commissione|comision|frais)$/;
const INVOICE = /invoice|rechnung|fattura|facture|factura|faktur|fakt/;

/**
 * How well a text is understood as a table of a ledger, from 0 to 1, by what its headings name. What looks like a bank's
 * account gets little: another format knows better.
 */
export function weighText(text: string): number {
  let best = 0;
  for (const line of text.split(/\r\n|\n|\r/, MOST_LINES)) {
    if (line.length > LONGEST_LINE) continue;
    for (const delimiter of [",", ";", "\t", "|"]) {
      if (!line.includes(delimiter)) continue;
      const weight = weighHeadings(line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));
      if (weight > best) best = weight;
    }
  }
  return best;
}

/** The same for headings that are known as such. */
export function weighHeadings(cells: readonly string[]): number {
  const buckets = bucketsOf({ line: 1, cells }).length;
  if (buckets > 0) return 0.85;
  if (countHeadings(cells, NONE) < 2) return 0;
  const { columns, telling } = sapColumns(cells);
  if (telling >= 2 && columns.has("type") && columns.has("number")) return 0.9;
  const plain = cells.map(plainHeading);
  const named = new Set<Field>(cells.flatMap((cell) => fieldsOf(cell)));
  const has = (...fields: Field[]) => fields.some((field) => named.has(field));
  const isInvoice = has("due") || plain.some((heading) => INVOICE.test(heading));
  const isBank = plain.some((heading) => BANK_DAYS.test(heading)) && plain.some((heading) => BANK_SIDES.test(heading));
  const isProvider = plain.some((heading) => FEES.test(heading)) && plain.some((heading) => /^(net|netto|netamount|nettobetrag|netto?betrag)$/.test(heading));
  if (isProvider || (!isInvoice && isBank)) return 0.3;
  const hasAmount = has("amount", "open", "lineAmount");
  const hasParty = has("debtor", "name", "lastName");
  if (hasAmount && has("issued", "due") && has("document") && (isInvoice || has("type"))) return hasParty ? 0.9 : isInvoice ? 0.6 : 0.45;
  if (hasAmount && has("issued") && (hasParty || has("applies", "document"))) return 0.5;
  if (hasParty && !hasAmount && has("email", "phone", "street", "address", "city", "postalCode", "country")) return 0.6;
  return 0.3;
}
