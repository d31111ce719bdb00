import { type Answer, type AnswerNotice, restOfPlan } from "../core/letter/answer.ts";
import type { Block, Run } from "../core/letter/letter.ts";
import { sumMinor } from "../core/values/money.ts";
import { bind, type Bound } from "./binding.ts";
import { MOST_NAMED } from "./contacts-wording.ts";
import { contactPhrase, greeting, PLACE } from "./scope.ts";
import type { Wording } from "./wording.ts";

/** Everything that the template of an answer can print. */
export function answerScope(notice: AnswerNotice, wording: Wording): Record<string, unknown> {
  return {
    greeting: greeting(notice, wording),
    contact: contactPhrase(notice, wording),
    payment: PLACE.payment,
    plan: PLACE.plan,
    closing: PLACE.closing,
    ...saidScope(notice, wording),
  };
}

function saidScope({ answer, currency, sentOn }: AnswerNotice, wording: Wording): Record<string, unknown> {
  const money = (minor: bigint): Bound => bind(wording.money(minor, currency), { says: [], fact: "amount" });
  const orNone = (minor: bigint): Bound | null => (minor > 0n ? money(minor) : null);
  const day = (of: Answer & { readonly onPhone: boolean }, key: "agreed" | "told", on: string): Bound =>
    wording.phrase(`answer.${key}${of.onPhone ? "-phone" : ""}`, { day: bind(on, { says: [], fact: "day" }) });
  switch (answer.kind) {
    case "confirm-promise":
      return {
        agreed: day(answer, "agreed", wording.weekdayDay(answer.agreedOn)),
        one: answer.documents.length === 1,
        documents: documentsPhrase(answer.documents, wording),
        amount: money(answer.amountMinor),
        day: bind(wording.weekdayDay(answer.day), { says: [], fact: "pay-by" }),
        rest: orNone(answer.restMinor),
      };
    case "confirm-plan":
      return {
        agreed: day(answer, "agreed", wording.weekdayDay(answer.agreedOn)),
        one: answer.documents.length === 1,
        documents: documentsPhrase(answer.documents, wording),
        open: money(answer.openMinor),
        count: wording.phrase("answer.instalments", { count: answer.instalments.length }, answer.instalments.length),
        first_day: bind(wording.weekdayDay(answer.instalments[0]!.day), { says: [], fact: "day" }),
        first: money(answer.instalments[0]!.amountMinor),
        interest: wording.phrase(`answer.interest-${answer.interest}`),
        missed: wording.phrase(answer.missesToDefault > 1 ? "answer.missed" : "answer.missed-one", { count: answer.missesToDefault }),
        rest: orNone(restOfPlan(answer)),
      };
    case "confirm-dispute": {
      const { rest } = answer;
      const document = bind(answer.document, { says: [], fact: "document" });
      const restDay = rest && bind(wording.weekdayDay(rest.due), { says: [], fact: "day" });
      return {
        told: day(answer, "told", wording.weekdayDay(answer.saidOn)),
        document: wording.phrase("answer.document", { document }),
        document_start: wording.phrase("answer.document-start", { document }),
        reason: reasonPhrase(answer.reason, wording),
        disputed: money(answer.disputedMinor),
        owner: answer.owner && bind(answer.owner, { says: [], fact: "name" }),
        answer_by: bind(wording.weekdayDay(answer.answerBy), { says: [], fact: "day" }),
        rest: rest && money(rest.amountMinor),
        rest_due: rest && wording.phrase(rest.due < sentOn ? "answer.rest-past" : "answer.rest-due", { day: restDay }),
      };
    }
    case "correction": {
      const letterDay = bind(wording.longDay(answer.corrected.sentOn), { says: [], fact: "day" });
      return {
        letter: wording.phrase(`contacts.${answer.corrected.step}`, { list: letterDay, use: "correction" }, 1),
        reason: wording.phrase(`correction-reason.${answer.reason}`),
        open: orNone(answer.openMinor),
      };
    }
  }
}

/** A code that this language has no words for, or free text of an older log, says no more than that something is wrong. */
function reasonPhrase(code: string, wording: Wording): Bound {
  const key = `dispute-reason.${code}`;
  return wording.phrase(wording.has(key) ? key : "dispute-reason.not-right");
}

function documentsPhrase(documents: readonly string[], wording: Wording): Bound {
  if (documents.length > MOST_NAMED) return wording.phrase("invoices-counted", { count: documents.length });
  const bound = documents.map((document) => bind(document, { says: [], fact: "document" }));
  return wording.phrase("invoices", { documents: wording.list(bound, "conjunction") }, documents.length);
}

/** The instalments with weekday and date, and what they come to. */
export function planBlocks({ answer, currency }: AnswerNotice, wording: Wording): Block[] {
  if (answer.kind !== "confirm-plan") return [];
  const columns = [
    { label: wording.label("confirmed-plan.number"), align: "left" },
    { label: wording.label("confirmed-plan.day"), align: "left" },
    { label: wording.label("confirmed-plan.amount", { currency }), align: "right" },
  ] as const;
  const amount = (minor: bigint): Run[] => [{ text: wording.decimal(minor, currency), fact: "amount" }];
  const rows = answer.instalments.map((instalment, index) => ({
    kind: "item" as const,
    cells: [
      [{ text: wording.label("confirmed-plan.one-of", { number: index + 1, count: answer.instalments.length }) }],
      [{ text: wording.weekdayDay(instalment.day), fact: "day" as const }],
      amount(instalment.amountMinor),
    ],
  }));
  const total = sumMinor(answer.instalments.map(({ amountMinor }) => amountMinor));
  const sum = { kind: "total" as const, cells: [[{ text: wording.label("confirmed-plan.total") }], [], amount(total)] };
  return [{ kind: "table", caption: wording.label("confirmed-plan.caption"), columns, rows: rows.length > 1 ? [...rows, sum] : rows }];
}

/** What the payment details are for; null: the answer asks for no payment. */
export function payableOf(answer: Answer): bigint | null {
  if (answer.kind === "confirm-promise") return answer.amountMinor;
  return answer.kind === "confirm-plan" ? answer.instalments[0]!.amountMinor : null;
}
