import type { Columns } from "./columns.ts";
import { type Field, plainHeading } from "./fields.ts";
import type { Mapping } from "./mapping.ts";
import { type RowKind, readKind } from "./words.ts";

const PAYMENT = /payment|receipt|zahlung|pagament|incass|paiement|reglement|encaissement|pago|cobro|pembayaran/;
// Before PAYMENT, which these hold too: what came back is not money received.
const RETURN =
  /chargeback|return(ed)?(payment|directdebit|debit|cheque|check)|(payment|directdebit|debit|cheque|check)s?return|bounced|r(ue|u)cklastschrift|rejetsprelevement/;
const CREDIT = /credit(note|memo)|gutschrift|notacredito|notadicredito|notedicredito|avoir|notakredit/;

export interface FileFacts {
  readonly columns: Columns;
  readonly constants: NonNullable<Mapping["constants"]>;
  readonly headings: readonly string[];
  /** Amounts come from lines. */
  readonly hasLines: boolean;
  readonly fileName: string;
}

/** What the rows are in a file that does not say it row by row: its headings tell, and in doubt its name. */
export function kindOf({ columns, constants, headings, hasLines, fileName }: FileFacts): RowKind | null {
  const constant = constants.type === undefined ? null : readKind(constants.type);
  if (constant) return constant;
  const has = (...fields: Field[]) => fields.some((field) => columns.has(field) || constants[field] !== undefined);
  const party = has("debtor", "name", "lastName");
  if (!has("amount", "open") && !hasLines) {
    if (party && columns.has("issued") && !columns.has("document") && (columns.has("channel") || columns.has("detail"))) return "contact";
    return party && !columns.has("document") && !columns.has("due") ? "debtor" : null;
  }
  const named = (pattern: RegExp, ...fields: Field[]) =>
    fields.some((field) => columns.has(field) && pattern.test(plainHeading(headings[columns.get(field)!]!)));
  const called = (pattern: RegExp) => pattern.test(plainHeading(fileName));
  if (!has("due", "termsDays")) {
    if (party && (named(RETURN, "document", "issued", "amount") || called(RETURN))) return "return";
    // Who pays something that has no due date? Only invoices have one.
    const pays = named(PAYMENT, "document", "issued", "amount") || called(PAYMENT) || (columns.has("applies") && !columns.has("document"));
    if (pays && (party || columns.has("document") || columns.has("applies"))) return "payment";
    if (party && columns.has("document") && (named(CREDIT, "document", "issued") || called(CREDIT))) return "credit-memo";
  }
  return party && columns.has("document") ? "invoice" : null;
}
