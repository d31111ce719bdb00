import type { Entry } from "../ledger/entry.ts";
import { openItems } from "../ledger/open-items.ts";
import { allot } from "../process/allot.ts";
import { type Activity, type Happening, SEEN_BY_OTHERS } from "../process/activity.ts";
import { closedChannels } from "../process/closed-channels.ts";
import { decide } from "../process/decide.ts";
import type { Decision } from "../process/decision.ts";
import { dunningState, generationOf } from "../process/dunning-state.ts";
import { chargeEntry, newCharges } from "../process/made-charge.ts";
import type { LetterChannel, Procedure } from "../process/procedure.ts";
import type { AccountView, Rules } from "../process/view.ts";
import type { Day } from "../values/day.ts";

/** One account of a simulated debtor: its two append-only truths, as they would be in the store. */
export interface SimulatedAccount {
  readonly account: number;
  readonly currency: string;
  readonly entries: Entry[];
  readonly activities: Activity[];
}

export interface Simulation {
  readonly accounts: SimulatedAccount[];
  readonly procedure: Procedure;
  readonly rules: Rules;
  payments: AccountView["payments"];
  readonly salesCheckMinor: bigint | null;
  /** The ways of the letters, in their order; null: the outbox. */
  readonly channels?: readonly LetterChannel[] | null;
  reach?: AccountView["reach"];
  callsPossible?: boolean;
}

/** The decisions of a day for all accounts of the debtor, as a proposal would make them. */
export function decideDay(
  simulation: Simulation,
  today: Day,
): readonly { readonly account: SimulatedAccount; readonly decision: Decision; readonly view: AccountView }[] {
  const views = simulation.accounts.map((account) => ({ account, view: viewOf(simulation, account, today) }));
  const decided = views.map(({ account, view }) => ({
    account: account.account,
    creditor: "",
    view,
    rules: simulation.rules,
    decision: decide(view, simulation.procedure, simulation.rules, today),
  }));
  const allotted = allot(decided, simulation.procedure, today);
  return views.map(({ account, view }, index) => ({ account, view, decision: allotted[index]!.decision }));
}

export function viewOf(simulation: Simulation, account: SimulatedAccount, today: Day): AccountView {
  const known = (activity: Activity) => activity.knownOn <= today;
  const others = simulation.accounts.filter((other) => other !== account);
  return {
    currency: account.currency,
    ledger: openItems(account.entries, today),
    activities: account.activities.filter(known),
    debtorActivities: others.flatMap((other) => other.activities.filter((activity) => known(activity) && SEEN_BY_OTHERS.has(activity.kind))),
    proposedCash: [],
    payments: simulation.payments,
    salesCheckMinor: simulation.salesCheckMinor,
    reach: reachOf(simulation),
    callsPossible: simulation.callsPossible ?? true,
  };
}

export function reachOf({ reach }: Simulation): AccountView["reach"] {
  return reach ?? { email: "accounts@debtor.example", phone: "+49301234567", post: true };
}

export function record(simulation: Simulation, account: SimulatedAccount, happening: Happening, day: Day, by: string | null): Activity {
  const id = simulation.accounts.reduce((count, each) => count + each.activities.length, 1);
  const activity = { ...happening, id, account: account.account, happenedOn: day, knownOn: day, by };
  account.activities.push(activity);
  return activity;
}

/** Records the letter of a `dun` decision as delivered by one channel, as the delivery run does. */
export function deliverNow(simulation: Simulation, account: SimulatedAccount, view: AccountView, decision: Extract<Decision, { kind: "dun" }>, day: Day): void {
  const state = dunningState(view);
  const items = decision.items.map(({ item, step }) => ({ item: item.item, step: step!, generation: generationOf(state, item) }));
  const letter = `${account.currency}-${day}`;
  const happening: Happening = {
    kind: "letter",
    letter,
    step: decision.step,
    items,
    sentOn: day,
    deliveredOn: decision.deliveredOn,
    payBy: decision.payBy,
    channels: [simulation.channels?.find((channel) => !closedChannels(view, day).has(channel)) ?? "outbox"],
  };
  record(simulation, account, happening, day, null);
  for (const charge of newCharges(letter, decision.charges)) {
    account.entries.push(chargeEntry(charge, { id: letter, sentOn: day, payBy: decision.payBy }, account.entries.length + 1, day));
  }
}

/** Takes back what a letter has charged, as its recall does. */
export function takeBackCharges(account: SimulatedAccount, letter: string, day: Day): void {
  for (const { item, charge } of openItems(account.entries, day).charged) {
    if (charge.letter === letter) account.entries.push({ kind: "reversal", id: account.entries.length + 1, target: item, happenedOn: day, knownOn: day });
  }
}
