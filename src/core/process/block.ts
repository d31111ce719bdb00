import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays } from "../values/business-days.ts";
import { addDays, type Day } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Block, Reason, Task } from "./decision.ts";
import { openDebtorHolds } from "./closed-channels.ts";
import { isBack, lettersUndone } from "./dunning-state.ts";
import type { Context } from "./context.ts";
import type { AccountView } from "./view.ts";

/** What stops a whole account, and the day or event that ends it. */
export interface AccountStop {
  readonly block?: Block;
  readonly task?: Task;
  readonly ends: string;
  readonly reviewOn: Day | null;
  readonly why: Reason;
}

/** The newest activity of the given kinds: by the day it became known, whenever it was recorded. */
export function newest(activities: readonly Activity[], kinds: readonly Activity["kind"][]): Activity | null {
  let found: Activity | null = null;
  for (const activity of activities) {
    if (!kinds.includes(activity.kind)) continue;
    if (!found || activity.knownOn > found.knownOn || (activity.knownOn === found.knownOn && activity.id > found.id)) found = activity;
  }
  return found;
}

/** What stands of a debtor today, on whichever of its accounts it was recorded (R17). */
export interface DebtorFacts {
  readonly insolvency: ActivityOf<"insolvency"> | null;
  readonly stopContact: ActivityOf<"stop-contact"> | null;
  /** Not read yet. */
  readonly reply: ActivityOf<"reply"> | null;
}

export function debtorFacts({ activities, debtorActivities }: Pick<AccountView, "activities" | "debtorActivities">): DebtorFacts {
  const debtorWide = debtorActivities.length > 0 ? [...activities, ...debtorActivities] : activities;
  const insolvency = newest(debtorWide, ["insolvency", "insolvency-ended"]);
  const contact = newest(debtorWide, ["stop-contact", "contact-allowed"]);
  return {
    insolvency: insolvency?.kind === "insolvency" ? insolvency : null,
    stopContact: contact?.kind === "stop-contact" ? contact : null,
    reply: unreadReply(debtorWide),
  };
}

/** The newest reply that nobody has read: reading one message of the inbox says nothing of another that waits beside it. */
function unreadReply(activities: readonly Activity[]): ActivityOf<"reply"> | null {
  if (!activities.some(({ kind }) => kind === "reply")) return null;
  const read = new Set(activities.flatMap((activity) => (activity.kind === "reply-read" && activity.message !== undefined ? [activity.message] : [])));
  const left = activities.filter(
    (activity) =>
      (activity.kind === "reply" && (activity.message === undefined || !read.has(activity.message))) ||
      (activity.kind === "reply-read" && activity.message === undefined),
  );
  const last = newest(left, ["reply", "reply-read"]);
  return last?.kind === "reply" ? last : null;
}

/** Insolvency, stop-contact, hold, an unread reply, an uncertain delivery: in the order of R19, before any step is looked at. */
export function accountStop({ view, today, procedure, rules }: Pick<Context, "view" | "today" | "procedure" | "rules">): AccountStop | null {
  if (view.activities.length === 0 && view.debtorActivities.length === 0) return null;
  const { insolvency, stopContact, reply } = debtorFacts(view);
  if (insolvency) return { block: "insolvency", ends: "insolvency-ended", reviewOn: null, why: { code: "insolvency", day: insolvency.happenedOn } };
  if (stopContact) return { block: "stop-contact", ends: "contact-allowed", reviewOn: null, why: { code: "stop-contact", day: stopContact.happenedOn } };
  const overAccount = openHolds(view.activities, today).filter(({ item }) => item === null);
  const overDebtor = openDebtorHolds(view, today).filter(({ channel, contact }) => channel === null && contact === null);
  const hold = longest([...overAccount, ...overDebtor]);
  if (hold) return holdStop(hold);
  if (reply) {
    const answerBy = addBusinessDays(rules.isBankDay, reply.happenedOn, procedure.answers.replyBusinessDays);
    return { task: "answer-reply", ends: "reply-read", reviewOn: null, why: { code: "reply-unread", day: reply.happenedOn, answerBy } };
  }
  return deliveryStop(view);
}

/** Of several holds the one that ends last: until then nothing goes out. */
function longest<Hold extends ActivityOf<"hold"> | ActivityOf<"debtor-hold">>(holds: readonly Hold[]): Hold | undefined {
  const endless = holds.find(({ until }) => until === null);
  return endless ?? holds.reduce<Hold | undefined>((last, each) => (last && last.until! >= each.until! ? last : each), undefined);
}

function holdStop(hold: ActivityOf<"hold"> | ActivityOf<"debtor-hold">): AccountStop {
  const ends = hold.until ? addDays(hold.until, 1) : null;
  const why = { code: "hold", reason: hold.reason, day: hold.happenedOn, until: hold.until };
  return { block: "hold", ends: ends ?? "hold-lifted", reviewOn: ends, why };
}

/** Holds that are running today: not lifted, and through their last day. */
export function openHolds(activities: readonly Activity[], today: Day): readonly ActivityOf<"hold">[] {
  let open: ActivityOf<"hold">[] | null = null;
  for (const activity of activities) if (activity.kind === "hold" && (!activity.until || today <= activity.until)) (open ??= []).push(activity);
  if (!open) return NO_HOLDS;
  const lifted = new Set(activities.flatMap((activity) => (activity.kind === "lift" ? [activity.hold] : [])));
  return open.filter(({ id }) => !lifted.has(id));
}

const NO_HOLDS: readonly ActivityOf<"hold">[] = [];

function deliveryStop({ activities }: AccountView): AccountStop | null {
  for (const activity of activities) {
    if (activity.kind !== "delivery-uncertain") continue;
    const { delivery, happenedOn } = activity;
    if (activities.some((other) => other.kind === "delivery-resolved" && other.delivery === delivery)) continue;
    return { task: "resolve-uncertain", ends: "delivery-resolved", reviewOn: null, why: { code: "uncertain-delivery", delivery, day: happenedOn } };
  }
  return null;
}

const CLOSED_BY_RETURN: ReadonlySet<string> = new Set(["email", "post", "voice"]);

/** A letter that was held back at delivery, or came back, and has not been mended since (R14). `isReached`: another way is open. */
export function mendStop(view: AccountView, isReached: boolean): AccountStop | null {
  const held = newest(view.activities, ["delivery-held", "delivery-held-resolved", "letter", "letter-returned"]);
  if (held?.kind === "letter-returned") {
    const letter = view.activities.find((activity): activity is ActivityOf<"letter"> => activity.kind === "letter" && activity.letter === held.letter);
    if (letter && !isBack(letter, lettersUndone(view.activities).cameBack)) return null;
    // The address that failed is closed: where another way is open, the letter goes by that.
    if (isReached && CLOSED_BY_RETURN.has(held.channel)) return null;
    return { task: "fix-address", ends: "address-fixed", reviewOn: null, why: { code: "letter-returned", day: held.happenedOn, channel: held.channel } };
  }
  if (held?.kind === "delivery-held" && held.code === "address" && held.channels && isReached) return null;
  if (held?.kind !== "delivery-held" || held.code === "balance" || held.code === "block" || held.code === "findings") return null;
  const task = held.code === "address" ? "fix-address" : "fix-letter";
  const ends = held.code === "address" ? "address-fixed" : "letter-fixed";
  return { task, ends, reviewOn: null, why: { code: `held-${held.code}`, day: held.happenedOn, detail: held.detail } };
}

/** Why a single item stays out, apart from what was agreed or disputed: hold, direct debit. `ends` as in AccountStop. */
export function itemStop(item: OpenItem, holds: readonly ActivityOf<"hold">[]): AccountStop | null {
  const hold = holds.length > 0 ? longest(holds.filter((candidate) => candidate.item === item.item)) : undefined;
  if (hold) {
    const stop = holdStop(hold);
    return { ...stop, why: { ...stop.why, document: item.document } };
  }
  if (item.directDebit && !item.reversedOn) {
    return { block: "direct-debit", ends: "direct-debit-returned", reviewOn: null, why: { code: "direct-debit", document: item.document } };
  }
  return null;
}
