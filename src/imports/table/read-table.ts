import type { Problem, ReadBatch, ReadLayout, ReadOptions, ReadResult } from "../contract.ts";
import type { Field } from "../csv/fields.ts";
import { decideLayout, type Layout } from "../csv/layout.ts";
import { loadSums } from "../csv/line-amounts.ts";
import { rowReader } from "../csv/rows.ts";
import type { Unreadable } from "../csv/unreadable.ts";
import { holdsPayments, readPaymentSign } from "../csv/writing.ts";
import { shapedRows } from "./shape.ts";
import type { TableSource } from "./source.ts";

/** Reads a table of any layout, from whatever file it stands in: the headings, or a mapping, tell what its columns hold. */
export async function readTable(table: TableSource | Unreadable, options: ReadOptions): Promise<ReadResult> {
  const mode = options.mapping?.mode ?? "movements";
  if ("problem" in table) return { mode, ledger: true, batches: only(table.problem) };
  if (options.mapping?.serves) return { mode, ledger: false, batches: countRows(table) };
  const layout = await decideLayout(table, options);
  if ("problem" in layout) return { mode, ledger: true, batches: only(layout.problem) };
  const ledger = layout.kind !== "debtor" && layout.kind !== "contact";
  return { mode: layout.mode, ledger, batches: readBatches(table, layout, options), layout: layoutOf(layout) };
}

const NOTHING: ReadBatch = { rows: 0, debtors: [], documents: [], contacts: [], problems: [] };

export async function* only(problem: Problem): AsyncGenerator<ReadBatch> {
  yield { ...NOTHING, problems: [problem] };
}

/** A row that cannot be read is a row of the file, too. */
function isLeftOut({ severity }: Problem): boolean {
  return severity === undefined;
}

/** How the columns were understood, for a person to confirm. */
export function layoutOf({ headingLine, headings, columns }: Pick<Layout, "headingLine" | "headings" | "columns">): ReadLayout {
  const fields = new Map<string, Field>();
  for (const [field, index] of columns) fields.set(headings[index]!.trim(), field);
  return { headingLine, headings: headings.map((heading) => heading.trim()), columns: Object.fromEntries(fields) };
}

/** A file that serves another one is read by that one; here only its rows are counted. */
async function* countRows(table: TableSource): AsyncGenerator<ReadBatch> {
  let rows = -1;
  for await (const batch of table.open()) {
    rows += batch.records.length;
    if (batch.broken) yield* only(batch.broken);
  }
  yield { ...NOTHING, rows: Math.max(0, rows) };
}

async function* readBatches(table: TableSource, layout: Layout, options: ReadOptions): AsyncGenerator<ReadBatch> {
  const missing = missingColumn(layout, options);
  if (missing) {
    yield* only(missing);
    return;
  }
  const lines = layout.lineAmounts;
  const loaded = lines?.file === undefined ? null : await loadSums(options.companions ?? [], { ...lines, file: lines.file }, options.mapping?.decimal);
  if (loaded && "problem" in loaded) {
    yield* only(loaded.problem);
    return;
  }
  const settled: Omit<Layout, "paymentSign"> & { paymentSign: Layout["paymentSign"] } = { ...layout };
  const rows = rowReader(settled, options, loaded?.sums ?? null);
  for (const warning of [...(table.warnings ?? []), ...layout.warnings]) yield* only(warning);
  for await (const { records, broken, said } of shapedRows(table, layout)) {
    // A large ledger without payments is not read twice for their sign.
    if (settled.paymentSign === null && holdsPayments(records, settled)) settled.paymentSign = await readPaymentSign(table, layout);
    yield rows.read(records);
    for (const problem of said) yield { ...NOTHING, rows: isLeftOut(problem) ? 1 : 0, problems: [problem] };
    if (broken) {
      yield* only(broken);
      return;
    }
  }
  yield rows.finish();
}
/** What no row of the file can have is said once, and not on every line. */
function missingColumn(layout: Layout, { defaults }: ReadOptions): Problem | null {
  const { kind, columns, constants } = layout;
  // JSON has no line of headings.
  const line = Math.max(1, layout.headingLine);
  const has = (...fields: (keyof typeof constants)[]) => fields.some((field) => columns.has(field) || constants[field] !== undefined);
  const said = (code: string, message: string): Problem => ({ line, code, message, severity: "fatal" });
  if (kind === "debtor" || kind === "contact" || !(has("amount", "open") || layout.lineAmounts)) return null;
  const isMoney = kind === "payment" || kind === "return";
  if (!has("issued") && !(isMoney && has("settled", "due"))) {
    return said("column-missing", `No column holds the ${isMoney ? "payment" : "invoice"} date. Name it "issued", or in a mapping (--map FILE).`);
  }
  if (!has("currency") && !defaults.currency && !layout.amountsNameCurrency) {
    return said(
      "currency-missing",
      "Nothing tells the currency: the file has no such column. Add one, or say it with --currency EUR, with a constant in a mapping (--map FILE), or in the creditor's settings.",
    );
  }
  if ((kind === null || kind === "invoice") && !has("due", "termsDays") && defaults.termsDays === null) {
    return said(
      "due-date-missing",
      'Nothing tells when the invoices are due: the file has neither due dates nor payment terms. Add a column "due", or set the terms: a constant "termsDays" in a mapping (--map FILE), or termsDays in the creditor\'s settings.',
    );
  }
  return null;
}
