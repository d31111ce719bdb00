import type { Problem, ReadBatch, ReadContact, ReadDebtor, ReadDocument, ReadOptions } from "../contract.ts";
import { readCells, RowProblem } from "./cells.ts";
import { DEBTOR_FIELDS, readDebtor, readDebtorId } from "./debtor-row.ts";
import { documentReader } from "./document-row.ts";
import type { Layout } from "./layout.ts";
import { addSums, multiply, roundSum, type Sum } from "./line-amounts.ts";
import type { CsvRecord } from "./records.ts";
import { readKind } from "./words.ts";

/** Turns rows into what they say. */
export interface RowReader {
  read(records: readonly CsvRecord[]): ReadBatch;
  /** What could be told only after the last row: documents that are the sum of their lines. */
  finish(): ReadBatch;
}

/** So many debtors are remembered, so that the same words about one of them are not handed on with every invoice. */
const DEBTORS_REMEMBERED = 400_000;

export function rowReader(layout: Layout, options: ReadOptions, sums: ReadonlyMap<string, Sum> | null): RowReader {
  const cells = readCells(layout);
  const documents = documentReader(layout, options);
  const width = layout.headings.length;
  const told = new Map<string, string>();
  const debtorColumns = DEBTOR_FIELDS.map((field) => layout.columns.get(field)).filter((index) => index !== undefined);
  const addressColumn = layout.columns.get("address") ?? -1;
  const lines = layout.lineAmounts && !sums ? lineGroups(layout) : null;
  let batch = emptyBatch();

  const tellDebtor = (record: CsvRecord, id: string): void => {
    let words = "";
    for (const index of debtorColumns) words += `${record.cells[index] ?? ""}\u0000`;
    if (told.get(id) === words) return;
    if (told.size >= DEBTORS_REMEMBERED) told.clear();
    told.set(id, words);
    batch.debtors.push(readDebtor(cells, record.line, id, record.cells[addressColumn] ?? ""));
  };

  const readRow = (record: CsvRecord): void => {
    if (record.cells.length !== width) checkWidth(record, width);
    cells.set(record.cells, record.line);
    const kind = layout.kind ?? kindOfRow(cells.text("type"), cells.heading("type"));
    const id = readDebtorId(cells);
    if (kind === "debtor") return tellDebtor(record, id);
    if (kind === "contact") {
      const contact = documents.contact(cells, record.line, id);
      tellDebtor(record, id);
      batch.contacts.push(contact);
      return;
    }
    const document = documents.read(cells, record.line, kind, id);
    if (!document) return;
    // A payment that names its invoice needs no debtor: the invoice has one.
    const isMoney = document.kind === "payment" || document.kind === "return";
    if (id !== "" || !isMoney || !document.applies) tellDebtor(record, id);
    if (lines) lines.add(document, record);
    else batch.documents.push(sums ? withSum(document, sums, record, layout) : document);
    const back = document.kind === "payment" ? documents.cameBack(cells, document) : null;
    if (back) batch.documents.push(back);
  };

  const take = (rows: number): ReadBatch => {
    const taken = { ...batch, rows, problems: [...batch.problems, ...cells.warnings.splice(0)] };
    batch = emptyBatch();
    return taken;
  };

  return {
    read: (records) => {
      for (const record of records) {
        try {
          readRow(record);
        } catch (error) {
          if (!(error instanceof RowProblem)) throw error;
          batch.problems.push({ line: record.line, code: error.code, message: error.message });
        }
      }
      return take(records.length);
    },
    finish: () => {
      for (const found of lines?.close() ?? []) {
        if ("code" in found) batch.problems.push(found);
        else batch.documents.push(found);
      }
      return take(0);
    },
  };
}

function emptyBatch(): { debtors: ReadDebtor[]; documents: ReadDocument[]; contacts: ReadContact[]; problems: Problem[] } {
  return { debtors: [], documents: [], contacts: [], problems: [] };
}

function checkWidth(record: CsvRecord, width: number): void {
  if (record.cells.slice(width).every((cell) => cell.trim() === "") && record.cells.length > width) return;
  const more = record.cells.length > width;
  throw new RowProblem(
    "ragged-row",
    `The row has ${record.cells.length} cells and the heading ${width}. ${more ? "Put a cell that holds the delimiter into quotes." : "Every row needs all cells, also the blank ones."}`,
  );
}

function kindOfRow(text: string, heading: string): NonNullable<Layout["kind"]> {
  const kind = readKind(text);
  if (kind) return kind;
  throw new RowProblem(
    "type-unknown",
    `${text === "" ? "A blank" : `"${text}"`} under "${heading}" is no type: write invoice, credit-memo, payment, return, customer or contact.`,
  );
}

function withSum(document: ReadDocument, sums: ReadonlyMap<string, Sum>, record: CsvRecord, layout: Layout): ReadDocument {
  const sum = sums.get(document.document);
  if (!sum) throw new RowProblem("lines-missing", `No line of ${layout.lineAmounts!.file} belongs to ${document.document}.`);
  return signed(document, less(sum, record, layout));
}

/** The sum less the discount that stands once per document. */
function less(sum: Sum, record: CsvRecord, layout: Layout): Sum {
  const { less: amount, lessPercent } = layout.lineAmounts!;
  const name = amount ?? lessPercent;
  const cell = name === undefined ? "" : (record.cells[layout.headings.findIndex((heading) => heading.trim() === name)] ?? "").trim();
  if (cell === "") return sum;
  const taken = multiply([amount === undefined ? cell.replace(/\s*%$/, "") : cell], layout.decimal);
  if (typeof taken === "string") throw new RowProblem("bad-amount", `"${cell}" under "${name}" is no number.`);
  if (amount !== undefined) return addSums(sum, { value: -taken.value, scale: taken.scale });
  return addSums(sum, { value: -sum.value * taken.value, scale: sum.scale + taken.scale + 2 });
}

function signed(document: ReadDocument, sum: Sum): ReadDocument {
  const amount = roundSum(sum, document.currency);
  return amount < 0n ? { ...document, kind: "credit-memo", due: null, amountMinor: -amount } : { ...document, amountMinor: amount };
}

/** Documents that are spread over rows of the same file, each row with a part of the amount. One entry per document is kept. */
function lineGroups(layout: Layout): { add(document: ReadDocument, record: CsvRecord): void; close(): (ReadDocument | Problem)[] } {
  const groups = new Map<string, { document: ReadDocument; record: CsvRecord; sum: Sum }>();
  const factors = layout.lineAmounts!.multiply.map((name) => layout.headings.findIndex((heading) => heading.trim() === name));
  return {
    add: (document, record) => {
      const part = multiply(
        factors.map((index) => record.cells[index] ?? ""),
        layout.decimal,
      );
      if (typeof part === "string")
        throw new RowProblem("bad-amount", `"${part}" is no number: the columns ${layout.lineAmounts!.multiply.join(", ")} make the amount of a line.`);
      const key = JSON.stringify([document.debtor, document.document, document.instalment, document.issued]);
      const group = groups.get(key);
      if (group) group.sum = addSums(group.sum, part);
      else groups.set(key, { document, record, sum: part });
    },
    close: () =>
      [...groups.values()].map(({ document, record, sum }) => {
        try {
          return signed(document, less(sum, record, layout));
        } catch (error) {
          if (!(error instanceof RowProblem)) throw error;
          return { line: record.line, code: error.code, message: error.message };
        }
      }),
  };
}
