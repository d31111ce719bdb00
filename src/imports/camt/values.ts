import { type Day, parseDay } from "../../core/values/day.ts";
import { exponentOf, parseMinor } from "../../core/values/money.ts";
import { at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { Refusal } from "../refusal/refusal.ts";

/** An amount as the file writes it, before it is known in which currency it must be. */
export interface WrittenAmount {
  readonly text: string;
  /** Empty where the file names none. */
  readonly currency: string;
  readonly line: number;
}

// ISO 20022 writes at most 18 digits, 5 of them behind the point.
const AMOUNT = /^\+?(\d*)(?:\.(\d*))?$/;
const MOST_DIGITS = 18;

export function writtenAmount(element: XmlElement | null): WrittenAmount | null {
  return element && { text: element.text, currency: element.attributes.get("Ccy")?.trim() ?? "", line: element.line };
}

/** Minor units of a currency. @throws Refusal for what is no amount in it */
export function minorOf({ text, line }: WrittenAmount, currency: string): bigint {
  const found = AMOUNT.exec(text);
  const [whole, fraction] = [found?.[1] ?? "", found?.[2] ?? ""];
  const digits = whole.length + fraction.length;
  const isLong = digits > MOST_DIGITS || whole.length + exponentOf(currency) > MOST_DIGITS;
  const minor = digits > 0 && !isLong ? parseMinor(`${whole || "0"}.${fraction || "0"}`, currency) : null;
  if (minor !== null) return minor;
  const why = isLong ? `it has more than ${MOST_DIGITS} digits` : `${currency} amounts have at most ${exponentOf(currency)} decimals, and a point before them`;
  throw new Refusal("amount-unreadable", line, `"${text.slice(0, 40)}" is no amount: ${why}. Fetch the file again.`);
}

/** Whether something is a credit to the account. @throws Refusal where CdtDbtInd does not say so */
export function isCredit(owner: XmlElement, indicator: string): boolean {
  if (indicator === "CRDT") return true;
  if (indicator === "DBIT") return false;
  const said = indicator === "" ? "does not say" : `says "${indicator.slice(0, 20)}" to`;
  throw new Refusal("direction-missing", owner.line, `<${owner.name}> ${said} whether it is a credit or a debit (CdtDbtInd). Fetch the file again.`);
}

/** The calendar day of a date choice (`Dt` or `DtTm`), as it is written: a time zone never moves it. Null where there is none. */
export function dayOf(choice: XmlElement | null): Day | null {
  if (!choice) return null;
  const written = at(choice, "Dt") ?? at(choice, "DtTm") ?? choice;
  return written.text === "" ? null : writtenDay(written);
}

/** @throws Refusal for a day that does not exist */
export function writtenDay({ text, line }: { readonly text: string; readonly line: number }): Day {
  const day = /^\d{4}-\d{2}-\d{2}(?![0-9])/.test(text) ? parseDay(text.slice(0, 10)) : null;
  if (day) return day;
  throw new Refusal("date-unreadable", line, `"${text.slice(0, 40)}" is no day of the calendar (2026-11-23). Fetch the file again.`);
}

// What banks write where they have nothing to write.
const PLACEHOLDER = /^(?:not ?provided|not ?available|non ?ref|none|n\/?a|null|unknown|keine information vorhanden|[-.\s0]*)$/i;

/** A text of the file; empty for the placeholders of banks. */
export function told(text: string): string {
  return PLACEHOLDER.test(text) ? "" : text;
}

export function toldAt(element: XmlElement | null, path: string): string {
  return told(textAt(element, path));
}
