import type { EarlierContact } from "../core/letter/elements.ts";
import { CALLED_AS } from "../core/letter/call-outcome.ts";
import type { ElsewhereItem, LetterFacts } from "../core/letter/notice.ts";
import type { Activity, ActivityOf } from "../core/process/activity.ts";
import { undoneLetters } from "../core/process/dunning-state.ts";
import type { Decision } from "../core/process/decision.ts";
import { payByDay } from "../core/process/pay-by.ts";
import type { AccountView } from "../core/process/view.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor, Debtor } from "../core/values/party.ts";
import type { DecidedAccount } from "./decide-accounts.ts";

export type DunDecision = Extract<Decision, { kind: "dun" }>;

export interface LetterParties {
  readonly creditor: Creditor;
  readonly debtor: Debtor;
}

/**
 * Everything that the letter of a decision may state, taken from the account as it is known on the sending day.
 * `deliveredOn` is when its slowest channel is expected to arrive; the pay-by day is made anew from it (R5, R13).
 */
export function letterFacts(
  id: string,
  decided: DecidedAccount & { decision: DunDecision },
  parties: LetterParties,
  sentOn: Day,
  deliveredOn: Day,
): LetterFacts {
  const { decision, view, account, procedure, rules } = decided;
  const { consequences } = parties.creditor;
  return {
    letter: { id, reference: id },
    creditor: parties.creditor,
    debtor: parties.debtor,
    currency: account.currency,
    decision,
    sentOn,
    deliveredOn,
    payBy: payByDay(
      decision.step,
      deliveredOn,
      decision.items.map(({ item }) => item),
      procedure,
      rules,
    ),
    earlier: earlierContacts(view, decision),
    partPayments: partPayments(view, decision),
    elsewhere: elsewhere(view, decision),
    handedOverTo: decision.step === "final" ? (consequences.agency ?? consequences.attorney) : null,
    reportedTo: decision.step === "final" ? reportedTo(view, decision) : null,
    returnTo: null,
    thirtyDayNotice: rules.claimLaw?.jurisdiction === "de" && parties.debtor.type === "consumer",
  };
}

/** The bureau that was given a file with all of these items; one that never happened, or only in part, is never mentioned. */
function reportedTo({ activities }: AccountView, { items }: DunDecision): string | null {
  const report = activities.findLast(
    (activity): activity is ActivityOf<"credit-reported"> =>
      activity.kind === "credit-reported" && items.every(({ item }) => activity.items.includes(item.item)),
  );
  return report?.bureau ?? null;
}

/** Letters that named these items, and calls and other contacts since the oldest of them was issued, oldest first. */
function earlierContacts(view: AccountView, decision: DunDecision): EarlierContact[] {
  const items = new Set(decision.items.map(({ item }) => item.item));
  const since = decision.items.map(({ item }) => item.issued).reduce((a, b) => (a < b ? a : b));
  const undone = undoneLetters(view.activities);
  const contacts: EarlierContact[] = [];
  for (const activity of view.activities) {
    if (activity.kind === "letter") {
      if (undone.has(activity.letter) || !activity.items.some((each) => items.has(each.item))) continue;
      contacts.push({ day: activity.sentOn, kind: activity.step, channel: channelOf(activity) });
    } else if (activity.happenedOn >= since) {
      const called = activity.kind === "call" ? CALLED_AS[activity.outcome] : null;
      // The notice of referral says that payment was asked for; where nobody answered, it was not.
      if (called && !(called === "call-attempt" && decision.step === "final")) contacts.push({ day: activity.happenedOn, kind: called, channel: "phone" });
      if (activity.kind === "contact") contacts.push({ day: activity.happenedOn, kind: "contact", channel: activity.channel });
    }
  }
  return contacts.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Items left out because the day of an earlier letter still runs, with that letter: the debtor must not think them forgotten. */
function elsewhere({ activities }: AccountView, { left }: DunDecision): ElsewhereItem[] {
  return left.flatMap(({ item, block }) => {
    if (block !== "interval") return [];
    const letter = lastLetter(item.item, activities);
    return letter ? [{ document: item.document, step: letter.step, sentOn: letter.sentOn }] : [];
  });
}

/** The last letter that stands and named the item: one that was recalled or came back has told the debtor nothing. */
function lastLetter(item: number, activities: readonly Activity[]): ActivityOf<"letter"> | null {
  const undone = undoneLetters(activities);
  const found = activities.findLast(
    (activity) => activity.kind === "letter" && !undone.has(activity.letter) && activity.items.some((each) => each.item === item),
  );
  return found?.kind === "letter" ? found : null;
}

/** How it went, where that is known: a letter written to the outbox may have gone any way from there. */
function channelOf({ channels }: ActivityOf<"letter">): string | null {
  return channels.length === 1 && channels[0] !== "outbox" ? channels[0]! : null;
}

/** Part payments that no letter has named yet: those that became known after the item's last letter (R12). */
function partPayments({ activities }: AccountView, decision: DunDecision): { item: number; amountMinor: bigint; day: Day }[] {
  return decision.items.flatMap(({ item }) => {
    const last = lastLetter(item.item, activities);
    const unnamed = item.parts.filter((part) => !last || part.knownOn > last.sentOn);
    return unnamed.map((part) => ({ item: item.item, amountMinor: part.amountMinor, day: part.bookedOn }));
  });
}
