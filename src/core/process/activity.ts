import type { Day } from "../values/day.ts";
import type { Step } from "./procedure.ts";

export interface LetterItem {
  readonly item: number;
  /** The step that the letter took the item to. */
  readonly step: Step;
  /** Rises only by recall, or when a settled item is re-opened (R7). */
  readonly generation: number;
}

/** How a call ended; `rpc`: with the right party on the line. What is told in letters and counted later is written in one way. */
export const CALL_OUTCOMES = [
  "no_answer",
  "busy",
  "voicemail",
  "wrong_number",
  "third_party",
  "reached",
  "rpc_promise",
  "rpc_paid",
  "rpc_dispute",
  "rpc_plan",
  "rpc_refusal",
  "rpc_callback",
  "stop_contact",
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What an activity says. `item` is an item's id, `letter` a letter's. Amounts are minor units of the account. */
export type Happening =
  /** Written once the first channel has accepted the letter. `deliveredOn` is the expected delivery (R4). */
  | {
      readonly kind: "letter";
      readonly letter: string;
      readonly step: Step;
      readonly items: readonly LetterItem[];
      readonly sentOn: Day;
      readonly deliveredOn: Day;
      readonly payBy: Day | null;
      readonly channels: readonly string[];
    }
  /** A delivery came back: bounced mail, returned post. A letter none of whose deliveries arrived was not sent. */
  | { readonly kind: "letter-returned"; readonly letter: string; readonly channel: string; readonly detail: string }
  | { readonly kind: "recall"; readonly letter: string; readonly reason: string }
  /** The delivery step found that the letter must not leave as approved (R14). */
  | { readonly kind: "delivery-held"; readonly code: "address" | "lint" | "balance" | "block"; readonly step: Step; readonly detail: string }
  | { readonly kind: "delivery-held-resolved" }
  /** A crash between hand-over to a channel and its answer: a person decides, nothing is sent again by itself. */
  | { readonly kind: "delivery-uncertain"; readonly delivery: string }
  | { readonly kind: "delivery-resolved"; readonly delivery: string; readonly outcome: "accepted" | "not-sent" }
  /** A contact before Firmly, or outside of it: imported past letters, mails and visits (R11). */
  | { readonly kind: "contact"; readonly channel: string; readonly detail: string }
  | { readonly kind: "call"; readonly outcome: CallOutcome; readonly detail: string }
  | { readonly kind: "note"; readonly detail: string }
  /** `items` empty: the whole account. */
  | { readonly kind: "promise"; readonly amountMinor: bigint; readonly day: Day; readonly items: readonly number[] }
  | { readonly kind: "promise-withdrawn"; readonly promise: number }
  | { readonly kind: "dispute"; readonly item: number; readonly reason: string; readonly detail: string }
  | { readonly kind: "dispute-resolved"; readonly item: number; readonly outcome: "justified" | "unjustified"; readonly payBy: Day | null }
  /** `item` null: the whole account. `until` null: until lifted. */
  | { readonly kind: "hold"; readonly item: number | null; readonly reason: string; readonly until: Day | null }
  | { readonly kind: "lift"; readonly hold: number }
  | { readonly kind: "reply"; readonly detail: string }
  | { readonly kind: "reply-read"; readonly detail: string }
  | { readonly kind: "sales-check"; readonly answer: "no-dispute" | "dispute"; readonly detail: string }
  | { readonly kind: "reversal-acknowledged" }
  | { readonly kind: "insolvency" }
  | { readonly kind: "insolvency-ended" }
  | { readonly kind: "stop-contact" }
  | { readonly kind: "contact-allowed" }
  /** `open`: what was open of each item, minor units as text, in the order of the items; another amount needs a new approval (R13). */
  | { readonly kind: "hand-over-approved"; readonly items: readonly number[]; readonly open: readonly string[] };

/** Something that happened on an account, never changed afterwards. */
export type Activity = Happening & {
  readonly id: number;
  readonly account: number;
  readonly happenedOn: Day;
  readonly knownOn: Day;
  /** Who recorded it; null where Firmly did. */
  readonly by: string | null;
};

export type ActivityOf<K extends Happening["kind"]> = Extract<Activity, { kind: K }>;

/** These concern the debtor: all its accounts, in every currency and with every creditor (R17). */
export const DEBTOR_WIDE: ReadonlySet<Happening["kind"]> = new Set([
  "insolvency",
  "insolvency-ended",
  "stop-contact",
  "contact-allowed",
  "reply",
  "reply-read",
]);
