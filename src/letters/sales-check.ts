import type { Language } from "../core/letter/language.ts";
import type { Day } from "../core/values/day.ts";
import { type NoteHead, plainMail } from "./internal-note.ts";
import { wordingOf } from "./wording.ts";

/** What the salesperson is asked about: what the second letter would ask for. Amounts in minor units. */
export interface SalesQuestion {
  readonly debtor: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly items: readonly { readonly document: string; readonly due: Day; readonly openMinor: bigint }[];
  /** Who waits for the answer. */
  readonly contact: string;
}

/** The finished mail (RFC 5322 bytes), plain text, in the creditor's language. */
export function renderSalesCheck(question: SalesQuestion, language: Language, country: string | null, head: NoteHead): Promise<Uint8Array> {
  const wording = wordingOf(language, country);
  const { debtor, currency, totalMinor, items, contact } = question;
  const values = { ...debtor, contact, total: wording.money(totalMinor, currency) };
  const lines = items.map(({ document, due, openMinor }) =>
    wording.label("sales-check.item", { document, due: wording.longDay(due), open: wording.money(openMinor, currency) }),
  );
  const text = [wording.label("sales-check.ask", values), "", ...lines, "", wording.label("sales-check.answer", values), ""].join("\n");
  return plainMail(wording.label("sales-check.subject", values), text, wording.locale, head);
}
