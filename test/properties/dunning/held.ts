import type { Activity, ActivityOf } from "../../../src/core/process/activity.ts";
import { type Procedure, type Step, stepRank } from "../../../src/core/process/procedure.ts";
import { addDays, type Day, daysBetween } from "../../../src/core/values/day.ts";
import { type IsOpen, type Owed, openAfter } from "./naive.ts";
import type { Past } from "./play.ts";

/** What stands between a letter and an item, read off the log itself. */
export interface Standing {
  readonly level: Step;
  /** The letter that took the item there. */
  readonly letter: ActivityOf<"letter">;
}

/** Letters that count: neither recalled nor come back by every way. */
export function standingLetters({ activities }: Pick<Past, "activities">): ActivityOf<"letter">[] {
  return activities.filter((activity): activity is ActivityOf<"letter"> => activity.kind === "letter" && !isUndone(activity, activities));
}

export function isUndone({ letter, channels }: ActivityOf<"letter">, activities: readonly Activity[]): boolean {
  if (activities.some((each) => each.kind === "recall" && each.letter === letter)) return true;
  return isReturned({ letter, channels }, activities);
}

export function isReturned({ letter, channels }: Pick<ActivityOf<"letter">, "letter" | "channels">, activities: readonly Activity[]): boolean {
  return channels.every((channel) => activities.some((each) => each.kind === "letter-returned" && each.letter === letter && each.channel === channel));
}

/** How far an item has come; null: no letter that stands has named it. */
export function standingOf(past: Pick<Past, "activities">, item: number): Standing | null {
  const givenBack = past.activities.filter((each) => each.kind === "placement-recalled" && each.items.includes(item)).at(-1)?.id ?? 0;
  let found: Standing | null = null;
  for (const letter of standingLetters(past)) {
    for (const named of letter.items) {
      if (named.item !== item || (named.step === "final" && letter.id < givenBack)) continue;
      if (!found || stepRank(named.step) > stepRank(found.level)) found = { level: named.step, letter };
    }
  }
  return found;
}

type Hold = ActivityOf<"hold"> | ActivityOf<"debtor-hold">;

/** Holds that run on the day: `item` only those of the item, else of the account or the debtor. */
export function runningHolds({ activities, others, day }: Past): Hold[] {
  const all = [...activities, ...others.filter(({ kind }) => kind === "debtor-hold" || kind === "debtor-lift")];
  const lifted = new Set(all.flatMap((each) => (each.kind === "lift" || each.kind === "debtor-lift" ? [`${each.kind} ${each.hold}`] : [])));
  return all.filter(
    (each): each is Hold =>
      ((each.kind === "hold" && !lifted.has(`lift ${each.id}`)) || (each.kind === "debtor-hold" && !lifted.has(`debtor-lift ${each.id}`))) &&
      (each.until === null || day <= each.until),
  );
}

export function isWhole(hold: Hold): boolean {
  return hold.kind === "hold" ? hold.item === null : hold.channel === null && hold.contact === null;
}

/** The last word of several kinds on the debtor, by the day it became known and the order of recording. */
export function lastWord(activities: readonly Activity[], ...kinds: Activity["kind"][]): Activity | null {
  const words = activities.filter(({ kind }) => kinds.includes(kind));
  return words.sort((a, b) => (a.knownOn === b.knownOn ? a.id - b.id : a.knownOn < b.knownOn ? -1 : 1)).at(-1) ?? null;
}

/** What covers the whole debtor, or the whole account: nothing leaves while one of these is true. */
export function accountStops(past: Past): string[] {
  const all = [...past.activities, ...past.others];
  const stops: string[] = [];
  if (lastWord(all, "insolvency", "insolvency-ended")?.kind === "insolvency") stops.push("insolvency");
  if (lastWord(all, "stop-contact", "contact-allowed")?.kind === "stop-contact") stops.push("stop-contact");
  if (lastWord(all, "reply", "reply-read")?.kind === "reply") stops.push("answer-reply");
  if (runningHolds(past).some(isWhole)) stops.push("hold");
  const resolved = past.activities.flatMap((each) => (each.kind === "delivery-resolved" ? [each.delivery] : []));
  if (past.activities.some((each) => each.kind === "delivery-uncertain" && !resolved.includes(each.delivery))) stops.push("resolve-uncertain");
  return stops;
}

export interface Disputed {
  readonly state: "disputed" | "credit-expected" | "none";
  readonly excludedMinor: bigint;
}

/** What of an item is not asked for because the debtor has disputed it. */
export function disputedOf({ activities }: Pick<Past, "activities">, { item, openMinor, parts, versions }: Owed): Disputed {
  const about = activities.filter((each) => (each.kind === "dispute" || each.kind === "dispute-resolved") && each.item === item);
  const dispute = about.findLast((each): each is ActivityOf<"dispute"> => each.kind === "dispute");
  if (!dispute) return { state: "none", excludedMinor: 0n };
  const answer = about.findLast((each): each is ActivityOf<"dispute-resolved"> => each.kind === "dispute-resolved" && each.id > dispute.id);
  const capped = (amount: bigint) => (amount < 0n ? 0n : amount < openMinor ? amount : openMinor);
  if (!answer) return { state: "disputed", excludedMinor: capped(dispute.amountMinor ?? openMinor) };
  if (answer.outcome === "unjustified") return { state: "none", excludedMinor: 0n };
  let credited = 0n;
  for (const part of parts) if (!part.isPayment && part.knownOn >= answer.knownOn) credited += part.amountMinor;
  for (let n = 1; n < versions.length; n++) {
    const cut = versions[n - 1]!.amountMinor - versions[n]!.amountMinor;
    if (cut > 0n && versions[n]!.knownOn >= answer.knownOn) credited += cut;
  }
  const rest = dispute.amountMinor == null ? (credited > 0n ? 0n : openMinor) : dispute.amountMinor - credited;
  const excludedMinor = capped(rest);
  return { state: excludedMinor > 0n ? "credit-expected" : "none", excludedMinor };
}

function coversItem({ items, knownOn }: ActivityOf<"promise"> | ActivityOf<"plan">, owed: Owed): boolean {
  return items.length > 0 ? items.includes(owed.item) : owed.knownOn <= knownOn;
}

/** Promises over an item that somebody has made and nobody has withdrawn. */
export function promisesOver(past: Past, owed: Owed): ActivityOf<"promise">[] {
  const withdrawn = past.activities.flatMap((each) => (each.kind === "promise-withdrawn" ? [each.promise] : []));
  return past.activities.filter((each): each is ActivityOf<"promise"> => each.kind === "promise" && !withdrawn.includes(each.id) && coversItem(each, owed));
}

export function plansOver(past: Past, owed: Owed): ActivityOf<"plan">[] {
  const withdrawn = past.activities.flatMap((each) => (each.kind === "plan-withdrawn" ? [each.plan] : []));
  return past.activities.filter((each): each is ActivityOf<"plan"> => each.kind === "plan" && !withdrawn.includes(each.id) && coversItem(each, owed));
}

/** Money, or anything at all, set against what an agreement covers, booked within its days and not taken back. */
function paidFor(past: Past, agreed: ActivityOf<"promise"> | ActivityOf<"plan">, until: Day, moneyOnly: boolean): bigint {
  let paid = 0n;
  for (const owed of past.ledger.all.values()) {
    if (!coversItem(agreed, owed)) continue;
    for (const part of owed.parts) if (part.bookedOn >= agreed.happenedOn && part.bookedOn <= until && (part.isPayment || !moneyOnly)) paid += part.amountMinor;
  }
  return paid;
}

/**
 * Whether a promise surely holds an item back today: open, for a day that the procedure waits for, and not one too many.
 * Where several promises share the money that came in, only one for which nothing came in is sure.
 */
export function isPromised(past: Past, owed: Owed, procedure: Procedure, isOpen: IsOpen): boolean {
  const all = past.activities.filter((each): each is ActivityOf<"promise"> => each.kind === "promise");
  return promisesOver(past, owed).some((promise) => {
    const lastDay = openAfter(isOpen, promise.day, procedure.promise.toleranceBankDays);
    if (past.day > lastDay || daysBetween(promise.happenedOn, promise.day) > procedure.promise.longestDays) return false;
    if (all.filter(({ happenedOn, id }) => happenedOn < promise.happenedOn && id < promise.id).length > procedure.promise.renewals) return false;
    if (paidFor(past, promise, lastDay, false) >= (all.length === 1 ? promise.amountMinor : 1n)) return false;
    // Where another promise of that day, or a later one, has run out, this one may have fallen with it.
    const ranOut = ({ id, day, happenedOn }: ActivityOf<"promise">) =>
      id !== promise.id && happenedOn >= promise.happenedOn && past.day > openAfter(isOpen, day, procedure.promise.toleranceBankDays);
    if (promisesOver(past, owed).some(ranOut)) return false;
    const standing = standingOf(past, owed.item);
    return standing?.level !== "third" && !isPlacedToo(past, owed);
  });
}

/** Whether a plan surely runs over an item today: not one more of its instalments missed than the procedure forgives. */
export function isPlanned(past: Past, owed: Owed, procedure: Procedure, isOpen: IsOpen): boolean {
  return plansOver(past, owed).some((plan) => {
    const standing = standingOf(past, owed.item);
    if (isPlacedToo(past, owed) || (standing?.level === "third" && standing.letter.payBy && plan.happenedOn > standing.letter.payBy)) return false;
    // Credits make a debt smaller, and its last instalments with it: then it is not sure what is missed.
    const covered = [...past.ledger.all.values()].filter((each) => coversItem(plan, each));
    if (covered.some(({ parts, versions }) => versions.length > 1 || parts.some(({ isPayment, knownOn }) => !isPayment && knownOn >= plan.happenedOn)))
      return false;
    const lastDays = plan.instalments.map(({ day }) => openAfter(isOpen, day, procedure.plan.toleranceBankDays));
    const total = plan.instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (paidFor(past, plan, past.day, true) >= total) return false;
    let asked = 0n;
    return plan.instalments.every(({ amountMinor }, n) => {
      asked += amountMinor;
      if (past.day <= lastDays[n]!) return true;
      const before = plan.instalments.slice(0, n + 1).filter((_, k) => {
        const needed = plan.instalments.slice(0, k + 1).reduce((sum, each) => sum + each.amountMinor, 0n);
        return paidFor(past, plan, lastDays[n]!, true) < needed;
      });
      return before.length < procedure.plan.missesToDefault && !(before.length > 0 && n === plan.instalments.length - 1);
    });
  });
}

function isPlacedToo(past: Past, { item }: Owed): boolean {
  return past.activities.some((each) => each.kind === "beside-placed" && each.answer === "place" && each.items.includes(item));
}

/** Money that was taken back, that nothing has replaced, and that nobody has looked at since. */
export function isReversalOpen(past: Past): boolean {
  const acknowledged = lastWord(past.activities, "reversal-acknowledged");
  return [...past.ledger.items.values()].some(({ takenBack, parts }) => {
    const last = takenBack.at(-1);
    return last && (!acknowledged || acknowledged.knownOn < last.knownOn) && !parts.some(({ id }) => id > last.id);
  });
}

/** Whether it is known up to yesterday, or so many days back, what was paid (R25). */
export function arePaymentsKnown({ payments, day }: Past, procedure: Procedure, isOpen: IsOpen): boolean {
  const { through, by } = payments;
  if (!through) return false;
  if (by === "ledger") return daysBetween(through, day) <= procedure.freshness.ledgerAgeDays;
  let yesterday = addDays(day, -1);
  while (!isOpen(yesterday)) yesterday = addDays(yesterday, -1);
  return through >= yesterday;
}
