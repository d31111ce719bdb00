import type { OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Block, Reason, Task } from "./decision.ts";
import type { AccountView } from "./view.ts";

/** What stops a whole account, and the day or event that ends it. */
export interface AccountStop {
  readonly block?: Block;
  readonly task?: Task;
  readonly ends: string;
  readonly reviewOn: Day | null;
  readonly why: Reason;
}

/** The newest activity of the given kinds, over the account and, for debtor-wide facts, all the debtor's accounts. */
export function newest(activities: readonly Activity[], kinds: readonly Activity["kind"][]): Activity | null {
  let found: Activity | null = null;
  for (const activity of activities) {
    if (!kinds.includes(activity.kind)) continue;
    if (!found || activity.knownOn > found.knownOn || (activity.knownOn === found.knownOn && activity.id > found.id)) found = activity;
  }
  return found;
}

/** Insolvency, stop-contact, hold, an unread reply, an uncertain delivery: in the order of R19, before any step is looked at. */
export function accountStop(view: AccountView, today: Day): AccountStop | null {
  if (view.activities.length === 0 && view.debtorActivities.length === 0) return null;
  const debtorWide = [...view.activities, ...view.debtorActivities];
  const insolvency = newest(debtorWide, ["insolvency", "insolvency-ended"]);
  if (insolvency?.kind === "insolvency")
    return { block: "insolvency", ends: "insolvency-ended", reviewOn: null, why: { code: "insolvency", day: insolvency.happenedOn } };
  const contact = newest(debtorWide, ["stop-contact", "contact-allowed"]);
  if (contact?.kind === "stop-contact") {
    return { block: "stop-contact", ends: "contact-allowed", reviewOn: null, why: { code: "stop-contact", day: contact.happenedOn } };
  }
  const hold = openHolds(view.activities, today).find((candidate) => candidate.item === null);
  if (hold) return holdStop(hold);
  const reply = newest(debtorWide, ["reply", "reply-read"]);
  if (reply?.kind === "reply") return { task: "answer-reply", ends: "reply-read", reviewOn: null, why: { code: "reply-unread", day: reply.happenedOn } };
  return deliveryStop(view);
}

function holdStop(hold: ActivityOf<"hold">): AccountStop {
  const ends = hold.until ? addDays(hold.until, 1) : null;
  const why = { code: "hold", reason: hold.reason, day: hold.happenedOn, until: hold.until };
  return { block: "hold", ends: ends ?? "hold-lifted", reviewOn: ends, why };
}

/** Holds that are running today: not lifted, and through their last day. */
export function openHolds(activities: readonly Activity[], today: Day): readonly ActivityOf<"hold">[] {
  const lifted = new Set(activities.flatMap((activity) => (activity.kind === "lift" ? [activity.hold] : [])));
  return activities.filter(
    (activity): activity is ActivityOf<"hold"> => activity.kind === "hold" && !lifted.has(activity.id) && (!activity.until || today <= activity.until),
  );
}

function deliveryStop(view: AccountView): AccountStop | null {
  const resolved = new Set(view.activities.flatMap((activity) => (activity.kind === "delivery-resolved" ? [activity.delivery] : [])));
  for (const activity of view.activities) {
    if (activity.kind === "delivery-uncertain" && !resolved.has(activity.delivery)) {
      return {
        task: "resolve-uncertain",
        ends: "delivery-resolved",
        reviewOn: null,
        why: { code: "uncertain-delivery", delivery: activity.delivery, day: activity.happenedOn },
      };
    }
  }
  return null;
}

/** A letter that was held back at delivery, or came back, and has not been mended since (R14). */
export function mendStop(view: AccountView): AccountStop | null {
  const held = newest(view.activities, ["delivery-held", "delivery-held-resolved", "letter", "letter-returned"]);
  if (held?.kind === "letter-returned") {
    const letter = view.activities.find((activity): activity is ActivityOf<"letter"> => activity.kind === "letter" && activity.letter === held.letter);
    const returned = view.activities.filter((activity) => activity.kind === "letter-returned" && activity.letter === held.letter);
    if (letter && returned.length < letter.channels.length) return null;
    return { task: "fix-address", ends: "address-fixed", reviewOn: null, why: { code: "letter-returned", day: held.happenedOn, channel: held.channel } };
  }
  if (held?.kind !== "delivery-held" || held.code === "balance" || held.code === "block") return null;
  const task = held.code === "address" ? "fix-address" : "fix-letter";
  const ends = held.code === "address" ? "address-fixed" : "letter-fixed";
  return { task, ends, reviewOn: null, why: { code: `held-${held.code}`, day: held.happenedOn, detail: held.detail } };
}

/** Why a single item stays out, apart from promises: hold, dispute, direct debit. `ends` as in AccountStop. */
export function itemStop(item: OpenItem, view: AccountView, holds: readonly ActivityOf<"hold">[]): AccountStop | null {
  const hold = holds.find((candidate) => candidate.item === item.item);
  if (hold) return { ...holdStop(hold), why: { ...holdStop(hold).why, document: item.document } };
  const dispute = disputeOf(item.item, view.activities);
  if (dispute?.kind === "dispute") {
    return {
      block: "disputed",
      ends: "dispute-resolved",
      reviewOn: null,
      why: { code: "disputed", document: item.document, day: dispute.happenedOn, reason: dispute.reason },
    };
  }
  if (item.directDebit && !item.reversedOn) {
    return { block: "direct-debit", ends: "direct-debit-returned", reviewOn: null, why: { code: "direct-debit", document: item.document } };
  }
  return null;
}

/** The newest word on an item's dispute: the dispute itself while it is open, its answer afterwards. */
export function disputeOf(item: number, activities: readonly Activity[]): ActivityOf<"dispute"> | ActivityOf<"dispute-resolved"> | null {
  const found = newest(
    activities.filter((activity) => (activity.kind === "dispute" || activity.kind === "dispute-resolved") && activity.item === item),
    ["dispute", "dispute-resolved"],
  );
  return found?.kind === "dispute" || found?.kind === "dispute-resolved" ? found : null;
}
