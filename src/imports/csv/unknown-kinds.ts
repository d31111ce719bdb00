import type { Problem } from "../contract.ts";
import type { Columns } from "./columns.ts";
import { fieldsOf } from "./fields.ts";
import type { CsvRecord } from "./records.ts";

const MOST_WORDS = 12;

/**
 * A column that by its heading tells what each row is, in words that are not known ("XI", "XK"): every row is then taken for
 * an invoice, and a credit memo among them would be demanded. Said as a warning: such a column may as well tell goods from services.
 */
export function unknownKinds(columns: Columns, headings: readonly string[], rows: readonly CsvRecord[], line: number): Problem[] {
  if (columns.has("type")) return [];
  const taken = new Set(columns.values());
  for (const [place, heading] of headings.entries()) {
    if (taken.has(place) || fieldsOf(heading)[0] !== "type") continue;
    const words = [...new Set(rows.map(({ cells }) => (cells[place] ?? "").trim()).filter((word) => word !== ""))];
    if (words.length < 2 || words.length > MOST_WORDS) continue;
    const shown = words.slice(0, 4).map((word) => `"${word.slice(0, 20)}"`);
    const message = `The column "${heading}" holds ${shown.join(", ")}, which are no known kinds of documents: all rows are taken for invoices. If some are credit memos or payments, write them so (invoice, credit memo, payment), or give them a minus.`;
    return [{ line: Math.max(1, line), code: "kinds-unknown", severity: "warning", message }];
  }
  return [];
}
