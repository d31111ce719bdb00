import type { PoolClient } from "pg";
import { openItems } from "../core/ledger/open-items.ts";
import type { Activity, Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { type AccountRow, type LoadedAccount, loadAccounts } from "../store/account-store.ts";

/**
 * The log is only ever added to: what makes no sense is refused before it is in there.
 * @returns what is allowed and still worth a second look
 * @throws UserError saying what is wrong with it
 */
export async function checkHappening(client: PoolClient, row: AccountRow, happening: Happening, happenedOn: Day, asOf: Day): Promise<string[]> {
  if (happenedOn > asOf)
    throw new UserError("happened-later", `What is known on ${asOf} cannot have happened on ${happenedOn}. Record it as of that day, or later.`);
  const load = async () => (await loadAccounts(client, [row], asOf))[0]!;
  switch (happening.kind) {
    case "promise":
      return checkPromise(happening, await load(), happenedOn, asOf);
    case "hold":
      if (happening.until !== null && happening.until < happenedOn)
        throw new UserError("hold-past", `A hold that begins on ${happenedOn} cannot end on ${happening.until}: name its last day, or leave --until out.`);
      return [];
    case "promise-withdrawn":
      refuseUnknown(await load(), happening.promise, "promise", (a) => a.kind === "promise-withdrawn" && a.promise === happening.promise, "withdrawn");
      return [];
    case "lift":
      refuseUnknown(await load(), happening.hold, "hold", (a) => a.kind === "lift" && a.hold === happening.hold, "lifted");
      return [];
    case "insolvency-ended":
      refuseNoInsolvency(await load());
      return [];
    default:
      return [];
  }
}

function checkPromise(promise: Happening & { kind: "promise" }, account: LoadedAccount, happenedOn: Day, asOf: Day): string[] {
  const { currency } = account;
  if (promise.day < happenedOn)
    throw new UserError("promise-past", `A promise made on ${happenedOn} cannot be for ${promise.day}: name a day that is still to come.`);
  if (promise.amountMinor <= 0n)
    throw new UserError("promise-amount", `A promise is to pay something: ${formatMinor(promise.amountMinor, currency)} ${currency} is no promise.`);
  const covered = openItems(account.entries, asOf).items.filter(({ item }) => promise.items.length === 0 || promise.items.includes(item));
  const open = covered.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  if (promise.amountMinor <= open) return [];
  const [promised, owed] = [promise.amountMinor, open].map((minor) => `${formatMinor(minor, currency)} ${currency}`);
  return [`${promised} is promised, but only ${owed} is open there. If that was a slip, withdraw the promise and record it again.`];
}

function refuseUnknown(account: LoadedAccount, id: number, kind: "promise" | "hold", undoes: (activity: Activity) => boolean, done: string): void {
  const ofKind = account.activities.filter((activity) => activity.kind === kind);
  if (!ofKind.some((activity) => activity.id === id)) {
    const known = ofKind.map((activity) => activity.id).join(", ");
    throw new UserError(`${kind}-unknown`, `Account A${account.id} has no ${kind} with the number ${id}. ${known ? `It has: ${known}.` : "It has none."}`);
  }
  const before = account.activities.find(undoes);
  if (before) throw new UserError(`${kind}-over`, `The ${kind} ${id} was ${done} already, on ${before.happenedOn}.`);
}

function refuseNoInsolvency({ debtor, activities, debtorActivities }: LoadedAccount): void {
  const words = [...activities, ...debtorActivities].filter(({ kind }) => kind === "insolvency" || kind === "insolvency-ended");
  const newest = words.sort((a, b) => (a.knownOn === b.knownOn ? a.id - b.id : a.knownOn < b.knownOn ? -1 : 1)).at(-1);
  if (newest?.kind !== "insolvency") throw new UserError("insolvency-none", `No insolvency of debtor "${debtor}" is known, so that none can end.`);
}
