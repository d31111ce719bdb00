import type { Language } from "../core/letter/language.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { type NoteHead, plainMail } from "./internal-note.ts";
import { wordingOf } from "./wording.ts";

/** What the salesperson is asked about: what is overdue before the next letter. Amounts in minor units. */
export interface SalesQuestion {
  /** The letter that waits for the answer. */
  readonly step: Step;
  /** From this day on it goes out without one; null: never. */
  readonly until: Day | null;
  readonly debtor: { readonly id: string; readonly name: string };
  /** Who waits for the answer. */
  readonly contact: { readonly name: string; readonly email: string | null };
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly items: readonly { readonly document: string; readonly due: Day; readonly openMinor: bigint }[];
}

/** The finished mail (RFC 5322 bytes), plain text, in the creditor's language. */
export function renderSalesCheck(question: SalesQuestion, language: Language, country: string | null, head: NoteHead): Promise<Uint8Array> {
  const wording = wordingOf(language, country);
  const { step, until, debtor, contact, currency, totalMinor, items } = question;
  const values = { name: debtor.name, id: debtor.id, letter: wording.label(`internal-note.letter.${step}`), total: wording.money(totalMinor, currency) };
  const lines = items.map(({ document, due, openMinor }) =>
    wording.label("sales-check.item", { document, due: wording.longDay(due), open: wording.money(openMinor, currency) }),
  );
  const answer = wording.label("sales-check.answer", { contact: contact.email === null ? contact.name : `${contact.name} (${contact.email})` });
  const waits = until === null ? wording.label("sales-check.waits") : wording.label("sales-check.waits-until", { day: wording.weekdayDay(until) });
  const text = [wording.label("sales-check.ask", values), "", ...lines, "", `${answer} ${waits}`, ""].join("\n");
  return plainMail(wording.label("sales-check.subject", values), text, wording.locale, head);
}
