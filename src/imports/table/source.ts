import type { Problem } from "../contract.ts";
import type { DecimalSign } from "../csv/amounts.ts";
import type { CsvRecord, RecordBatch } from "../csv/records.ts";

/** A table as rows of text, whatever kind of file it stands in. */
export interface TableSource {
  /** The name of the file, or of the table within it: in doubt it tells what the rows are. */
  readonly name: string;
  /** What a person has written above the table, though not in a row of it: the name of its sheet. */
  readonly title?: string;
  /** The first rows, or all of them. */
  readonly first: { readonly rows: readonly CsvRecord[]; readonly isWhole: boolean };
  /** All rows, from the first one at each call. */
  open(): AsyncGenerator<RecordBatch>;
  /** Blank cells at a row's end are not told (a spreadsheet), so that a short row is none that was cut. */
  readonly isGrid?: boolean;
  /** Every cell is text that a person or a program wrote between bars, with rulers and headings for each page. */
  readonly isList?: boolean;
  /** The decimal sign of its amounts, where the file itself tells it: its numbers are numbers. */
  readonly decimal?: DecimalSign;
  /** What is to be said of the file beside what its rows say. */
  readonly warnings?: readonly Problem[];
}
