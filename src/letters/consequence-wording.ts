import type { NamedItems } from "../core/letter/elements.ts";
import { elementValue, type Notice } from "../core/letter/notice.ts";
import { bind, Bound, say } from "./binding.ts";
import type { Wording } from "./wording.ts";

const MOST_NAMED = 3;

/** The items that a consequence concerns: never more than those that have reached the step (R8). */
function concernedItems(items: NamedItems, wording: Wording): Bound {
  const count = items.documents.length;
  if (items.all && count > 1) return wording.phrase("concerned.all");
  if (count > MOST_NAMED) return wording.phrase("concerned.counted", { count });
  const documents = items.documents.map((document) => bind(document, { says: [], fact: "document" }));
  return wording.phrase("concerned", { documents: wording.list(documents, "conjunction") }, count);
}

/** What late payment may do to the debtor's standing. What the creditor has not enabled is not even hinted at. */
export function hintSentence(notice: Notice, wording: Wording): Bound {
  const hint = elementValue(notice, "credit-hint");
  if (!hint) return new Bound("");
  const { creditTerms, creditReport, items } = hint;
  const key = notice.step === "third" ? (creditTerms ? "also-credit-terms" : "standing") : hintKey(creditTerms, creditReport);
  return say("credit-hint", wording.phrase(`hint.${key}`, { items: concernedItems(items, wording), one: items.documents.length === 1 }).markdown);
}

/** Up to the second letter. The third announces a report with its consequence; hinting at it as well would be pressing. */
function hintKey(creditTerms: boolean, creditReport: boolean): string {
  if (creditTerms) return creditReport ? "credit-terms-and-report" : "credit-terms";
  return creditReport ? "credit-report" : "standing";
}

export function consequenceSentence(notice: Notice, wording: Wording): Bound {
  const consequence = elementValue(notice, "consequence");
  const payBy = elementValue(notice, "payment-date");
  if (!consequence || !payBy) return new Bound("");
  const { items, actions } = consequence;
  const parties = actions.flatMap((action) =>
    "name" in action ? [wording.phrase(`consequence.${action.kind}`, { name: bind(action.name, { says: [], fact: "name" }) })] : [],
  );
  const report = actions.some((action) => action.kind === "credit-report");
  const key = parties.length > 0 ? "hand-over" : report ? "credit-report" : "managers";
  const values = {
    items: concernedItems(items, wording),
    one: items.documents.length === 1,
    parties: wording.list(parties, "disjunction"),
    pay_by: bind(wording.weekdayDay(payBy), { says: ["payment-date"], fact: "pay-by" }),
  };
  const also = report && parties.length > 0 ? ` ${wording.phrase("consequence.also-report", values).markdown}` : "";
  return say("consequence", wording.phrase(`consequence.${key}`, values).markdown + also);
}

/** Not where another final request of ours is still open: two letters cannot both be the last. */
export function lastRequestSentence(notice: Notice, wording: Wording): Bound {
  const consequence = elementValue(notice, "consequence");
  if (!consequence || notice.elsewhere.some((item) => item.step === "third")) return new Bound("");
  return wording.phrase("consequence.last-request", { items: concernedItems(consequence.items, wording) });
}

export function handOverSentences(notice: Notice, wording: Wording): Bound {
  const statement = elementValue(notice, "hand-over-statement");
  if (!statement) return new Bound("");
  const one = notice.items.length === 1;
  const name = (text: string): Bound => bind(text, { says: [], fact: "name" });
  const handed = statement.handedOverTo
    ? wording.phrase("hand-over.named", { one, name: name(statement.handedOverTo) })
    : wording.phrase("hand-over.unnamed", { one });
  const reported = statement.reportedTo ? ` ${wording.phrase("hand-over.reported", { name: name(statement.reportedTo) }).markdown}` : "";
  return say("hand-over-statement", handed.markdown + reported);
}
