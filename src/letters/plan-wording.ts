import type { NoticeItem } from "../core/letter/notice.ts";
import { bind, type Bound, say } from "./binding.ts";
import { MOST_NAMED } from "./contacts-wording.ts";
import type { Wording } from "./wording.ts";

/** "our payment plan of 3 March 2026 for invoices A and B" */
export function planPhrase(items: readonly NoticeItem[], wording: Wording): Bound {
  const days = [...new Set(items.map(({ plan }) => plan!.agreedOn))].sort();
  const documents = [...new Set(items.flatMap(({ plan }) => plan!.documents))];
  const list = wording.list(
    days.map((day) => bind(wording.longDay(day), { says: [], fact: "day" })),
    "conjunction",
  );
  if (documents.length === 0) return wording.phrase("plan.alone", { days: list }, days.length);
  return wording.phrase("plan.for", { days: list, invoices: invoices(documents, wording) }, days.length);
}

function invoices(documents: readonly string[], wording: Wording): Bound {
  if (documents.length > MOST_NAMED) return say("invoice-number", wording.phrase("invoices-counted", { count: documents.length }).markdown);
  const named = documents.map((document) => bind(document, { says: ["invoice-number"], fact: "document" }));
  return wording.phrase("invoices", { documents: wording.list(named, "conjunction") }, named.length);
}

/** "Instalment 2 of 4", as a sentence begins: there, a language may need an article that a table has no place for. */
export function instalmentStart(item: NoticeItem, wording: Wording): Bound {
  return say("invoice-number", wording.phrase("instalment", { number: item.instalment, of: item.plan!.of, use: "sentence" }).markdown);
}
