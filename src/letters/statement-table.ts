import type { Block, Run, TableRow } from "../core/letter/letter.ts";
import type { StatementItem, StatementNotice } from "../core/letter/statement.ts";
import { sumMinor } from "../core/values/money.ts";
import { bind, type Bound } from "./binding.ts";
import { readLine } from "./markdown.ts";
import { contactPhrase, greeting, PLACE } from "./scope.ts";
import type { Wording } from "./wording.ts";

/** Everything that the template of a statement can print. */
export function statementScope(notice: StatementNotice, wording: Wording): Record<string, unknown> {
  const { items, credits, overdueMinor, disputedMinor, totalMinor, currency } = notice;
  const money = (minor: bigint): Bound => bind(wording.money(minor, currency), { says: [], fact: "amount" });
  const orNone = (minor: bigint): Bound | null => (minor > 0n ? money(minor) : null);
  return {
    greeting: greeting(notice, wording),
    day: bind(wording.longDay(notice.sentOn), { says: [], fact: "day" }),
    nothing: items.length === 0 && credits.length === 0,
    balance: money(totalMinor),
    in_favour: orNone(-totalMinor),
    all_overdue: totalMinor > 0n && overdueMinor === totalMinor,
    // Where credits make the balance less than what is past due, the table alone says both.
    overdue: overdueMinor < totalMinor ? orNone(overdueMinor) : null,
    disputed: orNone(disputedMinor),
    contact: contactPhrase(notice, wording),
    account: PLACE.account,
    payment: PLACE.payment,
    closing: PLACE.closing,
  };
}

/** What is past due, what is not, what is credited, and the balance. */
export function statementBlocks(notice: StatementNotice, wording: Wording): Block[] {
  const { items, credits, currency } = notice;
  if (items.length === 0 && credits.length === 0) return [];
  const columns = [
    { label: wording.label("statement.document"), align: "left", bare: true },
    { label: wording.label("statement.issued"), align: "left", spare: true },
    { label: wording.label("statement.due"), align: "left" },
    { label: wording.label("statement.days"), align: "right" },
    { label: wording.label("statement.amount", { currency }), align: "right" },
    { label: wording.label("statement.open", { currency }), align: "right" },
  ] as const;
  const caption = wording.label("statement.caption", { day: wording.longDay(notice.sentOn) });
  const [late, later] = [items.filter(({ overdueDays }) => overdueDays > 0), items.filter(({ overdueDays }) => overdueDays === 0)];
  const rows = withSums(
    [...groupRows("overdue", late, notice, wording), ...groupRows("not-due", later, notice, wording), ...closingRows(notice, wording)],
    notice,
    wording,
  );
  const carry = { forward: wording.label("page.carried-forward"), brought: wording.label("page.brought-forward") };
  return [{ kind: "table", caption, columns, rows, carry }];
}

/** With the sum up to each row that adds to the balance, exactly: the rows come in the order of the notice. */
function withSums(rows: readonly TableRow[], { items, credits, currency }: StatementNotice, wording: Wording): TableRow[] {
  const amounts = [...items.map(({ openMinor }) => openMinor), ...credits.map(({ openMinor }) => -openMinor)];
  let next = 0;
  let sum = 0n;
  return rows.map((row) => {
    if (row.kind !== "item" && row.kind !== "credit") return row;
    sum += amounts[next++]!;
    return { ...row, running: wording.decimal(sum, currency) };
  });
}

function groupRows(group: "overdue" | "not-due", items: readonly StatementItem[], { currency }: StatementNotice, wording: Wording): TableRow[] {
  if (items.length === 0) return [];
  const amount = (minor: bigint): Run[] => [{ text: wording.decimal(minor, currency), fact: "amount" }];
  const day = (text: string): Run[] => [{ text, fact: "day" }];
  const rows = items.map((item): TableRow => {
    const days: Run[] = [{ text: item.overdueDays > 0 ? String(item.overdueDays) : "–", fact: "days" }];
    const cells = [labelOf(item, currency, wording), day(wording.shortDay(item.issued)), day(wording.shortDay(item.due)), days];
    return { kind: "item", cells: [...cells, amount(item.amountMinor), amount(item.openMinor)] };
  });
  const sum = sumMinor(items.map(({ openMinor }) => openMinor));
  const total: TableRow = { kind: "subtotal", cells: [[{ text: wording.label("table.sum") }], [], [], [], [], amount(sum)] };
  return [{ kind: "group", cells: [[{ text: wording.label(`statement.${group}`) }]] }, ...rows, ...(items.length > 1 ? [total] : [])];
}

/** What it is, and why letters do not ask for it, or for a part of it. */
function labelOf(item: StatementItem, currency: string, wording: Wording): Run[] {
  const part = (minor: bigint): Bound => bind(wording.decimal(minor, currency), { says: [], fact: "amount" });
  const marks = [
    item.disputedMinor > 0n ? wording.phrase("statement.in-dispute", { amount: part(item.disputedMinor) }) : null,
    item.toBeCreditedMinor > 0n ? wording.phrase("statement.to-be-credited", { amount: part(item.toBeCreditedMinor) }) : null,
    item.isAgreed ? wording.phrase("statement.agreed") : null,
  ].flatMap((mark) => (mark ? [mark.markdown] : []));
  const name = nameOf(item, wording);
  return marks.length === 0 ? name : [...name, { text: " (" }, ...readLine(marks.join(" – ")), { text: ")" }];
}

function nameOf({ document, instalment, charge }: StatementItem, wording: Wording): Run[] {
  const bound = bind(document, { says: [], fact: "document" });
  if (!charge) return readLine(wording.phrase("invoice", { document: bound, instalment }).markdown);
  const day = (of: StatementItem["due"]): Bound => bind(wording.shortDay(of), { says: [], fact: "day" });
  const key = charge.kind === "fee" ? "fee-earlier" : charge.kind;
  return readLine(wording.phrase(`table.${key}`, { document: bound, from: day(charge.from), to: day(charge.to) }).markdown);
}

function closingRows({ credits, totalMinor, currency }: StatementNotice, wording: Wording): TableRow[] {
  const row = (kind: TableRow["kind"], label: readonly Run[], day: string, minor: bigint): TableRow => ({
    kind,
    cells: [label, day ? [{ text: day, fact: "day" }] : [], [], [], [], [{ text: wording.decimal(minor, currency), fact: "amount" }]],
  });
  return [
    ...credits.map((credit) => {
      const document = bind(credit.document, { says: [], fact: "document" });
      return row("credit", readLine(wording.phrase(`table.${credit.kind}`, { document }).markdown), wording.shortDay(credit.day), -credit.openMinor);
    }),
    row("total", [{ text: wording.label("statement.balance") }], "", totalMinor),
  ];
}
