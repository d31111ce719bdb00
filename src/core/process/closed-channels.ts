import type { Day } from "../values/day.ts";
import type { ActivityOf, ContactChannel } from "./activity.ts";
import type { AccountView, ClosedChannels } from "./view.ts";

const NONE: ClosedChannels = new Set();

/**
 * Ways that must not be used today: what the debtor asked not to be used, and an address from which the last letter came
 * back, as long as nobody has mended it.
 */
export function closedChannels(view: AccountView, today: Day): ClosedChannels {
  const holds = channelHolds(view, today);
  const bounced = bouncedChannels(view);
  if (holds.length === 0 && bounced.length === 0) return NONE;
  const closed = new Set<ContactChannel>(bounced);
  for (const { channel, contact } of holds) {
    if (contact === null) closed.add(channel!);
    else if (contact === view.reach.email) closed.add("email");
    else if (contact === view.reach.phone) closed.add("phone").add("voice");
  }
  return closed;
}

function channelHolds(view: AccountView, today: Day): ActivityOf<"debtor-hold">[] {
  return openDebtorHolds(view, today).filter(({ channel, contact }) => channel !== null || contact !== null);
}

/** Holds over the debtor that are running today. */
export function openDebtorHolds(view: AccountView, today: Day): ActivityOf<"debtor-hold">[] {
  const open: ActivityOf<"debtor-hold">[] = [];
  const lifted = new Set<number>();
  for (const activities of [view.activities, view.debtorActivities]) {
    for (const activity of activities) {
      if (activity.kind === "debtor-lift") lifted.add(activity.hold);
      else if (activity.kind === "debtor-hold" && (!activity.until || today <= activity.until)) open.push(activity);
    }
  }
  return lifted.size > 0 ? open.filter(({ id }) => !lifted.has(id)) : open;
}

function add(bounced: Set<ContactChannel>, channel: string): void {
  if (channel === "email" || channel === "post" || channel === "voice") bounced.add(channel);
}

/**
 * Ways on which a letter of the account came back, or that took none, since somebody mended it. That nobody listened to a voice message says
 * nothing of the number: the letter goes by another way, and the next one may be spoken again.
 */
function bouncedChannels(view: AccountView): ContactChannel[] {
  const bounced = new Set<ContactChannel>();
  for (const activity of view.activities) {
    if (activity.kind === "delivery-held-resolved") bounced.clear();
    else if (activity.kind === "letter") bounced.delete("voice");
    else if (activity.kind === "letter-returned") add(bounced, activity.channel);
    else if (activity.kind === "delivery-held" && activity.code === "address") for (const channel of activity.channels ?? []) add(bounced, channel);
  }
  return [...bounced];
}
