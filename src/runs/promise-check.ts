import type { Activity, Happening } from "../core/process/activity.ts";
import { type PromiseState, promiseStates } from "../core/process/promise.ts";
import { UserError } from "../core/user-error.ts";
import { sumMinor } from "../core/values/money.ts";
import type { RecordGround } from "./record-ground.ts";

type Promised = Extract<Happening, { kind: "promise" }>;

/** What a promise must be, and when it holds nothing back although it is noted (R15). */
export function checkPromise(promise: Promised, ground: RecordGround): string[] {
  const { happenedOn, money } = ground;
  if (promise.day < happenedOn)
    throw new UserError("promise-past", `A promise made on ${happenedOn} cannot be for ${promise.day}: name a day that is still to come.`);
  if (promise.amountMinor <= 0n) throw new UserError("promise-amount", `A promise is to pay something: ${money(promise.amountMinor)} is no promise.`);
  const states = withThis(promise, ground);
  return [...beyondOpen(promise, ground), ...standing(states, promise, ground), ...holdsNothing(states.at(-1)!, ground)];
}

function beyondOpen(promise: Promised, { view, money }: RecordGround): string[] {
  // A letter asks for its charges too, and that sum is what a debtor promises.
  const covered = [...view.ledger.items, ...view.ledger.charges].filter(
    ({ item, charge }) => promise.items.length === 0 || promise.items.includes(item) || (charge && promise.items.includes(charge.item)),
  );
  const open = sumMinor(covered.map(({ openMinor }) => openMinor));
  if (promise.amountMinor <= open) return [];
  return [`${money(promise.amountMinor)} is promised, but only ${money(open)} is open there. If that was a slip, withdraw the promise and record it again.`];
}

/** Those before it on the same items, and the promise itself, last, as it would stand. */
function withThis(promise: Promised, { account, view, procedure, rules, happenedOn, asOf }: RecordGround): readonly PromiseState[] {
  const trial: Activity = { ...promise, id: Number.MAX_SAFE_INTEGER, account: account.id, happenedOn, knownOn: asOf, by: null };
  return promiseStates({ ...view, activities: [...view.activities, trial] }, procedure, rules, asOf);
}

function standing(states: readonly PromiseState[], promise: Promised, { money }: RecordGround): string[] {
  return states.slice(0, -1).flatMap(({ promise: other, status }) => {
    if (status !== "open" || !overlap(promise.items, other.items)) return [];
    return [
      `Promise ${other.id} of ${money(other.amountMinor)} for ${other.day} still runs. If this one takes its place, withdraw that one: --id ${other.id}.`,
    ];
  });
}

function overlap(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((item) => b.includes(item));
}

function holdsNothing({ idle }: PromiseState, { procedure }: RecordGround): string[] {
  const { renewals, longestDays } = procedure.promise;
  if (idle === "promise-too-far")
    return [
      `The promised day lies more than ${longestDays} days ahead: the promise is noted, and letters go out meanwhile. To wait for it, agree a payment plan or put the account on hold.`,
    ];
  if (idle === "promise-renewals")
    return [`More than ${renewals} promises in a row were not kept: this one is noted, and holds no letter back. To wait for it, put the account on hold.`];
  return [];
}
