import { spreadsheetRows } from "../spreadsheet-rows.ts";
import type { TradeData } from "./trade-data.ts";

const HEAD = [
  "as_of",
  "account",
  "customer_number",
  "name",
  "type",
  "address",
  "postal_code",
  "city",
  "country",
  "phone",
  "currency",
  "terms_days",
  "days_beyond_terms",
  "high_credit_12_months",
  "owing",
  "current",
  "past_due_1_30",
  "past_due_31_60",
  "past_due_61_90",
  "past_due_91_plus",
  "past_due",
  "last_sale",
];

/** One row per account, in the columns that credit bureaus ask for. */
export function tradeCsv({ asOf, lines }: TradeData): string {
  return spreadsheetRows(
    HEAD,
    lines.map((line) => [
      asOf,
      line.account,
      line.debtor.id,
      line.debtor.name,
      line.type,
      line.address?.street ?? line.address?.lines?.join(", ") ?? null,
      line.address?.postalCode ?? null,
      line.address?.city ?? null,
      line.address?.country ?? line.country,
      line.phone,
      line.currency,
      line.termsDays,
      line.daysBeyondTerms,
      line.highCredit,
      line.owing,
      line.current,
      line.days1to30,
      line.days31to60,
      line.days61to90,
      line.days91plus,
      line.pastDue,
      line.lastSale,
    ]),
  );
}
