import type { Answer } from "../core/letter/answer.ts";
import type { OpenItem } from "../core/ledger/open-items.ts";
import type { ActivityOf } from "../core/process/activity.ts";
import { undoneLetters } from "../core/process/dunning-state.ts";
import { planCovers } from "../core/process/plan.ts";
import { covers } from "../core/process/promise.ts";
import type { OwedAnswer } from "../core/process/owed-answers.ts";
import { addBusinessDays, onOrAfter } from "../core/values/business-days.ts";
import { type Day, latest } from "../core/values/day.ts";
import { sumMinor } from "../core/values/money.ts";
import type { DecidedAccount } from "./decide-accounts.ts";

/** What the answer says, from the account as it is known on the sending day; null: nothing is open any more that it could be about. */
export function answerOf(owed: OwedAnswer, decided: DecidedAccount, today: Day): Answer | null {
  switch (owed.kind) {
    case "promise":
      return promiseOf(owed, decided);
    case "plan":
      return planOf(owed, decided);
    case "dispute":
      return disputeOf(owed, decided, today);
    case "recall": {
      const { items, charges, credits } = decided.view.ledger;
      const net = sumOpen(items) + sumOpen(charges) - sumMinor(credits.map((credit) => credit.openMinor));
      return { kind: "correction", corrected: owed.corrected, reason: owed.correct ?? "mistake", openMinor: net > 0n ? net : 0n };
    }
  }
}

function promiseOf(promise: ActivityOf<"promise">, decided: DecidedAccount): Answer | null {
  const items = coveredBy(promise, decided);
  if (items.length === 0) return null;
  const { amountMinor, day } = promise;
  const rest = sumOpen(items) - amountMinor;
  return { kind: "confirm-promise", ...said(promise), documents: documentsOf(items), amountMinor, day, restMinor: rest > 0n ? rest : 0n };
}

function planOf(plan: ActivityOf<"plan">, decided: DecidedAccount): Answer | null {
  const items = coveredBy(plan, decided);
  if (items.length === 0) return null;
  const { instalments, interest } = plan;
  const { missesToDefault } = decided.procedure.plan;
  return { kind: "confirm-plan", ...said(plan), documents: documentsOf(items), openMinor: sumOpen(items), instalments, interest, missesToDefault };
}

function disputeOf(dispute: ActivityOf<"dispute">, { view, rules, procedure }: DecidedAccount, today: Day): Answer | null {
  const item = view.ledger.items.find((each) => each.item === dispute.item);
  if (!item) return null;
  const disputedMinor = dispute.amountMinor != null && dispute.amountMinor < item.openMinor ? dispute.amountMinor : item.openMinor;
  const rest = item.openMinor - disputedMinor;
  const answerBy = dispute.answerBy ?? addBusinessDays(rules.isBusinessDay, dispute.knownOn, procedure.answers.disputeBusinessDays);
  return {
    kind: "confirm-dispute",
    saidOn: dispute.happenedOn,
    onPhone: dispute.channel === "phone",
    document: item.document,
    reason: dispute.reason,
    disputedMinor,
    owner: dispute.owner ?? null,
    // No letter names a day that has passed.
    answerBy: latest(answerBy, onOrAfter(rules.isBusinessDay, today))!,
    rest: rest > 0n ? { amountMinor: rest, due: restDue(item, decidedLetters(view.activities), today) } : null,
  };
}

/** Until when the undisputed rest is to be paid: the due date, or the day of the last letter that asked for it while that is to come. */
function restDue(item: OpenItem, letters: readonly ActivityOf<"letter">[], today: Day): Day {
  if (item.due >= today) return item.due;
  const last = letters.findLast(({ items }) => items.some((each) => each.item === item.item));
  return last?.payBy != null && last.payBy >= today ? last.payBy : item.due;
}

function decidedLetters(activities: DecidedAccount["view"]["activities"]): ActivityOf<"letter">[] {
  const undone = undoneLetters(activities);
  return activities.filter((each): each is ActivityOf<"letter"> => each.kind === "letter" && !undone.has(each.letter));
}

function said({ happenedOn, channel }: ActivityOf<"promise"> | ActivityOf<"plan">): { readonly agreedOn: Day; readonly onPhone: boolean } {
  return { agreedOn: happenedOn, onPhone: channel === "phone" };
}

/** The open items that it names, else all that were known when it was made. */
function coveredBy(agreed: ActivityOf<"promise"> | ActivityOf<"plan">, { view }: DecidedAccount): OpenItem[] {
  return view.ledger.items.filter((item) => (agreed.kind === "plan" ? planCovers(agreed, item) : covers(agreed, item)));
}

function documentsOf(items: readonly OpenItem[]): string[] {
  return [...new Set(items.map(({ document }) => document))];
}

function sumOpen(items: readonly OpenItem[]): bigint {
  return sumMinor(items.map(({ openMinor }) => openMinor));
}
