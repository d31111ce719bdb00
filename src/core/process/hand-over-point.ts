import type { OpenItem } from "../ledger/open-items.ts";
import type { Day } from "../values/day.ts";
import type { DebtorType } from "../values/party.ts";
import type { Decision, Reason } from "./decision.ts";
import type { Procedure } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

/** One thing that must be so, or should be known, before an account is handed over. */
export interface CheckedPoint {
  readonly code: PointCode;
  /** The document that it is about; null: the account or the debtor. */
  readonly document: string | null;
  /** `unknown`: Firmly cannot tell, and does not guess. */
  readonly state: "met" | "unmet" | "unknown";
  /** Unmet, it keeps the hand-over from being approved; else the approver is to know of it. */
  readonly blocking: boolean;
  readonly detail: Reason;
}

export type PointCode =
  | "day-come"
  | "first-letter"
  | "second-letter"
  | "third-letter"
  | "lawful-wait"
  | "dispatch"
  | "no-dispute"
  | "no-promise"
  | "no-plan"
  | "no-reply"
  | "no-hold"
  | "not-insolvent"
  | "contact-allowed"
  | "payments-known"
  | "cash-applied"
  | "no-reversal"
  | "credits-applied"
  | "minimum"
  | "address"
  | "debtor-type"
  | "sales-check"
  | "limitation"
  | "receiver";

/** All that the checklist looks at, as known by `today`. */
export interface HandOverFacts {
  readonly view: AccountView;
  readonly procedure: Procedure;
  readonly rules: Rules;
  readonly today: Day;
  readonly decision: Decision;
  /** The items that are to be handed over, as the ledger has them. */
  readonly items: readonly OpenItem[];
  readonly debtor: { readonly type: DebtorType; readonly hasAddress: boolean };
  /** The agency or attorney that the creditor has named. */
  readonly receiver: string | null;
  /** The least amount that is handed over, minor units; null: the procedure sets none. */
  readonly minimumMinor: bigint | null;
}

export function met(code: PointCode, detail: Reason, document: string | null = null): CheckedPoint {
  return { code, document, state: "met", blocking: true, detail };
}

export function unmet(code: PointCode, detail: Reason, blocking = true, document: string | null = null): CheckedPoint {
  return { code, document, state: "unmet", blocking, detail };
}

export function unknown(code: PointCode, detail: Reason, document: string | null = null): CheckedPoint {
  return { code, document, state: "unknown", blocking: false, detail };
}
