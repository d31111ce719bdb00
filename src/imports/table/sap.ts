import { splitAmount } from "../csv/amounts.ts";
import type { Field } from "../csv/fields.ts";
import type { CsvRecord } from "../csv/records.ts";
import type { Problem } from "../contract.ts";
import { isRuler, partyOf, totalOf } from "./row-marks.ts";
import { SAP_BILLING, SAP_TYPES, type SapColumn, sapColumns } from "./sap-words.ts";
import type { Headed, RowShaper, Shape } from "./shape.ts";

const SAMPLED = 300;
/** The list's own mark of a cleared item: a green light. */
const GREEN = "@5B";
const NO_DAY = /^[0.\-/\s]*$/;
const MADE = ["type", "document", "amount", "open", "cleared", "debtor", "name"] as const;

/**
 * A SAP list of customer items: two letters tell the type of each, a minus behind the amount that it lowers what is owed, and
 * a clearing document that it is settled. Customers may stand in lines of their own above their items. Null: it is none.
 */
export function sapShape(headed: Headed): Shape | null {
  const { heading, columns: found, rows } = headed;
  const { columns, telling } = sapColumns(heading.cells);
  const at = (name: SapColumn) => columns.get(name) ?? -1;
  const amount = columns.get("ownAmount") ?? columns.get("localAmount") ?? found.get("amount");
  if (telling === 0 || at("type") < 0 || at("number") < 0 || amount === undefined || !typed(rows, at("type"), at("number"))) return null;
  const own = heading.cells.length;
  const placed = new Map<Field, number>();
  for (const [index, name] of MADE.entries()) if (name !== "cleared") placed.set(name, own + index);
  const isGrouped = !found.has("debtor") && !found.has("name");
  if (!isGrouped) for (const field of ["debtor", "name"] as const) placed.delete(field);
  const place = (field: Field, index: number | undefined) => {
    if (index !== undefined && index >= 0) placed.set(field, index);
  };
  place("issued", columns.get("issued") ?? columns.get("posted"));
  place("due", columns.get("due") ?? found.get("due"));
  place("settled", columns.get("cleared"));
  place("instalment", columns.get("position"));
  place("currency", currencyColumn(headed, columns, amount));
  const hasClearing = columns.has("cleared") || columns.has("clearing");
  return {
    kind: "sap",
    made: MADE,
    columns: placed,
    without: ["applies", "status", "paidAmount", "directDebit", "termsDays", "lineAmount", "segment", "detail", "region"].filter(
      (field) => !placed.has(field as Field),
    ) as Field[],
    isSnapshot: hasClearing ? { unlessFilled: own + MADE.indexOf("cleared") } : true,
    open: () => readerOf({ headed, at, amount, isGrouped }),
  };
}

function typed(rows: readonly CsvRecord[], type: number, number: number): boolean {
  const cells = rows
    .filter(({ cells }) => /\d/.test(cells[number] ?? "") && !isTotal(cells))
    .slice(0, SAMPLED)
    .map((row) => (row.cells[type] ?? "").trim());
  const codes = cells.filter((cell) => /^[A-Z][A-Z0-9]$/.test(cell));
  return codes.length > 0 && codes.length >= 0.8 * cells.length && codes.some((code) => SAP_TYPES.has(code));
}

/** The currency of the amount that was chosen: named like it, else the column beside it that holds codes. */
function currencyColumn({ heading, rows }: Headed, columns: ReadonlyMap<SapColumn, number>, amount: number): number | undefined {
  const holdsCodes = (index: number | undefined) => index !== undefined && rows.some(({ cells }) => /^\s*[A-Z]{3}\s*$/.test(cells[index] ?? ""));
  const named = columns.get(amount === columns.get("localAmount") ? "localCurrency" : "ownCurrency");
  const beside = [amount + 1, amount - 1].filter((index) => index >= 0 && index < heading.cells.length);
  const others = [columns.get("ownCurrency"), columns.has("ownAmount") ? undefined : columns.get("localCurrency")];
  return [named, ...beside, ...others].find(holdsCodes);
}

interface Plan {
  readonly headed: Headed;
  readonly at: (name: SapColumn) => number;
  readonly amount: number;
  readonly isGrouped: boolean;
}

function readerOf({ headed, at, amount, isGrouped }: Plan): RowShaper {
  const { heading, table } = headed;
  const width = heading.cells.length;
  const number = at("number");
  const numberHeading = heading.cells[number]?.trim();
  let group: { debtor?: string; name?: string } = {};
  let special: { line: number; mark: string } | null = null;
  const follow = (cells: readonly string[]) => {
    const party = isGrouped && !isTotal(cells) ? partyOf(cells) : null;
    if (party) group = party.debtor === undefined ? { ...group, ...party } : party;
  };
  const isItem = ({ cells }: CsvRecord) => {
    const found = (cells[number] ?? "").trim();
    return found !== "" && found !== numberHeading && /\d/.test(found) && !isRuler(cells) && !isTotal(cells);
  };
  return {
    above: ({ cells }) => follow(cells),
    take: (record) => {
      const { line } = record;
      if (!isItem(record)) {
        // A line between bars with a bar in its text has more cells than the heading: that it cannot be read has to be said.
        if (record.cells.length > width && SAP_TYPES.has((record.cells[at("type")] ?? "").trim())) return record;
        follow(record.cells);
        return null;
      }
      if (record.cells.length > width || (record.cells.length < width && !table.isGrid)) return record;
      const cells = Array.from({ length: width }, (_, index) => record.cells[index] ?? "");
      const text = (name: SapColumn) => (cells[at(name)] ?? "").trim();
      const sum = splitAmount((cells[amount] ?? "").trim());
      const mark = text("special");
      if (mark !== "" && sum && !sum.negative) {
        special ??= { line, mark: mark.slice(0, 10) };
        return null;
      }
      for (const name of ["issued", "posted", "due", "cleared"] as const) if (at(name) >= 0 && NO_DAY.test(text(name))) cells[at(name)] = "";
      const clearing = NO_DAY.test(text("clearing")) ? "" : text("clearing");
      const cleared = text("cleared") || clearing || (cells.some((cell) => cell.includes(GREEN)) ? GREEN : "");
      const kind = kindOf(text("type"), sum?.negative ?? false);
      // A payment's reference is that of the bank's statement, and the same one for many.
      const document = (kind === "payment" ? "" : text("reference")) || text("number");
      const open = cleared !== "" && (kind !== "invoice" || text("cleared") === "") ? "0" : "";
      const party = isGrouped ? [group.debtor ?? group.name ?? "", group.name ?? ""] : ["", ""];
      return { line, cells: [...cells, kind, document, unsigned(cells[amount] ?? ""), open, cleared, ...party] };
    },
    warnings: () => (special ? [specialLeftOut(special)] : []),
  };
}

function isTotal(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell.trim() !== "");
  return first !== undefined && totalOf(first) === "";
}

/** What raises the debtor's account is owed, also the rest of a payment that was too short; what lowers it is a credit. */
function kindOf(type: string, isNegative: boolean): "invoice" | "credit-memo" | "payment" {
  return !isNegative ? "invoice" : SAP_BILLING.has(type) ? "credit-memo" : "payment";
}

/** The kind tells the side already. */
function unsigned(text: string): string {
  const trimmed = text.trim();
  return splitAmount(trimmed)?.negative ? trimmed.replace(/^[-−–(]\s*|\s*[-−–)]$/g, "").replace(/\s*cr\.?$/i, "") : trimmed;
}

function specialLeftOut({ line, mark }: { line: number; mark: string }): Problem {
  return {
    line,
    code: "special-ledger-left-out",
    message: `Items of the special general ledger ("${mark}": bills of exchange, requests for down payments, guarantees) are no invoices and were left out (said once for this file).`,
    severity: "warning",
  };
}
