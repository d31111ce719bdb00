import type { OpenCredit, OpenItem } from "../ledger/open-items.ts";
import type { InterestSegment } from "../claim/interest.ts";
import type { Day } from "../values/day.ts";
import type { Step } from "./procedure.ts";

/** Why an account, or one of its items, is not dunned today. */
export type Block =
  | "placed"
  | "insolvency"
  | "stop-contact"
  | "hold"
  | "stale-payments"
  | "unapplied-cash"
  | "reversal"
  | "credit-covers"
  | "disputed"
  | "promised"
  | "planned"
  | "credit-expected"
  | "minimum"
  | "direct-debit"
  | "interval"
  | "hand-over";

/** A decision in its own right: nothing else happens until a person has done it. `call`: only where the procedure waits for the call. */
export type Task = "answer-reply" | "resolve-uncertain" | "sales-check" | "fix-address" | "fix-letter" | "place-or-dun" | "call";

/** What a person is to do beside the decision; it holds nothing back (R19). */
export interface SideTask {
  readonly task: "call" | "answer-dispute" | "book-credit-memo" | "collect-charges" | "hold-ending";
  /** The day by which it is to be done. */
  readonly dueOn: Day;
  readonly why: Reason;
}

/** A reason is data, rendered in the clerk's language from one catalogue. Days are stored, never ages (R26). */
export interface Reason {
  readonly code: string;
  readonly [value: string]: string | number | readonly string[] | null;
}

/** An item in a decision and the step it is taken to, or, where nothing leaves today, the step it has reached. */
export interface DecidedItem {
  readonly item: OpenItem;
  readonly step: Step | null;
}

/**
 * Late-payment interest, lump sum or fee: once per (item, kind, period). `booked`: its entry in the ledger, where an earlier
 * letter has made it; null: this letter makes it. `amountMinor` is what is open of it.
 */
export interface Charge {
  readonly kind: "interest" | "lump-sum" | "fee";
  /** The item it is for; of a fee, the item that brought the letter about. */
  readonly item: number;
  readonly document: string;
  readonly amountMinor: bigint;
  /** First and last day of interest, inclusive; of others the day. */
  readonly from: Day;
  readonly to: Day;
  /** How it was worked out; empty where the ledger just says what is open. */
  readonly calculation: readonly InterestSegment[];
  readonly booked: number | null;
}

interface Decided {
  readonly items: readonly DecidedItem[];
  readonly left: readonly { readonly item: OpenItem; readonly block: Block }[];
  readonly credits: readonly OpenCredit[];
  readonly charges: readonly Charge[];
  /** Items plus charges less credits, minor units. */
  readonly totalMinor: bigint;
  readonly why: readonly Reason[];
  /** What people are to do meanwhile. */
  readonly tasks: readonly SideTask[];
  /** The day, or the name of the event, that ends a wait, a task or a block. */
  readonly ends: string | null;
  /** From this day on the decision may be another even if nothing happens; null: only an event changes it (R26). */
  readonly reviewOn: Day | null;
}

/** What happens to an account on a day: exactly one of these, always with its reasons. */
export type Decision = Decided &
  (
    | { readonly kind: "dun"; readonly step: Step; readonly payBy: Day | null; readonly deliveredOn: Day }
    | { readonly kind: "task"; readonly task: Task; readonly step: Step | null }
    | { readonly kind: "wait"; readonly until: Day }
    | { readonly kind: "blocked"; readonly block: Block }
    | { readonly kind: "hand-over" }
    | { readonly kind: "clear" }
  );
