import type { OpenItem } from "../ledger/open-items.ts";
import type { Day } from "../values/day.ts";
import { closedChannels } from "./closed-channels.ts";
import type { Reason } from "./decision.ts";
import { type DisputeState, disputeStates } from "./dispute.ts";
import { type DunningState, dunningState } from "./dunning-state.ts";
import { type PlanState, planStates } from "./plan.ts";
import type { Procedure, Step } from "./procedure.ts";
import { type PromiseState, promiseStates } from "./promise.ts";
import type { AccountView, ClosedChannels, Rules } from "./view.ts";

/** What a decision looks at, with everything that is derived from the log once. */
export interface Context {
  readonly view: AccountView;
  readonly procedure: Procedure;
  readonly rules: Rules;
  readonly today: Day;
  readonly state: DunningState;
  readonly promises: readonly PromiseState[];
  readonly plans: readonly PlanState[];
  readonly disputes: ReadonlyMap<number, DisputeState>;
  readonly closed: ClosedChannels;
}

/** The step that an item comes to next, and the day from which it is due if nothing holds it. */
export interface Scheduled {
  readonly item: OpenItem;
  readonly step: Step | "hand-over";
  readonly dueOn: Day;
  readonly why: Reason;
}

export function contextOf(view: AccountView, procedure: Procedure, rules: Rules, today: Day): Context {
  return {
    view,
    procedure,
    rules,
    today,
    state: dunningState(view),
    promises: promiseStates(view, procedure, rules, today),
    plans: planStates(view, procedure, rules, today),
    disputes: disputeStates(view),
    closed: closedChannels(view, today),
  };
}
