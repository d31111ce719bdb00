import { Button } from "@mantine/core";
import { useState } from "react";
import type { ImportPreview } from "../api.ts";
import { entryKinds, fields, word } from "../languages/en.ts";
import { formatDay } from "../values/day.ts";
import { groupDigits } from "../values/money.tsx";
import type { SaidMapping } from "./use-import.ts";
import { TableSettings } from "./table-settings.tsx";

type Table = NonNullable<ImportPreview["table"]>;
type Column = Table["columns"][number];

interface TableProps {
  table: Table;
  /** What a person has said of it: only that is sent, so that what is found out is found out anew after each choice. */
  said: SaidMapping;
  isBusy: boolean;
  /** Who has confirmed these columns before, in a sentence; null: nobody has. */
  confirmed: string | null;
  onMapping(mapping: SaidMapping): void;
}

/** Below this a person should look at the column. */
const SURE = 0.75;

/** A table's own first rows, and what each column is taken for. Every choice is tried on the file at once. */
export function TableView({ table, said: spoken, isBusy, confirmed, onMapping }: TableProps) {
  const [isOpen, open] = useState(confirmed === null);
  const { columns, rows, mapping } = table;
  const choose = (chosen: Column, field: string | null) => {
    // A field stands in one column only: the one that had it before is left alone.
    const named = columns.filter(({ isNamed }) => isNamed);
    const said = named.map((each) => [each.heading, each === chosen ? field : field !== null && each.field === field ? null : each.field] as const);
    onMapping({ ...spoken, columns: Object.fromEntries(said) });
  };
  const unsure = columns.filter((column) => isUnsure(column)).length;
  const known = columns.some(({ field }) => field !== null);
  return (
    <section className="card" aria-labelledby="table-title">
      <div className="card-head">
        <h2 id="table-title">How the columns are read</h2>
        <span className="muted small">
          {confirmed ??
            (known
              ? `Your file’s own rows, with what each column is taken for.${unsure > 0 ? " Look at the marked ones." : ""} Importing keeps this for the next file with the same headings.`
              : "Say what the columns hold: at least the customer, the document number, the dates and the amount.")}
        </span>
        {!isOpen && (
          <Button size="compact-xs" variant="default" onClick={() => open(true)}>
            Change
          </Button>
        )}
      </div>
      {isOpen && <TableSettings found={mapping} mapping={spoken} isBusy={isBusy} onMapping={onMapping} />}
      <div className="scroll">
        <table className="grid mapping" aria-busy={isBusy}>
          <thead>
            <tr>
              <th>Line</th>
              {columns.map((column, place) => (
                <th key={place} className={isUnsure(column) ? "unsure" : undefined}>
                  <span className="own-heading">{column.heading || <i>no heading</i>}</span>
                  <ColumnField column={column} all={table.fields} isOpen={isOpen} isBusy={isBusy} onChoose={(field) => choose(column, field)} />
                </th>
              ))}
              <th>Read as</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td className="muted">{row.line}</td>
                {row.cells.map((cell, place) => (
                  <td key={place} className={columns[place]?.field ? undefined : "left-alone"}>
                    {cell}
                  </td>
                ))}
                <td className="read-as">
                  <ReadAs row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function isUnsure({ isNamed, field, confidence }: Column): boolean {
  return isNamed && confidence > 0 && confidence < (field === null ? 0.6 : SURE);
}

interface FieldProps {
  column: Column;
  all: readonly string[];
  isOpen: boolean;
  isBusy: boolean;
  onChoose(field: string | null): void;
}

function ColumnField({ column, all, isOpen, isBusy, onChoose }: FieldProps) {
  if (!isOpen || !column.isNamed) return <span className="taken-for">{column.field ? word(fields, column.field) : "left alone"}</span>;
  return (
    <select
      aria-label={`What “${column.heading}” holds`}
      disabled={isBusy}
      value={column.field ?? ""}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    >
      <option value="">left alone</option>
      {all.map((field) => (
        <option key={field} value={field}>
          {word(fields, field)}
        </option>
      ))}
    </select>
  );
}

function ReadAs({ row: { read, problems } }: { row: Table["rows"][number] }) {
  if (problems.length > 0 && !read)
    return (
      <span className="error" title={problems.join("\n")}>
        not read: {problems[0]}
      </span>
    );
  if (!read) return <span className="muted">nothing yet</span>;
  const { kind, document, debtor, due, amount, currency } = read;
  return (
    <>
      <strong>
        {word(entryKinds, kind)} {document}
      </strong>{" "}
      {kind === "debtor" ? debtor : `of ${debtor}`}
      {amount && currency && `, ${currency} ${groupDigits(amount)}`}
      {due && `, due ${formatDay(due)}`}
    </>
  );
}
