import type { Columns } from "../csv/columns.ts";
import type { Field } from "../csv/fields.ts";
import type { CsvRecord } from "../csv/records.ts";
import type { Problem } from "../contract.ts";
import type { TableSource } from "./source.ts";

/**
 * What makes plain rows of a list that is written for people: with totals, rulers, headings on every page, and customers in
 * rows of their own above their items.
 */
export interface Shape {
  readonly kind: "plain" | "report" | "sap";
  /** Headings of the columns that are added to each row, behind its own. */
  readonly made: readonly string[];
  /** Fields that stand elsewhere than their headings say, among them the added ones. */
  readonly columns: ReadonlyMap<Field, number>;
  /** Fields that no column holds though a heading sounds like it. */
  readonly without: readonly Field[];
  /** The list shows what is open, and nothing else; or does so unless a column of it tells of an item that is settled. */
  readonly isSnapshot: boolean | { readonly unlessFilled: number };
  /** Reads the rows in their order, those above the headings too. */
  open(): RowShaper;
}

export interface RowShaper {
  above(record: CsvRecord): void;
  /** Null where the row is no item. */
  take(record: CsvRecord): CsvRecord | null;
  /** What has to be said once, after the last row. */
  warnings(): Problem[];
}

/** What is known of the columns when a shape is chosen. */
export interface Headed {
  readonly heading: CsvRecord;
  readonly columns: Columns;
  /** The rows of the sample, above and below the headings. */
  readonly above: readonly CsvRecord[];
  readonly rows: readonly CsvRecord[];
  readonly table: Pick<TableSource, "title" | "isGrid">;
}

export interface ShapedBatch {
  readonly records: readonly CsvRecord[];
  readonly broken?: Problem;
  readonly said: readonly Problem[];
}

/** The items of a table, in batches. */
export async function* shapedRows(table: TableSource, { shape, headingLine }: { shape: Shape; headingLine: number }): AsyncGenerator<ShapedBatch> {
  const shaper = shape.open();
  for await (const { records, broken, warning, bad = [] } of table.open()) {
    const items: CsvRecord[] = [];
    for (const record of records) {
      if (record.line <= headingLine) shaper.above(record);
      else {
        const item = shaper.take(record);
        if (item) items.push(item);
      }
    }
    yield { records: items, ...(broken && { broken }), said: warning ? [...bad, warning] : bad };
  }
  yield { records: [], said: shaper.warnings() };
}

/** The items among the first rows. */
export function shapeSample(shape: Shape, { above, rows }: Pick<Headed, "above" | "rows">): CsvRecord[] {
  const shaper = shape.open();
  for (const record of above) shaper.above(record);
  return rows.map((record) => shaper.take(record)).filter((record) => record !== null);
}
