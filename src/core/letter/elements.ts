import type { Day } from "../values/day.ts";
import type { Step } from "../process/procedure.ts";

/**
 * An earlier contact as the log holds it. `invoice-sent`: the invoice went out on its date (R11). A `call` is one in which
 * somebody was spoken to; a voicemail message and a mere attempt are told as what they were.
 */
export interface EarlierContact {
  readonly day: Day;
  readonly kind: "invoice-sent" | Step | "call" | "voicemail" | "call-attempt" | "contact";
  /** "email", "post", "phone" ...; null where the log does not say. */
  readonly channel: string | null;
}

/** What may follow, of what the creditor has enabled; `managers`: nothing is enabled, two managers will decide. */
export type Consequence = { readonly kind: "agency" | "attorney"; readonly name: string } | { readonly kind: "credit-report" | "credit-terms" | "managers" };

export interface ContactDetails {
  readonly name: string;
  /** One of the two is there. */
  readonly phone: string | null;
  readonly email: string | null;
}

/** The one account that the letter asks to pay to, with the reference that finds the payment again. */
export interface TransferDetails {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly bank: string | null;
  readonly reference: string;
}

export interface PaymentOptions {
  /** Null: no account in this currency is on file, the letter points at the invoice. */
  readonly transfer: TransferDetails | null;
  readonly portalUrl: string | null;
  readonly cardByPhone: boolean;
  readonly chequeEnclosure: boolean;
}

/** Documents that a sentence names; `all`: they are all that the letter lists. */
export interface NamedItems {
  readonly documents: readonly string[];
  readonly all: boolean;
}

/**
 * What a letter can be required to say, and the value that it needs for it. `true`: the sentence itself is the element.
 * Source of the list: what the collections trade's own letter guides ask for, per letter.
 */
export interface ElementValues {
  "customer-name": string;
  thanks: true;
  "days-past-due": number;
  "amount-due": bigint;
  "invoice-number": readonly string[];
  "invoice-date": readonly Day[];
  "due-date": readonly Day[];
  "earlier-contacts": readonly EarlierContact[];
  "account-summary": true;
  instruction: true;
  "payment-date": Day;
  "status-request": true;
  "already-paid": true;
  "payment-options": PaymentOptions;
  "offer-of-help": true;
  "credit-hint": { readonly items: NamedItems; readonly creditTerms: boolean; readonly creditReport: boolean };
  consequence: { readonly items: NamedItems; readonly actions: readonly Consequence[] };
  "contact-request": true;
  "hand-over-statement": { readonly handedOverTo: string | null; readonly reportedTo: string | null };
  "contact-details": ContactDetails;
  "sign-off": true;
}
export type ElementId = keyof ElementValues;

/** Without one of these a letter of the step must not leave (linter check L01). */
export const REQUIRED = {
  reminder: ["customer-name", "thanks", "amount-due", "invoice-number", "due-date", "instruction", "payment-date", "payment-options", "contact-details"],
  "past-due": [
    "customer-name",
    "thanks",
    "days-past-due",
    "amount-due",
    "invoice-number",
    "due-date",
    "instruction",
    "payment-date",
    "payment-options",
    "contact-details",
  ],
  first: ["thanks", "days-past-due", "amount-due", "earlier-contacts", "account-summary", "instruction", "payment-date", "contact-details"],
  second: ["days-past-due", "amount-due", "invoice-number", "due-date", "earlier-contacts", "instruction", "offer-of-help", "credit-hint", "contact-details"],
  third: ["days-past-due", "amount-due", "invoice-number", "due-date", "earlier-contacts", "instruction", "consequence", "contact-request", "contact-details"],
  final: ["hand-over-statement"],
} as const satisfies Record<Step, readonly ElementId[]>;

/** Good letters of the step say these too; ours always do. */
export const CUSTOMARY = {
  reminder: ["already-paid", "sign-off"],
  "past-due": ["already-paid", "sign-off"],
  first: ["customer-name", "invoice-number", "invoice-date", "due-date", "status-request", "already-paid", "payment-options", "offer-of-help", "sign-off"],
  second: ["customer-name", "thanks", "payment-date", "payment-options", "already-paid", "sign-off"],
  third: ["customer-name", "payment-date", "payment-options", "offer-of-help", "credit-hint", "already-paid", "sign-off"],
  final: ["customer-name", "amount-due", "invoice-number", "due-date", "earlier-contacts", "contact-details", "sign-off"],
} as const satisfies Record<Step, readonly ElementId[]>;

/**
 * Why an element is not said although its step asks for it. Recorded with the letter.
 * - `creditor-details-missing`: the creditor's contact or bank details are not on file; the text points at the invoice
 * - `no-earlier-contact`: the log holds none and none is ever invented
 */
export type WaiverReason = "creditor-details-missing" | "no-earlier-contact";

export type Stated<T> = { readonly value: T } | { readonly waived: WaiverReason };

/** The elements of a step: each is there, as a value or as a recorded waiver. */
export type ElementsOf<S extends Step> = {
  readonly [E in (typeof REQUIRED)[S][number] | (typeof CUSTOMARY)[S][number]]: Stated<ElementValues[E]>;
};

export function elementsOf(step: Step): readonly ElementId[] {
  return [...REQUIRED[step], ...CUSTOMARY[step]];
}
