import type { Happening } from "../core/process/activity.ts";
import { type PromiseState, promiseStates } from "../core/process/promise.ts";
import { UserError } from "../core/user-error.ts";
import { daysBetween } from "../core/values/day.ts";
import { sumMinor } from "../core/values/money.ts";
import type { RecordGround } from "./record-ground.ts";

type Promised = Extract<Happening, { kind: "promise" }>;

/** What a promise must be, and when it holds nothing back although it is noted (R15). */
export function checkPromise(promise: Promised, ground: RecordGround): string[] {
  const { happenedOn, money } = ground;
  if (promise.day < happenedOn)
    throw new UserError("promise-past", `A promise made on ${happenedOn} cannot be for ${promise.day}: name a day that is still to come.`);
  if (promise.amountMinor <= 0n) throw new UserError("promise-amount", `A promise is to pay something: ${money(promise.amountMinor)} is no promise.`);
  return [...beyondOpen(promise, ground), ...standing(promise, ground), ...holdsNothing(promise, ground)];
}

function beyondOpen(promise: Promised, { view, money }: RecordGround): string[] {
  const covered = view.ledger.items.filter(({ item }) => promise.items.length === 0 || promise.items.includes(item));
  const open = sumMinor(covered.map(({ openMinor }) => openMinor));
  if (promise.amountMinor <= open) return [];
  return [`${money(promise.amountMinor)} is promised, but only ${money(open)} is open there. If that was a slip, withdraw the promise and record it again.`];
}

function before(promise: Promised, { view, procedure, rules, asOf }: RecordGround): readonly PromiseState[] {
  return promiseStates(view, procedure, rules, asOf).filter(({ promise: other }) => overlap(promise.items, other.items));
}

function overlap(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((item) => b.includes(item));
}

function standing(promise: Promised, ground: RecordGround): string[] {
  return before(promise, ground).flatMap(({ promise: other, status }) =>
    status === "open"
      ? [`Promise ${other.id} of ${ground.money(other.amountMinor)} for ${other.day} still runs. If this one takes its place, withdraw it: --id ${other.id}.`]
      : [],
  );
}

function holdsNothing(promise: Promised, ground: RecordGround): string[] {
  const { renewals, longestDays } = ground.procedure.promise;
  const warnings: string[] = [];
  if (daysBetween(ground.happenedOn, promise.day) > longestDays)
    warnings.push(
      `The promised day lies more than ${longestDays} days ahead: the promise is noted, but letters go out meanwhile. To wait for it, agree a payment plan or put the account on hold.`,
    );
  let inARow = 0;
  for (const { status } of before(promise, ground)) inARow = status === "kept" ? 0 : inARow + 1;
  if (inARow > renewals)
    warnings.push(`${inARow} promises in a row were not kept: this one is noted, but it holds no letter back. To wait for it, put the account on hold.`);
  return warnings;
}
