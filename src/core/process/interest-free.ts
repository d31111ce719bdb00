import type { FreeStretch } from "../claim/interest.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { ActivityOf } from "./activity.ts";
import type { Context } from "./context.ts";
import { disputeWords } from "./dispute.ts";
import { planCovers } from "./plan.ts";

type Dispute = ActivityOf<"dispute">;

/** What is in dispute bears no interest until it is answered, nor what a plan covers that waives it. */
export function interestFree(item: OpenItem, context: Context): FreeStretch[] {
  const free = [...(context.disputes.has(item.item) ? disputes(item, context) : []), ...waivingPlans(item, context)];
  return free.filter(({ from, to }) => to === null || from <= to);
}

/** A later dispute of the item takes the place of the one before. */
function disputes(item: OpenItem, { view: { activities } }: Context): FreeStretch[] {
  const free: FreeStretch[] = [];
  let open: Dispute | null = null;
  for (const word of disputeWords(activities)) {
    if (word.item !== item.item) continue;
    if (word.kind === "dispute") {
      if (open) free.push(stretch(item, open, addDays(word.happenedOn, -1)));
      open = word;
    } else if (open) {
      free.push(stretch(item, open, word.outcome === "justified" ? justifiedThrough(item, open) : addDays(word.happenedOn, -1)));
      open = null;
    }
  }
  return open ? [...free, stretch(item, open, null)] : free;
}

function stretch(item: OpenItem, dispute: Dispute, to: Day | null): FreeStretch {
  const { happenedOn, amountMinor = null } = dispute;
  if (amountMinor === null) return { from: happenedOn, to, lessMinor: null };
  // A credit memo takes its amount off for good: it is not taken off twice.
  const credited = sumMinor(creditsSince(item, dispute).map((credit) => credit.amountMinor));
  return { from: happenedOn, to, lessMinor: amountMinor > credited ? amountMinor - credited : 0n };
}

/** Where the debtor was right, a credit memo is to come; once it has, what is left of an item disputed in whole is owed like any other. */
function justifiedThrough(item: OpenItem, dispute: Dispute): Day | null {
  const first = (dispute.amountMinor ?? null) === null ? earliest(...creditsSince(item, dispute).map(({ day }) => day)) : null;
  return first && addDays(first, -1);
}

function creditsSince({ parts, lowered }: OpenItem, { knownOn }: Dispute): { day: Day; amountMinor: bigint }[] {
  const memos = parts.filter((part) => part.isRemission && part.knownOn >= knownOn).map((part) => ({ day: part.bookedOn, amountMinor: part.amountMinor }));
  const cuts = lowered.filter((cut) => cut.knownOn >= knownOn).map((cut) => ({ day: cut.knownOn, amountMinor: cut.byMinor }));
  return [...memos, ...cuts];
}

/** A plan that waives interest does so while it runs. */
function waivingPlans(item: OpenItem, { view: { activities }, plans }: Context): FreeStretch[] {
  return plans.flatMap(({ plan, brokenAfter }) => {
    if (plan.interest !== "waived" || !planCovers(plan, item)) return [];
    const withdrawn = activities.find((activity) => activity.kind === "plan-withdrawn" && activity.plan === plan.id);
    return [{ from: plan.happenedOn, to: earliest(brokenAfter, withdrawn && addDays(withdrawn.happenedOn, -1)), lessMinor: null }];
  });
}
