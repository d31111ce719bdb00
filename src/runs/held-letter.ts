import { approvalFree } from "../core/process/approval-free.ts";
import type { Decision } from "../core/process/decision.ts";
import type { OpenItem } from "../core/ledger/open-items.ts";
import { versionedName } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { appendActivities } from "../store/activity-store.ts";
import { type Approval, closeApproval } from "../store/approval-store.ts";
import { hasLetter, lockAccount } from "../store/letter-store.ts";
import type { Store } from "../store/database.ts";
import { inTransaction } from "../store/transaction.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import { apartFromInterest, approvedItems, coveredByDecision } from "./approved-content.ts";

/** Why a letter does not leave as approved. `postponed`: the approval stands, and it leaves on the next possible day. */
export interface Held {
  readonly code: "balance" | "block" | "address" | "lint" | "findings" | "postponed";
  /** For a person: what has changed, or what is to be mended. */
  readonly reason: string;
  /** When looking again is worth while, where that is known: it waits for its turn, or for its channel, and for nothing about the debtor. */
  readonly inMinutes?: number;
}

/** These waits end by themselves and change nothing of what was approved (R3, R6, R14). */
const POSTPONING = new Set(["waits-for-business-day", "waits-for-gap", "waits-for-cap", "debtor-gap", "first-wave"]);

/**
 * Compares today's decision with what was approved: a change of step, items, charges or total withdraws the approval (R13),
 * but not the days of interest that are added until the letter leaves.
 * Null where the letter may leave as approved.
 */
export function compareWithApproval(approval: Approval, decision: Decision, openItems: readonly OpenItem[], currency: string): Held | null {
  if (decision.kind === "wait" && decision.why.some(({ code }) => POSTPONING.has(code))) {
    return paidSince(approval, openItems) ?? { code: "postponed", reason: `leaves on ${decision.until} at the earliest` };
  }
  if (decision.kind !== "dun") {
    const block = { code: decision.kind === "task" && decision.task === "fix-address" ? "address" : "block", reason: describe(decision) } as const;
    return paidSince(approval, openItems) ?? block;
  }
  if (decision.step !== approval.step) return { code: "block", reason: `the step is now ${decision.step}, approved was ${approval.step}` };
  const [now, approved] = [apartFromInterest(coveredByDecision(decision)), apartFromInterest(approval.items)];
  // Further days of interest are within the approval; less interest than approved means that something else has changed.
  if (now.interestMinor < approved.interestMinor || decision.totalMinor - now.interestMinor !== approval.totalMinor - approved.interestMinor) {
    const [total, before] = [decision.totalMinor, approval.totalMinor].map((minor) => formatMinor(minor, currency));
    return { code: "balance", reason: `the total is now ${total} ${currency}, approved was ${before} ${currency}` };
  }
  return now.rest === approved.rest ? null : { code: "balance", reason: "the items or charges are no longer those that were approved" };
}

/**
 * A letter that its procedure let go without a person is looked at once more when it is to leave: something that was lifted
 * or answered meanwhile asks for a person. Null where the approval stands, or a person gave it.
 */
export function personNeeded(approval: Approval, { decision, procedure, view }: DecidedAccount, asOf: Day): Held | null {
  if (!approval.byProcedure || decision.kind !== "dun") return null;
  const free = approvalFree(decision, procedure, view, asOf);
  if (free === "approved") return null;
  return { code: "block", reason: free ? `a person is to approve it (${free.code})` : `procedure ${versionedName(procedure)} asks for a person's approval` };
}

/**
 * A person has approved a letter as it read: other words, or another letterhead, are shown again (docs/decisions/0021). Null where
 * nothing was changed since, or nobody has looked at it.
 */
export function wordsChanged({ byProcedure, approvedAt }: Approval, changedAt: string | null): Held | null {
  if (byProcedure || changedAt === null || changedAt <= approvedAt) return null;
  return { code: "block", reason: "its template, phrases or letterhead were changed after it was approved: read it again" };
}

function paidSince(approval: Approval, openItems: readonly OpenItem[]): Held | null {
  const open = new Map(openItems.map((item) => [item.item, item.openMinor]));
  const changed = approvedItems(approval.items).some(([item, openMinor]) => open.get(item) !== BigInt(openMinor));
  return changed ? { code: "balance", reason: "an item that was approved has been paid or changed since" } : null;
}

function describe(decision: Decision): string {
  const what = decision.kind === "blocked" ? `blocked: ${decision.block}` : decision.kind === "task" ? `task: ${decision.task}` : decision.kind;
  return `the decision is now ${what}${decision.why[0] ? ` (${decision.why[0].code})` : ""}`;
}

/**
 * Withdraws the approval and tells the log, so that the next decision knows. False where the approval had ended already, or has led to a letter
 * meanwhile: another process has claimed that one, and what this decision saw of it (that it is uncertain, say) is no reason against it.
 */
export async function hold(store: Store, approval: Approval, held: Held, asOf: Day): Promise<boolean> {
  const { code, reason } = held;
  if (code === "postponed") return true;
  return inTransaction(store, async (client) => {
    await lockAccount(client, approval.account);
    if (await hasLetter(client, approval.account, approval.run)) return false;
    if (!(await closeApproval(client, approval.account, approval.run, "withdrawn", `${code}: ${reason}`))) return false;
    const happening = { kind: "delivery-held", code, step: approval.step, detail: reason } as const;
    await appendActivities(client, [{ account: approval.account, happening, happenedOn: asOf, knownOn: asOf, by: null }]);
    return true;
  });
}
