import type { Block, Run, TableRow } from "../core/letter/letter.ts";
import type { Notice, NoticeCharge } from "../core/letter/notice.ts";
import type { Day } from "../core/values/day.ts";
import { sumMinor } from "../core/values/money.ts";
import { bind, type Bound } from "./binding.ts";
import { readLine } from "./markdown.ts";
import type { Wording } from "./wording.ts";

/** So few steps of a calculation are said in sentences; more of them are a table. */
const MOST_SAID = 2;

/** What a charge is called in the account table. */
export function chargeLabel(charge: NoticeCharge, wording: Wording): Bound {
  const document = bind(charge.document, { says: [], fact: "document" });
  const [from, to] = [shortDay(charge.from, wording), shortDay(charge.to, wording)];
  // Of a charge that was paid in part, what is left is asked for.
  return wording.phrase(`table.${charge.kind}${charge.kind === "fee" && charge.booked ? "-earlier" : ""}`, { document, from, to });
}

/** The sum in words, before the table: the letter's own sentences speak of the invoices alone. */
export function chargesSentence({ items, charges, credits, totalMinor, currency }: Notice, wording: Wording): Block[] {
  if (charges.length === 0) return [];
  const money = (minor: bigint, says: boolean) => bind(wording.money(minor, currency), { says: says ? ["amount-due"] : [], fact: "amount" });
  const credit = sumMinor(credits.map((one) => one.openMinor));
  const sentence = wording.phrase("charges.sum", {
    charges: money(sumMinor(charges.map((charge) => charge.amountMinor)), false),
    credit: credit > 0n && money(credit, false),
    disputed: items.some((item) => item.disputedMinor > 0n),
    amount: money(totalMinor, true),
  });
  return [{ kind: "paragraph", runs: readLine(sentence.markdown) }];
}

/** How the interest of this letter was worked out, below the table: earlier letters have shown theirs. */
export function calculationBlocks(notice: Notice, wording: Wording): Block[] {
  const steps = notice.charges.flatMap((charge) => charge.calculation.map((segment) => ({ document: charge.document, ...segment })));
  if (steps.length === 0) return [];
  if (steps.length <= MOST_SAID) return steps.map((step) => ({ kind: "paragraph", runs: readLine(sentenceOf(step, notice, wording).markdown) }));
  const { currency } = notice;
  const columns = [
    { label: wording.label("charges.document"), align: "left" },
    { label: wording.label("charges.from"), align: "left" },
    { label: wording.label("charges.to"), align: "left" },
    { label: wording.label("charges.days"), align: "right" },
    { label: wording.label("charges.rate"), align: "right" },
    { label: wording.label("charges.on", { currency }), align: "right" },
    { label: wording.label("charges.interest", { currency }), align: "right" },
  ] as const;
  return [{ kind: "table", caption: wording.label("charges.caption"), columns, rows: steps.map((step) => rowOf(step, notice, wording)) }];
}

type CalculationStep = NoticeCharge["calculation"][number] & { readonly document: string };

function sentenceOf({ document, from, to, days, rate, principalMinor, amountMinor }: CalculationStep, { currency }: Notice, wording: Wording): Bound {
  const amount = (minor: bigint) => bind(wording.money(minor, currency), { says: [], fact: "amount" });
  const day = (each: Day) => bind(wording.longDay(each), { says: [], fact: "day" });
  const values = { document: bind(document, { says: [], fact: "document" }), from: day(from), to: day(to) };
  return wording.phrase(
    "charges.calculation",
    { ...values, count: days, rate: wording.number(rate), principal: amount(principalMinor), amount: amount(amountMinor) },
    days,
  );
}

function rowOf({ document, from, to, days, rate, principalMinor, amountMinor }: CalculationStep, { currency }: Notice, wording: Wording): TableRow {
  const day = (each: Day): Run[] => [{ text: wording.shortDay(each), fact: "day" }];
  const amount = (minor: bigint): Run[] => [{ text: wording.decimal(minor, currency), fact: "amount" }];
  const name = readLine(bind(document, { says: [], fact: "document" }).markdown);
  const cells = [name, day(from), day(to), [{ text: String(days), fact: "days" as const }], [{ text: wording.number(rate) }]];
  return { kind: "item", cells: [...cells, amount(principalMinor), amount(amountMinor)] };
}

function shortDay(day: Day, wording: Wording): Bound {
  return bind(wording.shortDay(day), { says: [], fact: "day" });
}
