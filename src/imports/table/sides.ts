import { splitAmount } from "../csv/amounts.ts";
import { type Field, plainHeading } from "../csv/fields.ts";
import type { CsvRecord } from "../csv/records.ts";
import { reportShape } from "./report.ts";
import type { Headed, Shape } from "./shape.ts";

const DEBIT = /^(soll|sollbetrag|betragsoll|umsatzsoll|debit|debitamount|amountdebit|dare|importodare|debito|montantdebit|debe|importedebe|debet)$/;
const CREDIT =
  /^(haben|habenbetrag|betraghaben|umsatzhaben|credit|creditamount|amountcredit|avere|importoavere|credito|montantcredit|haber|importehaber|kredit)$/;
const SIDE =
  /^(sh|sollhaben|habensoll|sollhabenkz|sollhabenkennzeichen|shkz|shkennzeichen|dc|drcr|crdr|debitcredit|creditdebit|debitcreditindicator|dareavere|da|segno|sens|debecredito|debehaber|dh|dk|debitkredit|debetkredit)$/;
const DEBITS = new Set("s soll d dr debit debet dare debe".split(" "));
const CREDITS = new Set("h haben c cr credit a avere haber k kredit".split(" "));

/** How a ledger tells what is owed from what lowers it, beside a sign. */
type Sides =
  /** An amount without a sign, and a column that names its side. */
  | { readonly by: "word"; readonly word: number; readonly amounts: readonly number[] }
  /** Two columns of amounts, of which each row fills one. */
  | { readonly by: "column"; readonly debit: number; readonly credit: number; readonly creditIsNegative: boolean };

/**
 * A ledger that puts what is owed and what lowers it on two sides (Soll and Haben, dare and avere): each amount gets the sign
 * that its side means, in its own cell, and the rows are read like any other list. Null: the table has no sides.
 */
export function sideShape(headed: Headed): Shape | null {
  const sides = sidesOf(headed);
  if (!sides) return null;
  const width = headed.heading.cells.length;
  const signed = (record: CsvRecord) => (record.cells.length < width && !headed.table.isGrid ? record : signedRow(record, sides));
  const rows = headed.rows.map(signed);
  const columns = new Map(headed.columns);
  const placed = new Map<Field, number>();
  const without: Field[] = [];
  if (sides.by === "column") {
    columns.set("amount", sides.debit);
    placed.set("amount", sides.debit);
    const open = columns.get("open");
    // An account's running balance is no amount of an item: it is more than what stands beside it.
    if (open !== undefined && (open === sides.credit || rows.some(({ cells }) => sizeOf(cells[open]) > sizeOf(cells[sides.debit])))) {
      columns.delete("open");
      without.push("open");
    }
  }
  const base = reportShape({ ...headed, columns, rows });
  return {
    ...base,
    columns: new Map([...placed, ...base.columns]),
    without: [...base.without, ...without],
    open: () => {
      const reader = base.open();
      return { ...reader, take: (record) => reader.take(signed(record)) };
    },
  };
}

function sidesOf({ heading, columns, rows }: Headed): Sides | null {
  const plain = heading.cells.map(plainHeading);
  const cellsOf = (index: number) => rows.map(({ cells }) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
  const word = plain.findIndex((each, index) => SIDE.test(each) && isSideColumn(cellsOf(index)));
  const amounts = (["amount", "open"] as const).map((field) => columns.get(field)).filter((index) => index !== undefined);
  if (word >= 0 && amounts.length > 0) return { by: "word", word, amounts };
  const [debit, credit] = [plain.findIndex((each) => DEBIT.test(each)), plain.findIndex((each) => CREDIT.test(each))];
  if (debit < 0 || credit < 0 || !columns.has("document") || !columns.has("issued")) return null;
  // A column of its own for the amount, with a sign or a type beside it, tells more.
  const amount = columns.get("amount");
  if (columns.has("type") || (amount !== undefined && amount !== debit && amount !== credit)) return null;
  const holds = (index: number) => cellsOf(index).every((cell) => splitAmount(cell) !== null || /^[-–]$/.test(cell));
  if (!holds(debit) || !holds(credit)) return null;
  const credits = cellsOf(credit).filter((cell) => /[1-9]/.test(cell));
  return { by: "column", debit, credit, creditIsNegative: credits.length > 0 && credits.every((cell) => splitAmount(cell)?.negative) };
}

function isSideColumn(cells: readonly string[]): boolean {
  const known = cells.filter((cell) => DEBITS.has(cell.toLowerCase()) || CREDITS.has(cell.toLowerCase()));
  // A total below the table may stand in the column.
  return known.length > 0 && known.length >= 0.9 * cells.length;
}

function signedRow(record: CsvRecord, sides: Sides): CsvRecord {
  const cells = [...record.cells];
  if (sides.by === "word") {
    if (!CREDITS.has((cells[sides.word] ?? "").trim().toLowerCase())) return record;
    for (const index of sides.amounts) if (splitAmount(cells[index] ?? "")?.negative === false) cells[index] = `-${cells[index]!.trim()}`;
    return { line: record.line, cells };
  }
  const [debit, credit] = [(cells[sides.debit] ?? "").trim(), (cells[sides.credit] ?? "").trim()];
  if (!/[1-9]/.test(credit)) return record;
  // Where a row fills both, no amount is made of them: that it cannot be read is said with both.
  cells[sides.debit] = /[1-9]/.test(debit) ? `${debit} / ${credit}` : sides.creditIsNegative ? credit : turned(credit);
  return { line: record.line, cells };
}

/** A credit lowers what is owed; one that is taken back raises it again. */
function turned(text: string): string {
  return splitAmount(text)?.negative ? text.replace(/^[-−–(]\s*|\s*[-−–)]$/g, "") : `-${text}`;
}

/** For a comparison within a column's row: the digits alone. */
function sizeOf(cell: string | undefined): number {
  const digits = (cell ?? "").replace(/\D/g, "");
  return digits.length > 15 ? 0 : Number(digits);
}
