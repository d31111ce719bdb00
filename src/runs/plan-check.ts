import type { Happening } from "../core/process/activity.ts";
import { disputeStates } from "../core/process/dispute.ts";
import { dunningState } from "../core/process/dunning-state.ts";
import { planCovers, planStates } from "../core/process/plan.ts";
import { covers, promiseStates } from "../core/process/promise.ts";
import { UserError } from "../core/user-error.ts";
import { sumMinor } from "../core/values/money.ts";
import type { RecordGround } from "./record-ground.ts";

type Planned = Extract<Happening, { kind: "plan" }>;

/** A plan that could never be kept is none; one that leaves something out says what. */
export function checkPlan(plan: Planned, ground: RecordGround): string[] {
  const { instalments } = plan;
  const { happenedOn, money } = ground;
  for (const [index, { day, amountMinor }] of instalments.entries()) {
    const previous = instalments[index - 1]?.day;
    if (day <= happenedOn)
      throw new UserError("plan-past", `A plan agreed on ${happenedOn} cannot have an instalment on ${day}: name days that are still to come.`);
    if (previous && day <= previous)
      throw new UserError("plan-order", `The instalment of ${day} stands after that of ${previous}: name them in the order of their days, one for each day.`);
    if (amountMinor <= 0n) throw new UserError("plan-amount", `The instalment of ${day} is ${money(amountMinor)}: each is to pay something.`);
  }
  const covered = coveredItems(plan, ground);
  refuseRunning(covered, ground);
  return [...amountWarning(plan, covered, ground), ...promisedWarning(covered, ground), ...disputedWarning(covered, ground), ...lateWarning(covered, ground)];
}

function coveredItems(plan: Planned, { view, account }: RecordGround): readonly number[] {
  const items = view.ledger.items.map(({ item }) => item).filter((item) => plan.items.length === 0 || plan.items.includes(item));
  if (items.length === 0)
    throw new UserError("plan-nothing", `Nothing is open there on account A${account.id}, so that there is nothing to pay in instalments.`);
  return items;
}

function refuseRunning(covered: readonly number[], { account, view, procedure, rules, asOf, documentOf }: RecordGround): void {
  for (const { plan, status } of planStates(view, procedure, rules, asOf)) {
    if (status !== "running") continue;
    const shared = view.ledger.items.filter((item) => covered.includes(item.item) && planCovers(plan, item)).map(({ item }) => item);
    if (shared.length === 0) continue;
    throw new UserError(
      "plan-running",
      `Plan ${plan.id} of ${plan.happenedOn} already covers ${documentOf(shared[0]!)}. Withdraw it first: firmly record withdraw-plan A${account.id} --id ${plan.id}.`,
    );
  }
}

/** More than is open is a slip: nobody agrees to pay what is not owed. Charges are owed too. */
function amountWarning(plan: Planned, covered: readonly number[], { view, money }: RecordGround): string[] {
  const { items, charges } = view.ledger;
  const owed = [...items.filter(({ item }) => covered.includes(item)), ...charges.filter(({ charge }) => charge && covered.includes(charge.item))];
  const open = sumMinor(owed.map(({ openMinor }) => openMinor));
  const agreed = sumMinor(plan.instalments.map(({ amountMinor }) => amountMinor));
  if (agreed > open)
    throw new UserError("plan-too-much", `The instalments come to ${money(agreed)}, but only ${money(open)} is open there. Nothing was recorded.`);
  if (agreed === open) return [];
  return [`The instalments come to ${money(agreed)} of ${money(open)}: nobody asks for the rest, ${money(open - agreed)}, while the plan runs.`];
}

/** A promise that a plan has overtaken would count as broken on its day. */
function promisedWarning(items: readonly number[], { view, procedure, rules, asOf, account, money }: RecordGround): string[] {
  const covered = view.ledger.items.filter(({ item }) => items.includes(item));
  return promiseStates(view, procedure, rules, asOf).flatMap(({ promise, status }) => {
    if (status !== "open" || !covered.some((item) => covers(promise, item))) return [];
    const withdraw = `firmly record withdraw A${account.id} --id ${promise.id}`;
    return [`Promise ${promise.id} of ${money(promise.amountMinor)} for ${promise.day} still runs. If the plan takes its place, withdraw it: ${withdraw}.`];
  });
}

function disputedWarning(covered: readonly number[], { view, documentOf }: RecordGround): string[] {
  const states = disputeStates(view);
  return covered.flatMap((item) => {
    const { dispute, state } = states.get(item) ?? { state: "answered" };
    if (state === "answered" || !dispute) return [];
    return [`${documentOf(item)} is in dispute (${dispute.reason}). If the plan settles that, record the answer as well.`];
  });
}

/** Only what was agreed by the day that the third letter named stops the hand-over. */
function lateWarning(covered: readonly number[], { view, happenedOn }: RecordGround): string[] {
  const { items } = dunningState(view);
  const days = covered.flatMap((item) => {
    const known = items.get(item);
    return known?.level === "third" && known.letter.payBy ? [known.letter.payBy] : [];
  });
  const passed = days.filter((day) => day < happenedOn).sort();
  if (passed.length === 0) return [];
  return [
    `The third letter asked for payment or a plan by ${passed[0]}: agreed later, this plan does not stop the hand-over. To wait for it, put the account on hold.`,
  ];
}
