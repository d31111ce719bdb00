import { stepRank } from "../core/process/procedure.ts";
import type { Notice, NoticeItem } from "../core/letter/notice.ts";
import { documentLabel } from "./account-table.ts";
import { bind, Bound } from "./binding.ts";
import { MOST_NAMED } from "./contacts-wording.ts";
import type { Wording } from "./wording.ts";

/** What is in dispute, named without demanding it: of the listed invoices a part, of others the whole. */
export function disputeSentences(notice: Notice, wording: Wording): Bound {
  const parts = notice.items.filter((item) => item.disputedMinor > 0n);
  const suffix = notice.step === "final" ? "-final" : "";
  const sentences = [
    partsSentence(
      `in-dispute.part${suffix}`,
      parts.filter((item) => !item.creditExpected),
      notice,
      wording,
    ),
    partsSentence(
      `in-dispute.credit-part${suffix}`,
      parts.filter((item) => item.creditExpected),
      notice,
      wording,
    ),
    ...wholeSentences(notice, wording),
  ];
  return new Bound(sentences.filter((sentence) => sentence !== "").join(" "));
}

function partsSentence(key: string, parts: readonly NoticeItem[], { currency }: Notice, wording: Wording): string {
  if (parts.length === 0) return "";
  const named = parts.map((item) => {
    const amount = bind(wording.money(item.disputedMinor, currency), { says: [], fact: "amount" });
    return wording.phrase("in-dispute.amount-of", { amount, invoice: wording.phrase("invoices", { documents: documentLabel(item, wording) }, 1) });
  });
  return wording.phrase(key, { list: wording.list(named, "conjunction") }).markdown;
}

/** Only letters say it: a short note about other invoices is no place for it, and the notice of referral tells what was done. */
function wholeSentences({ unasked, step }: Notice, wording: Wording): string[] {
  if (stepRank(step) < stepRank("first") || step === "final") return [];
  return [false, true].flatMap((credit) => {
    const numbers = [...new Set(unasked.filter(({ creditExpected }) => creditExpected === credit).map(({ document }) => document))];
    if (numbers.length === 0) return [];
    const key = credit ? "in-dispute.credit-whole" : "in-dispute.whole";
    if (numbers.length > MOST_NAMED) return [wording.phrase(`${key}.counted`, { count: numbers.length }).markdown];
    const documents = numbers.map((document) => bind(document, { says: [], fact: "document" }));
    return [wording.phrase(key, { documents: wording.list(documents, "conjunction") }, numbers.length).markdown];
  });
}
