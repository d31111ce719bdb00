import { addBusinessDays } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { openHolds } from "./block.ts";
import { openDebtorHolds } from "./closed-channels.ts";
import type { Context } from "./context.ts";
import type { SideTask } from "./decision.ts";
import { nextCall } from "./next-call.ts";
import type { OpenItem } from "../ledger/open-items.ts";

const NONE: readonly SideTask[] = [];

/**
 * What people are to do about an account whatever is decided today, the most urgent first; also what is only due on a later
 * day, so that the list stands until something happens. A call stands among it (R19).
 */
export function sideTasks(context: Context, free: readonly OpenItem[]): readonly SideTask[] {
  if (context.view.activities.length === 0) return NONE;
  const tasks = [...callTask(context, free), ...disputeTasks(context), ...holdTasks(context)];
  return tasks.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

function callTask(context: Context, free: readonly OpenItem[]): SideTask[] {
  const call = nextCall(context, free);
  return call ? [{ task: "call", dueOn: call.dueOn, why: call.why }] : [];
}

/** The day of a call that is still to come; null: none is. */
export function callAhead(context: Context, free: readonly OpenItem[]): Day | null {
  const call = nextCall(context, free);
  return call && call.dueOn > context.today ? call.dueOn : null;
}

function disputeTasks({ disputes, procedure, rules, view }: Context): SideTask[] {
  const { disputeBusinessDays, creditMemoBusinessDays } = procedure.answers;
  const tasks: SideTask[] = [];
  for (const [item, { dispute, answer, state }] of disputes) {
    const document = view.ledger.items.find((open) => open.item === item)?.document;
    if (document === undefined || state === "answered") continue;
    if (state === "open") {
      const dueOn = dispute.answerBy ?? addBusinessDays(rules.isBankDay, dispute.happenedOn, disputeBusinessDays);
      tasks.push({ task: "answer-dispute", dueOn, why: { code: "dispute-to-answer", document, owner: dispute.owner ?? null, day: dueOn } });
    } else {
      const dueOn = addBusinessDays(rules.isBankDay, answer!.happenedOn, creditMemoBusinessDays);
      tasks.push({ task: "book-credit-memo", dueOn, why: { code: "credit-memo-to-book", document, day: dueOn } });
    }
  }
  return tasks;
}

/** The day from which the tasks are others even if nothing happens: a hold that has ended is told no more. */
export function tasksChangeOn(tasks: readonly SideTask[]): Day | null {
  return earliest(...tasks.filter(({ task }) => task === "hold-ending").map(({ dueOn }) => addDays(dueOn, 1)));
}

/** Whoever set a hold is to know when it ends. */
function holdTasks({ view, today }: Context): SideTask[] {
  const holds = [...openHolds(view.activities, today), ...openDebtorHolds(view, today)];
  return holds.flatMap((hold) =>
    hold.until ? [{ task: "hold-ending", dueOn: hold.until, why: { code: "hold-ending", day: hold.until, reason: hold.reason } }] : [],
  );
}
