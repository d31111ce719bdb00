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
      /** The procedure and its version that it was decided under ("standard v2"); absent in older logs. */
      readonly procedure?: string;
    }
  /**
   * A message that answers the debtor and demands nothing: a promise, plan or dispute confirmed in writing, or the
   * correction of a letter that was recalled. `of`: the activity it answers. It counts for no gap and no level (R6).
   */
  | {
      readonly kind: "answer";
      readonly letter: string;
      readonly about: "promise" | "plan" | "dispute" | "correction";
      readonly of: number;
      readonly sentOn: Day;
      readonly deliveredOn: Day;
      readonly channels: readonly string[];
    }
  /** A delivery came back: bounced mail, returned post. A letter none of whose deliveries arrived was not sent. */
  | { readonly kind: "letter-returned"; readonly letter: string; readonly channel: string; readonly detail: string }
  /** A further copy of a letter that left on another way is not sent any more. It says nothing against its address. */
  | { readonly kind: "copy-given-up"; readonly letter: string; readonly channel: string; readonly detail: string }
  /** The letter counts as never sent. `correct`: the debtor is told so in writing, for this reason; once per letter. */
  | { readonly kind: "recall"; readonly letter: string; readonly reason: string; readonly correct?: CorrectionReason }
  /** The delivery step found that the letter must not leave as approved (R14). */
  | {
      readonly kind: "delivery-held";
      /** `findings`: it has findings that a person must override, each with a reason. */
      readonly code: "address" | "lint" | "balance" | "block" | "findings";
      readonly step: Step;
      readonly detail: string;
      readonly channels?: readonly string[];
    }
  | { readonly kind: "delivery-held-resolved" }
  /** A person lets a letter of a run leave in spite of a finding of the linter: for that letter only. */
  | {
      readonly kind: "finding-overridden";
      readonly run: number;
      readonly step: Step;
      readonly check: string;
      readonly message: string;
      readonly reason: string;
    }
  /** A crash between hand-over to a channel and its answer: a person decides, nothing is sent again by itself. */
  | { readonly kind: "delivery-uncertain"; readonly delivery: string }
  | { readonly kind: "delivery-resolved"; readonly delivery: string; readonly outcome: "accepted" | "not-sent" }
  /**
   * Proof of what was handed over and what was heard of it. `seal`: the salted hash of recipient and raw answer, which lie beside the log, so that
   * they can be erased without breaking it. `files`: SHA-256 of the bytes that were handed over. No decision reads it.
   */
  | {
      readonly kind: "receipt";
      readonly delivery: string;
      /** 1, 2, ... within the delivery. */
      readonly number: number;
      readonly outcome: ReceiptOutcome;
      readonly seal: string;
      readonly files?: readonly string[];
    }
  /** A contact before Firmly, or outside of it: imported past letters, mails and visits (R11). */
  | { readonly kind: "contact"; readonly channel: string; readonly detail: string }
  | ({ readonly kind: "call"; readonly outcome: CallOutcome; readonly detail: string } & CallRecord)
  | { readonly kind: "note"; readonly detail: string }
  /** A colleague was told that a letter left, as its procedure says; `not-possible`: nobody could be, `detail` says why. */
  | { readonly kind: "told"; readonly letter: string; readonly to: string; readonly how: "email" | "file" | "not-possible"; readonly detail: string }
  /** `items` empty: the whole account. */
  | ({ readonly kind: "promise"; readonly amountMinor: bigint; readonly day: Day; readonly items: readonly number[] } & Agreed)
  | { readonly kind: "promise-withdrawn"; readonly promise: number }
  /** The instalments replace the due dates of the items until the plan is kept, broken or withdrawn (R16). `items` empty: all that was open. */
  | ({
      readonly kind: "plan";
      readonly items: readonly number[];
      /** In the order of their days. */
      readonly instalments: readonly Instalment[];
      /** Whether late-payment interest runs on while the plan is kept. */
      readonly interest: "runs" | "waived";
    } & Agreed)
  | { readonly kind: "plan-withdrawn"; readonly plan: number }
  /** `amountMinor` null or absent: the whole item. `answerBy`: the day by which `owner` is to answer it. */
  | ({
      readonly kind: "dispute";
      readonly item: number;
      readonly reason: string;
      readonly detail: string;
      readonly amountMinor?: bigint | null;
      readonly owner?: string | null;
      readonly answerBy?: Day | null;
      readonly evidence?: string;
    } & Agreed)
  /** `justified`: a credit memo is expected, and the disputed amount stays out until it is booked. */
  | {
      readonly kind: "dispute-resolved";
      readonly item: number;
      readonly outcome: "justified" | "unjustified";
      readonly payBy: Day | null;
      readonly detail?: string;
    }
  /** `item` null: the whole account. `until` null: until lifted. */
  | { readonly kind: "hold"; readonly item: number | null; readonly reason: string; readonly until: Day | null }
  | { readonly kind: "lift"; readonly hold: number }
  /** Over all accounts of the debtor. `channel`: only that way is closed; `contact`: only that address or number, as long as it is the debtor's. */
  | {
      readonly kind: "debtor-hold";
      readonly reason: string;
      readonly until: Day | null;
      readonly channel: ContactChannel | null;
      readonly contact: string | null;
    }
  | { readonly kind: "debtor-lift"; readonly hold: number }
  /** `message`: the mail that it is, by its number in the inbox ("M12"); `bytes`: the SHA-256 of the mail as it came. */
  | { readonly kind: "reply"; readonly detail: string; readonly channel?: string | null; readonly message?: string; readonly bytes?: string }
  /** A robot of the debtor's answered: it stops nothing. `until`: the day on which an absent person is back. */
  | { readonly kind: "auto-reply"; readonly detail: string; readonly until: Day | null; readonly message?: string; readonly bytes?: string }
  /** `message`: only this one of the inbox was read; absent: whatever had come in until then. */
  | { readonly kind: "reply-read"; readonly detail: string; readonly message?: string }
  /** The salesperson was asked by mail about the letter that waits for the answer; `not-possible`: nobody could be, `detail` says why. */
  | { readonly kind: "sales-asked"; readonly to: string; readonly how: "email" | "file" | "not-possible"; readonly detail: string }
  | { readonly kind: "sales-check"; readonly answer: "no-dispute" | "dispute"; readonly detail: string }
  | { readonly kind: "reversal-acknowledged" }
  | { readonly kind: "insolvency" }
  | { readonly kind: "insolvency-ended" }
  | { readonly kind: "stop-contact" }
  | { readonly kind: "contact-allowed" }
  /** `open`: what was open of each item, minor units as text, in the order of the items; another amount needs a new approval (R13). */
  | {
      readonly kind: "hand-over-approved";
      readonly items: readonly number[];
      readonly open: readonly string[];
      /** The preconditions as the approver saw them. */
      readonly seen?: readonly { readonly code: string; readonly document: string | null; readonly state: string }[];
    }
  /** R18: what becomes of other overdue items beside placed ones. `place`: they are handed over too, after two approvals. */
  | { readonly kind: "beside-placed"; readonly answer: "place" | "dun"; readonly items: readonly number[] }
  /** The placement file was written; `hash` is the SHA-256 of its JSON. */
  | {
      readonly kind: "placement-filed";
      readonly items: readonly number[];
      readonly agency: string | null;
      readonly hash: string;
      /** 1, then one more for each file that tells of a later state. */
      readonly version?: number;
      readonly files?: readonly { readonly name: string; readonly mediaType: string; readonly hash: string }[];
      /** The bookings on these items that the file tells of: they are not reported again. */
      readonly told?: readonly number[];
    }
  /** What was booked on placed items since was told to the agency: by entry. `hash` is the SHA-256 of the report's JSON. */
  | { readonly kind: "placement-reported"; readonly entries: readonly number[]; readonly agency: string | null; readonly hash: string }
  /** The agency gives these items back: they stand again where their third letter left them. */
  | { readonly kind: "placement-recalled"; readonly items: readonly number[]; readonly reason: string }
  /** These items were in a file of trade data that was given to a credit bureau. */
  | { readonly kind: "credit-reported"; readonly bureau: string; readonly items: readonly number[] }
  /** A charge is given up: `charge` is its item. */
  | { readonly kind: "waive"; readonly charge: number; readonly document: string; readonly amountMinor: bigint; readonly reason: string };

/** What became of a delivery at one moment: the channel's answer, or what was heard later. */
export const RECEIPT_OUTCOMES = ["accepted", "refused", "failed", "uncertain", "delivered", "delayed", "bounced", "returned", "replied"] as const;
export type ReceiptOutcome = (typeof RECEIPT_OUTCOMES)[number];

/** The ways on which a debtor can be reached, or asks not to be. */
export const CONTACT_CHANNELS = ["email", "post", "phone", "voice"] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

export interface Instalment {
  readonly day: Day;
  readonly amountMinor: bigint;
}

/** With whom, and how, something was agreed. `channel` "phone": it is confirmed in writing at once. */
export interface Agreed {
  readonly contact?: string | null;
  readonly channel?: string | null;
  /** Whether it is confirmed in writing, where that is not as its channel asks for. */
  readonly confirm?: boolean;
}

/** Why a letter should never have been sent: what its correction says in one sentence. */
export const CORRECTION_REASONS = ["mistake", "paid", "agreed", "disputed", "wrong-amount", "wrong-addressee"] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** What is noted of a call besides its outcome; all of it may be unknown. */
export interface CallRecord {
  readonly direction?: "outbound" | "inbound";
  /** Name and role of who was reached. */
  readonly person?: string | null;
  /** How it was made sure who that was. */
  readonly identified?: boolean;
  readonly number?: string | null;
  /** Why it is late: one of DELAY_REASONS. */
  readonly delayReason?: string | null;
  /** What was agreed, in words. */
  readonly agreed?: string | null;
  /** The day of the next call. */
  readonly nextOn?: Day | null;
  /** SHA-256 of the call sheet that lay before the caller. */
  readonly sheet?: string | null;
}

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
  "debtor-hold",
  "debtor-lift",
  "reply",
  "reply-read",
]);

/** What a decision looks at on the debtor's other accounts: messages, calls, and what concerns the debtor (R6, R14, R17). */
export const SEEN_BY_OTHERS: ReadonlySet<Happening["kind"]> = new Set(["letter", "call", ...DEBTOR_WIDE]);
