import type { Day } from "../../core/values/day.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { Field } from "./fields.ts";
import { readAmount, readDay, readEntryDay } from "./values.ts";

/** What a :61: says. */
export interface Movement {
  readonly line: number;
  readonly value: Day;
  readonly booked: Day;
  /** Credits positive. */
  readonly amountMinor: bigint;
  readonly reversal: boolean;
  /** Expected, and not booked. */
  readonly pending: boolean;
  /** "NTRF" */
  readonly type: string;
  readonly reference: string;
  readonly bankReference: string;
  /** What stands behind the reference on its line, where a bank puts the name there. */
  readonly beside: string;
  /** The lines below: supplementary details. */
  readonly details: readonly string[];
}

const LINE = /^(\d{6})(\d{4}|\s{4})?\s*(R[CD](?=[A-Z]?\s*\d)|E[CD](?=[A-Z]?\s*\d)|[CD])([A-Z])?\s*(\d[\d.,]*)\s*([A-Z][A-Z0-9 ]{3})?(.*)$/s;
/** Width of the customer reference: what stands behind it on the line is no part of it. */
const REFERENCE = 16;

/** Reads a :61:. @throws Refusal where it is none */
export function readMovement({ line, lines }: Field, currency: string): Movement {
  const [first, details] = wholeLine(lines);
  const match = LINE.exec(first);
  const value = match && readDay(match[1]!);
  const booked = value && (match[2]?.trim() ? readEntryDay(match[2], value) : value);
  const amount = match && readAmount(match[5]!, currency);
  if (!match || !value || !booked)
    throw new Refusal(
      "mt940-movement-unreadable",
      line,
      `The movement ":61:${first.slice(0, 40)}" cannot be read: it needs a value date, a debit or credit mark and an amount. Fetch the file again.`,
    );
  if (amount === null) throw new Refusal("mt940-amount-unreadable", line, `"${match[5]!.slice(0, 30)}" is no amount in ${currency}. Fetch the file again.`);
  const mark = match[3]!;
  const rest = match[7]!;
  const cut = rest.indexOf("//");
  const front = cut < 0 ? rest : rest.slice(0, cut);
  const isCredit = mark === "C" || mark === "RD" || mark === "EC";
  return {
    line,
    value,
    booked,
    amountMinor: isCredit ? amount : -amount,
    reversal: mark.startsWith("R"),
    pending: mark.startsWith("E"),
    type: (match[6] ?? "").trim(),
    reference: cut < 0 ? front.slice(0, REFERENCE).trim() : front.trim(),
    beside: cut < 0 ? front.slice(REFERENCE).trim() : "",
    bankReference: cut < 0 ? "" : rest.slice(cut + 2).trim(),
    details: details.map((each) => each.trim()).filter((each) => each !== ""),
  };
}

/** A line that broke before its amount goes on in the next one. */
function wholeLine(lines: readonly string[]): [string, readonly string[]] {
  const first = lines[0]!;
  return lines.length > 1 && /^\d{6}[\d ]{0,4}R?[CD]?[A-Z]?\s*$/.test(first) ? [first + lines[1]!, lines.slice(2)] : [first, lines.slice(1)];
}
