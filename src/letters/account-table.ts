import { stepRank } from "../core/process/procedure.ts";
import { elementValue, isOfPlan, type Notice, type NoticeItem } from "../core/letter/notice.ts";
import type { Block, Run, TableRow } from "../core/letter/letter.ts";
import { sumMinor } from "../core/values/money.ts";
import { bind, type Bound, say } from "./binding.ts";
import { calculationBlocks, chargeLabel, chargesSentence } from "./charge-wording.ts";
import { readLine } from "./markdown.ts";
import type { Wording } from "./wording.ts";

/** A message about one plain invoice says everything in its sentences; all others show the account. */
export function accountBlocks(notice: Notice, wording: Wording): Block[] {
  const plain = notice.items.length === 1 && notice.credits.length === 0 && notice.charges.length === 0 && notice.items[0]!.disputedMinor === 0n;
  if (plain && !elementValue(notice, "account-summary") && stepRank(notice.step) < stepRank("first")) return [];
  if (plain && notice.step === "final") return [];
  const { currency } = notice;
  const ofPlan = isOfPlan(notice);
  const columns = [
    { label: wording.label(ofPlan ? "table.instalment" : "table.document"), align: "left" },
    { label: wording.label(ofPlan ? "table.agreed" : "table.issued"), align: "left", spare: true },
    { label: wording.label("table.due"), align: "left" },
    { label: wording.label("table.days"), align: "right" },
    { label: wording.label("table.amount", { currency }), align: "right" },
    { label: wording.label("table.open", { currency }), align: "right" },
  ] as const;
  const named = ofPlan ? "table.caption-instalments" : notice.charges.length > 0 ? "table.caption-charges" : "table.caption";
  const rows = [...itemRows(notice, wording), ...closingRows(notice, wording)];
  const table: Block = {
    kind: "table",
    caption: wording.label(named),
    columns,
    rows,
    carry: { forward: wording.label("page.carried-forward"), brought: wording.label("page.brought-forward") },
  };
  return [...chargesSentence(notice, wording), table, ...calculationBlocks(notice, wording)];
}

/** With the sum up to each row, exactly. */
function itemRows(notice: Notice, wording: Wording): TableRow[] {
  const rows: TableRow[] = [];
  let sum = 0n;
  const grouped = new Set(notice.items.map((item) => item.step)).size > 1;
  let step: NoticeItem["step"] | null = null;
  for (const item of notice.items) {
    // The heading says where the items stand: those at `first` in a later letter are new to dunning (R8).
    if (grouped && item.step !== step) rows.push({ kind: "group", cells: [[{ text: wording.label(`table.group-${item.step}`) }]] });
    step = item.step;
    sum += item.openMinor + item.disputedMinor;
    rows.push({ kind: "item", cells: itemCells(item, notice, wording), running: wording.decimal(sum, notice.currency) });
  }
  return rows;
}

function itemCells(item: NoticeItem, { currency }: Notice, wording: Wording): (readonly Run[])[] {
  const days = item.overdueDays > 0 ? String(item.overdueDays) : "–";
  return [
    readLine(documentLabel(item, wording).markdown),
    [{ text: wording.shortDay(item.issued), says: ["invoice-date", "account-summary"], fact: "day" }],
    [{ text: wording.shortDay(item.due), says: ["due-date", "account-summary"], fact: "day" }],
    [{ text: days, says: ["days-past-due", "account-summary"], fact: "days" }],
    [{ text: wording.decimal(item.amountMinor, currency), says: ["account-summary"], fact: "amount" }],
    [{ text: wording.decimal(item.openMinor + item.disputedMinor, currency), says: ["account-summary"], fact: "amount" }],
  ];
}

/** Credits and charges, then what is asked for. One plain invoice needs no sum. */
function closingRows(notice: Notice, wording: Wording): TableRow[] {
  const { currency, credits, charges } = notice;
  const amount = (minor: bigint): Run => ({ text: wording.decimal(minor, currency), fact: "amount" });
  let sum = sumMinor(notice.items.map((item) => item.openMinor + item.disputedMinor));
  const row = (kind: TableRow["kind"], label: readonly Run[], day: string, minor: bigint): TableRow => {
    const cells = [label, day ? [{ text: day, fact: "day" } as const] : [], [], [], [], [amount(minor)]];
    if (kind !== "credit") return { kind, cells };
    sum += minor;
    return { kind, cells, running: wording.decimal(sum, currency) };
  };
  const rows: TableRow[] = charges.map((charge) => row("credit", readLine(chargeLabel(charge, wording).markdown), "", charge.amountMinor));
  const disputed = notice.items.filter((item) => item.disputedMinor > 0n);
  if (credits.length + disputed.length > 0 && notice.items.length + charges.length > 1)
    rows.push(
      row(
        "subtotal",
        [{ text: wording.label("table.sum") }],
        "",
        notice.totalMinor + sumMinor(credits.map((credit) => credit.openMinor)) + sumMinor(disputed.map((item) => item.disputedMinor)),
      ),
    );
  for (const item of disputed)
    rows.push(
      row(
        "credit",
        readLine(wording.phrase(item.creditExpected ? "table.credit-expected" : "table.in-dispute", { document: documentLabel(item, wording) }).markdown),
        "",
        -item.disputedMinor,
      ),
    );
  for (const credit of credits)
    rows.push(
      row(
        "credit",
        readLine(wording.phrase(`table.${credit.kind}`, { document: bind(credit.document, { says: [], fact: "document" }) }).markdown),
        wording.shortDay(credit.day),
        -credit.openMinor,
      ),
    );
  if (notice.items.length + rows.length > 1) {
    const total = row("total", [{ text: wording.label(totalLabel(notice, disputed.length > 0)) }], "", notice.totalMinor);
    rows.push({ ...total, cells: [...total.cells.slice(0, -1), [{ ...amount(notice.totalMinor), says: ["amount-due"] }]] });
  }
  return rows;
}

/** The notice of referral demands nothing. */
function totalLabel({ step }: Notice, isDisputed: boolean): string {
  if (step !== "final") return "table.total";
  return isDisputed ? "table.total-undisputed" : "table.total-final";
}

/** A document's number, with its instalment where it has several; of a plan, which instalment it is. */
export function documentLabel(item: NoticeItem, wording: Wording): Bound {
  if (item.plan) return say("invoice-number", wording.phrase("instalment", { number: item.instalment, of: item.plan.of }).markdown);
  const document = bind(item.document, { says: ["invoice-number"], fact: "document" });
  return wording.phrase("invoice", { document, instalment: item.instalment });
}
