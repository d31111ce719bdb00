import type { CorrectionReason, Instalment } from "../process/activity.ts";
import type { Step } from "../process/procedure.ts";
import type { Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { ElementValues, Stated } from "./elements.ts";
import { cleanText, layHead, type LetterFacts, type LetterHead, type Notice, wrongIban } from "./notice.ts";
import type { StatementNotice } from "./statement.ts";
import { contactOf, paymentOptions } from "./statements.ts";

/** Letters beside the steps of a procedure: they answer the debtor and demand nothing (R6). */
export const ANSWER_KINDS = ["confirm-promise", "confirm-plan", "confirm-dispute", "correction"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
export type LetterKind = Step | AnswerKind;

/** What each kind is about, as the log has it. */
export const ABOUT = { "confirm-promise": "promise", "confirm-plan": "plan", "confirm-dispute": "dispute", correction: "correction" } as const;

/** The other way round. */
export const KIND_OF = { promise: "confirm-promise", plan: "confirm-plan", dispute: "confirm-dispute", correction: "correction" } as const;

export function isAnswerKind(kind: LetterKind | "statement"): kind is AnswerKind {
  return kind in ABOUT;
}

/** What an answer says, beside who writes to whom. Amounts in minor units; documents by their numbers. */
export type Answer =
  | {
      readonly kind: "confirm-promise";
      readonly agreedOn: Day;
      readonly onPhone: boolean;
      readonly documents: readonly string[];
      readonly amountMinor: bigint;
      readonly day: Day;
      /** What will be left open of these documents once it is kept. */
      readonly restMinor: bigint;
    }
  | {
      readonly kind: "confirm-plan";
      readonly agreedOn: Day;
      readonly onPhone: boolean;
      readonly documents: readonly string[];
      /** Open on these documents today. */
      readonly openMinor: bigint;
      /** In the order of their days. */
      readonly instalments: readonly Instalment[];
      readonly interest: "runs" | "waived";
      /** So many missed instalments end the plan. */
      readonly missesToDefault: number;
    }
  | {
      readonly kind: "confirm-dispute";
      readonly saidOn: Day;
      readonly onPhone: boolean;
      readonly document: string;
      readonly reason: string;
      readonly disputedMinor: bigint;
      readonly owner: string | null;
      readonly answerBy: Day;
      /** What is not in dispute, and the day by which it is to be paid; null: the whole is disputed. */
      readonly rest: { readonly amountMinor: bigint; readonly due: Day } | null;
    }
  | {
      readonly kind: "correction";
      readonly corrected: { readonly step: Step; readonly sentOn: Day };
      readonly reason: CorrectionReason;
      /** Truly open on the account today, credits deducted; 0 where nothing is. */
      readonly openMinor: bigint;
    };

export interface AnswerFacts extends Pick<LetterFacts, "letter" | "creditor" | "debtor" | "currency" | "sentOn" | "deliveredOn" | "returnTo"> {
  readonly answer: Answer;
}

/** What an answer must say, as values. Only `answerNotice` makes one. */
export interface AnswerNotice extends LetterHead {
  readonly step: AnswerKind;
  readonly answer: Answer;
  readonly elements: {
    readonly "contact-details": Stated<ElementValues["contact-details"]>;
    readonly "payment-options": Stated<ElementValues["payment-options"]>;
  };
  /** What the letter is about, for the record: promised, planned, disputed, or open. */
  readonly totalMinor: bigint;
}

/** What is delivered as a letter of its own. */
export type SentNotice = Notice | AnswerNotice;

/** What anything is composed from. */
export type AnyNotice = SentNotice | StatementNotice;

/** The notice of an answer, or why none can be written, in sentences. */
export function answerNotice(facts: AnswerFacts): { readonly notice: AnswerNotice } | { readonly missing: readonly string[] } {
  const head = layHead(facts);
  const answer = clean(facts.answer);
  const missing = findMissing(facts, head, answer);
  if (missing.length > 0) return { missing };
  const contact = contactOf(facts.creditor);
  return {
    notice: {
      ...head,
      step: answer.kind,
      answer,
      elements: {
        "contact-details": contact ? { value: contact } : { waived: "creditor-details-missing" },
        "payment-options": paymentOptions(facts),
      },
      totalMinor: totalOf(answer),
    },
  };
}

function totalOf(answer: Answer): bigint {
  switch (answer.kind) {
    case "confirm-promise":
      return answer.amountMinor;
    case "confirm-plan":
      return sumMinor(answer.instalments.map(({ amountMinor }) => amountMinor));
    case "confirm-dispute":
      return answer.disputedMinor;
    case "correction":
      return answer.openMinor;
  }
}

function clean(answer: Answer): Answer {
  switch (answer.kind) {
    case "confirm-promise":
    case "confirm-plan":
      return { ...answer, documents: answer.documents.map(cleanText).filter((document) => document !== "") };
    case "confirm-dispute":
      return { ...answer, document: cleanText(answer.document), owner: cleanText(answer.owner ?? "") || null };
    case "correction":
      return answer;
  }
}

function findMissing(facts: AnswerFacts, head: LetterHead, answer: Answer): string[] {
  const missing: string[] = [];
  if (!/[a-z0-9]/i.test(facts.letter.id)) missing.push("the letter has no id");
  if (head.debtor.name === "") missing.push(`debtor ${facts.debtor.id} has no name; add it to the debtor's data`);
  if (head.creditor.name === "") missing.push(`creditor ${facts.creditor.id} has no name; set it with "firmly settings"`);
  const account = wrongIban(facts);
  if (account) missing.push(`the IBAN of bank account ${account.id} has wrong check digits; correct it with "firmly settings"`);
  if ("documents" in answer && answer.documents.length === 0) missing.push("nothing is open that it could be about");
  if ("document" in answer && answer.document === "") missing.push("the disputed item has no document number");
  if (answer.kind === "confirm-plan" && answer.instalments.length === 0) missing.push("the plan has no instalments");
  return missing;
}

/** Every amount that the answer may state. */
export function amountsOf(answer: Answer): readonly bigint[] {
  switch (answer.kind) {
    case "confirm-promise":
      return [answer.amountMinor, answer.restMinor];
    case "confirm-plan":
      return [answer.openMinor, totalOf(answer), restOfPlan(answer), ...answer.instalments.map(({ amountMinor }) => amountMinor)];
    case "confirm-dispute":
      return [answer.disputedMinor, ...(answer.rest ? [answer.rest.amountMinor] : [])];
    case "correction":
      return [answer.openMinor];
  }
}

/** What the instalments leave open; 0 where they cover it all. */
export function restOfPlan({ openMinor, instalments }: Extract<Answer, { kind: "confirm-plan" }>): bigint {
  const rest = openMinor - sumMinor(instalments.map(({ amountMinor }) => amountMinor));
  return rest > 0n ? rest : 0n;
}
