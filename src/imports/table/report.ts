import { readDate } from "../csv/dates.ts";
import type { Field } from "../csv/fields.ts";
import type { CsvRecord } from "../csv/records.ts";
import type { Problem } from "../contract.ts";
import { isBucket, isOpenListTitle, isRuler, isTotalOf, partyOf, totalOf } from "./row-marks.ts";
import type { Headed, RowShaper, Shape } from "./shape.ts";

/** Spans of days overdue above columns: so many make an ageing list. */
const FEWEST_BUCKETS = 3;
const AMOUNTS: readonly Field[] = ["amount", "open", "paidAmount", "lineAmount"];
const DATES: readonly Field[] = ["issued", "due", "settled"];

const MOST_FOLDED = 100;
const [ZERO, NINE] = [0x30, 0x39];

/** What stands where in a list. */
interface Plan {
  readonly headed: Headed;
  readonly dates: readonly number[];
  readonly amounts: readonly number[];
  readonly document: number;
  readonly buckets: readonly number[];
  /** The column with the sum of an ageing list's spans, -1 where there is none. */
  readonly total: number;
  /** The column with the amount in the document's own currency, beside those in the creditor's. */
  readonly foreign: number;
  /** Customers stand in rows of their own. */
  readonly isGrouped: boolean;
  /** Rows without a day are no items, whatever they hold. */
  readonly isReport: boolean;
}

export function bucketsOf(heading: CsvRecord): number[] {
  const found = heading.cells.map((cell, index) => (isBucket(cell) ? index : -1)).filter((index) => index >= 0);
  return found.length >= FEWEST_BUCKETS ? found : [];
}

/** An ageing list with one row per customer: sums, and no document. */
export function isSummary({ heading, columns }: Headed): boolean {
  const found = bucketsOf(heading);
  return found.length > 0 && !DATES.some((field) => columns.has(field) && !found.includes(columns.get(field)!));
}

/** A list as it stands, one row an item; or with customers or spans of days in rows of their own, as accounting programs print them. */
export function reportShape(headed: Headed): Shape {
  const plan = planOf(headed);
  const { heading, columns } = headed;
  const made: string[] = [];
  const placed = new Map<Field, number>();
  const make = (field: Field, name: string) => {
    placed.set(field, heading.cells.length + made.length);
    made.push(name);
  };
  if (plan.isGrouped) {
    make("debtor", "debtor");
    make("name", "name");
  }
  if (plan.buckets.length > 0 && !columns.has("open")) make("open", heading.cells[plan.total]?.trim() || "open");
  if (plan.document >= 0 && !columns.has("document")) placed.set("document", plan.document);
  const isOpenList = plan.buckets.length > 0 || isTitled(headed) || isGroupedByAge(headed, plan);
  return {
    kind: plan.isReport ? "report" : "plain",
    made,
    columns: placed,
    without: placed.has("open") ? ["amount"] : [],
    isSnapshot: isOpenList,
    open: () => readerOf(plan, made),
  };
}

function planOf(headed: Headed): Plan {
  const { heading, columns, rows } = headed;
  const at = (fields: readonly Field[]) => fields.map((field) => columns.get(field)).filter((index) => index !== undefined);
  const buckets = bucketsOf(heading);
  const first = heading.cells.findIndex((cell) => cell.trim() !== "");
  const unnamed = first > 0 ? 0 : -1;
  const dates = at(DATES).filter((index) => !buckets.includes(index));
  const plain = heading.cells.map((cell) => cell.toLowerCase().replace(/[^\p{L}]/gu, ""));
  const plan = {
    headed,
    dates,
    buckets,
    amounts: [...at(AMOUNTS), ...buckets],
    document: columns.get("document") ?? (buckets.length > 0 ? unnamed : -1),
    total: buckets.length > 0 ? plain.findIndex((word, index) => !buckets.includes(index) && /^(total|totale|gesamt|summe|balance|saldo)$/.test(word)) : -1,
    foreign:
      buckets.length > 0
        ? plain.findIndex((word) => /^(amount(in)?currency|betragin(fremd)?wahrung|importoinvaluta|montantendevise|importeendivisa)$/.test(word))
        : -1,
    isGrouped: false,
    isReport: buckets.length > 0,
  };
  const hasParty = at(["debtor", "name", "lastName"]).length > 0;
  const hasItems = plan.dates.length > 0 && (plan.amounts.length > 0 || columns.has("lineAmount"));
  const isGrouped = !hasParty && hasItems && (rows.some((row) => isGroup(row, plan)) || headed.above.some(({ cells }) => partyOf(cells)?.debtor));
  return { ...plan, isGrouped, isReport: plan.isReport || isGrouped || isGroupedByAge(headed, plan) };
}

function filled(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
}

function has(cells: readonly string[], indices: readonly number[]): boolean {
  for (const index of indices) if ((cells[index] ?? "").trim() !== "") return true;
  return false;
}

/** Whether a row has a day of its own; the name of a customer may stand in the first column, that of the days. */
function hasDay(cells: readonly string[], dates: readonly number[]): boolean {
  return dates.some((index) => (readDate(cells[index] ?? "", "dmy") ?? readDate(cells[index] ?? "", "mdy")) !== null);
}

/** A row that names a customer, or a span of days, and has no day of its own. */
function isGroup({ cells }: CsvRecord, { dates, document }: Pick<Plan, "dates" | "document">): boolean {
  const first = cells.findIndex((cell) => cell.trim() !== "");
  if (first < 0 || hasDay(cells, dates) || !/\p{L}/u.test(cells[first]!) || isRuler(cells)) return false;
  return document === first || (cells[document] ?? "").trim() === "";
}

function isGroupedByAge({ rows }: Headed, { dates }: Pick<Plan, "dates">): boolean {
  return dates.length > 0 && rows.some(({ cells }) => filled(cells).length === 1 && isBucket(filled(cells)[0]!));
}

function isTitled({ above, table }: Headed): boolean {
  return above.some(({ cells }) => cells.some(isOpenListTitle)) || isOpenListTitle(table.title ?? "");
}

function readerOf(plan: Plan, made: readonly string[]): RowShaper {
  const { headed, dates, amounts, isReport, isGrouped } = plan;
  const { heading, table } = headed;
  const width = heading.cells.length;
  const day = dates[0] ?? -1;
  const isMoney = amounts.length > 0;
  const parties = (["debtor", "name"] as const).map((field) => headed.columns.get(field) ?? -1);
  let last: CsvRecord | null = null;
  let group: { debtor?: string; name?: string } = {};
  let left: { line: number; text: string } | null = null;
  /** A customer with a sum whose documents have not come yet. */
  let folded: { line: number; text: string } | null = null;
  const unfolded: Problem[] = [];
  const closeGroup = () => {
    if (folded && unfolded.length < MOST_FOLDED) unfolded.push(groupFolded(folded));
    folded = null;
  };

  const padded = (cells: readonly string[]): readonly string[] =>
    cells.length < width && (table.isGrid || made.length > 0) ? [...cells, ...Array.from({ length: width - cells.length }, () => "")] : cells;
  const item = (record: CsvRecord): CsvRecord => {
    folded = null;
    last = record;
    const cells = padded(record.cells);
    if (made.length === 0) return cells === record.cells ? record : { line: record.line, cells };
    const added: string[] = isGrouped ? [group.debtor ?? group.name ?? "", group.name ?? ""] : [];
    if (made.length > added.length) added.push(openOf(cells, plan));
    return { line: record.line, cells: [...cells.slice(0, width), ...added] };
  };
  /** The whole list's total, that of the customer above, or that of the rows above with the customer in each of them. */
  const isPartyTotal = (rest: string) => [group.name, ...parties.map((index) => last?.cells[index])].some((party) => isTotalOf(rest, party?.trim() ?? ""));
  /** Rows that are no items: they tell whose items follow, or add up, or were written for people. */
  const pass = (record: CsvRecord): boolean => {
    const texts = filled(record.cells);
    const [text] = texts;
    if (text === undefined || isRuler(record.cells) || isSameHeading(record, heading)) return true;
    const rest = totalOf(text);
    if (rest !== null && isPartyTotal(rest) && (has(record.cells, amounts) || texts.length <= 2)) return true;
    if (isReport && (isOpenListTitle(text) || (isBucket(text) && texts.length === 1))) return true;
    if (isReport && isGroup(record, plan)) {
      if (isGrouped && !isBucket(text)) {
        closeGroup();
        folded = holdsSum(record.cells, amounts) ? { line: record.line, text } : null;
      }
      if (isGrouped && !isBucket(text)) group = { ...followed(group, partyOf(record.cells) ?? { name: text }) };
      return true;
    }
    if (texts.length > 1 || (record.cells.length < width && !/\S\s+\S+\s+\S/.test(text))) return false;
    left ??= { line: record.line, text };
    return true;
  };
  return {
    above: ({ cells }) => {
      const party = isGrouped ? partyOf(cells) : null;
      if (party) group = followed(group, party);
    },
    take: (record) => {
      // The common case: a row with a day is an item, unless it is the heading of another page.
      const first = day < 0 ? 0 : (record.cells[day]?.charCodeAt(0) ?? 0);
      if (first >= ZERO && first <= NINE && (!isReport || hasDay(record.cells, dates))) return item(record);
      if (isMoney ? !hasDay(record.cells, dates) && pass(record) : isRuler(record.cells) || isSameHeading(record, heading)) return null;
      return item(record);
    },
    warnings: () => {
      closeGroup();
      return left ? [...unfolded, textLeftOut(left)] : unfolded;
    },
  };
}

function holdsSum(cells: readonly string[], amounts: readonly number[]): boolean {
  return amounts.some((index) => /[1-9]/.test(cells[index] ?? ""));
}

/** A new id begins another customer; a name alone belongs to the id before it, where none is known yet. */
function followed(group: { debtor?: string; name?: string }, found: { debtor?: string; name?: string }): { debtor?: string; name?: string } {
  if (found.debtor !== undefined || group.debtor === undefined || group.name !== undefined) return found;
  return { ...group, ...found };
}

function isSameHeading({ cells }: CsvRecord, heading: CsvRecord): boolean {
  let same = 0;
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === "") continue;
    if (text !== heading.cells[index]?.trim()) return false;
    same++;
  }
  return same >= 2;
}

/** What is open of an item of an ageing list: its total, else the one span that holds something. */
function openOf(cells: readonly string[], { foreign, total, buckets }: Plan): string {
  const own = (cells[foreign] ?? "").trim();
  if (own !== "") return own;
  const sum = (cells[total] ?? "").trim();
  if (sum !== "") return sum;
  const spans = buckets.map((index) => (cells[index] ?? "").trim()).filter((text) => /[1-9]/.test(text));
  return spans.length === 1 ? spans[0]! : "";
}

/** Its items would be taken for settled: a list that hides some of its documents is no list of what is open. */
function groupFolded({ line, text }: { line: number; text: string }): Problem {
  return {
    line,
    code: "group-folded",
    message: `"${text.slice(0, 60)}" has a sum and no documents below it. Unfold all lines of the report before you export it.`,
  };
}

function textLeftOut({ line, text }: { line: number; text: string }): Problem {
  return {
    line,
    code: "text-left-out",
    message: `"${text.slice(0, 60)}" stands alone in its row: it was taken for a remark and left out, as were others like it (said once for this file).`,
    severity: "warning",
  };
}
