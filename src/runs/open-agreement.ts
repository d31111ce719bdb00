import { planStates } from "../core/process/plan.ts";
import { promiseStates } from "../core/process/promise.ts";
import { UserError } from "../core/user-error.ts";
import type { RecordGround } from "./record-ground.ts";

/** The one promise that still runs, for who withdraws it without naming it. */
export function theOpenPromise({ account, view, procedure, rules, asOf, money }: RecordGround): number {
  const open = promiseStates(view, procedure, rules, asOf).filter(({ status }) => status === "open");
  return theOnly(
    "promise",
    account.id,
    open.map(({ promise }) => ({ id: promise.id, words: `${money(promise.amountMinor)} for ${promise.day}` })),
  );
}

/** The one plan that still runs. */
export function theOpenPlan({ account, view, procedure, rules, asOf }: RecordGround): number {
  const running = planStates(view, procedure, rules, asOf).filter(({ status }) => status === "running");
  return theOnly(
    "plan",
    account.id,
    running.map(({ plan }) => ({ id: plan.id, words: `${plan.instalments.length} instalments, agreed on ${plan.happenedOn}` })),
  );
}

/** @throws UserError `<kind>-none` or `<kind>-ambiguous`, with the numbers to choose from */
export function theOnly(kind: "promise" | "plan" | "hold", account: number, open: readonly { readonly id: number; readonly words: string }[]): number {
  if (open.length === 0) throw new UserError(`${kind}-none`, `No ${kind} is running on account A${account}.`);
  if (open.length > 1) {
    const list = open.map(({ id, words }) => `${id} (${words})`).join(", ");
    throw new UserError(`${kind}-ambiguous`, `Several are running on account A${account}: say which with its number, --id. They are ${list}.`);
  }
  return open[0]!.id;
}
