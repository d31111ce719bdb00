import type { ImportFormat, ImportSource, Problem, ReadBatch, ReadOptions, ReadResult } from "./contract.ts";
import { guessWide, looksBinary, openAsUtf8 } from "./csv/encoding.ts";
import { decideLayout, type Layout } from "./csv/layout.ts";
import { loadSums } from "./csv/line-amounts.ts";
import { readRecords } from "./csv/records.ts";
import { rowReader } from "./csv/rows.ts";
import { holdsPayments, readPaymentSign } from "./csv/writing.ts";

/** Tables as text: comma, semicolon, tab or bar between the cells, any of the usual encodings, headings in six languages. */
const csv: ImportFormat = { name: "csv", recognise, read };
export default csv;

/** Text is a table until another format knows better; a name that says so is a hint. */
function recognise(sample: Buffer, fileName: string): number {
  const wide = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff) || guessWide(sample) !== null;
  if (!wide && looksBinary(sample)) return 0;
  const text = sample.toString(wide ? "utf16le" : "utf8").trimStart();
  if (/^(<\?xml|<[a-z!]|[{[]\s*["{[\]}]|%PDF|:20:|\{1:F01)/i.test(text)) return 0.05;
  return /\.(csv|tsv|tab|txt)$/i.test(fileName) ? 0.6 : /[,;\t|]/.test(text) ? 0.4 : 0.1;
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  const mode = options.mapping?.mode ?? "movements";
  if (options.mapping?.serves) return { mode, ledger: false, batches: countRows(source) };
  const layout = await decideLayout(source, options);
  if ("problem" in layout) return { mode, ledger: true, batches: only(layout.problem) };
  return { mode: layout.mode, ledger: layout.kind !== "debtor" && layout.kind !== "contact", batches: readBatches(source, layout, options) };
}

async function* only(problem: Problem): AsyncGenerator<ReadBatch> {
  yield { rows: 0, debtors: [], documents: [], contacts: [], problems: [problem] };
}

/** A file that serves another one is read by that one; here only its rows are counted. */
async function* countRows(source: ImportSource): AsyncGenerator<ReadBatch> {
  let rows = -1;
  for await (const batch of readRecords(source.open(), { delimiter: ",", hasQuotes: true })) {
    rows += batch.records.length;
    if (batch.broken) yield* only(batch.broken);
  }
  yield { rows: Math.max(0, rows), debtors: [], documents: [], contacts: [], problems: [] };
}

async function* readBatches(source: ImportSource, layout: Layout, options: ReadOptions): AsyncGenerator<ReadBatch> {
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
  for await (const { records, broken } of readRecords(openAsUtf8(source, layout.facts), { delimiter: layout.delimiter, hasQuotes: layout.facts.hasQuotes })) {
    const below = records[0] && records[0].line <= layout.headingLine ? records.filter((record) => record.line > layout.headingLine) : records;
    // A large ledger without payments is not read twice for their sign.
    if (settled.paymentSign === null && holdsPayments(below, settled)) settled.paymentSign = await readPaymentSign(source, layout);
    yield rows.read(below);
    if (broken) {
      yield* only(broken);
      return;
    }
  }
  yield rows.finish();
}

/** What no row of the file can have is said once, and not on every line. */
function missingColumn(layout: Layout, { defaults }: ReadOptions): Problem | null {
  const { kind, columns, constants, headingLine: line } = layout;
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
