import type { OpenItem } from "../ledger/open-items.ts";
import { sumMinor } from "../values/money.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { AccountView } from "./view.ts";

type Dispute = ActivityOf<"dispute">;
type Answer = ActivityOf<"dispute-resolved">;

/** The newest word on an item in dispute, and what of it stays out of letters for it. */
export interface DisputeState {
  readonly dispute: Dispute;
  readonly answer: Answer | null;
  readonly state: "open" | "credit-expected" | "answered";
  /** Minor units; never more than is open. */
  readonly excludedMinor: bigint;
}

const NONE: ReadonlyMap<number, DisputeState> = new Map();

/** Disputes and their answers in the order in which they became known: one of an earlier day may be recorded later. */
export function disputeWords(activities: readonly Activity[]): readonly (Dispute | Answer)[] {
  const words = activities.filter((activity): activity is Dispute | Answer => activity.kind === "dispute" || activity.kind === "dispute-resolved");
  return words.sort((a, b) => (a.knownOn < b.knownOn ? -1 : a.knownOn > b.knownOn ? 1 : a.id - b.id));
}

/** By item; items never disputed are not in it. */
export function disputeStates(view: Pick<AccountView, "activities" | "ledger">): ReadonlyMap<number, DisputeState> {
  const words = disputeWords(view.activities);
  if (words.length === 0) return NONE;
  const open = new Map(view.ledger.items.map((item) => [item.item, item]));
  const said = new Map<number, { dispute: Dispute; answer: Answer | null }>();
  for (const word of words) {
    const before = said.get(word.item);
    if (word.kind === "dispute") said.set(word.item, { dispute: word, answer: null });
    else if (before) said.set(word.item, { ...before, answer: word });
  }
  const states = new Map<number, DisputeState>();
  for (const [item, { dispute, answer }] of said) {
    const excludedMinor = excluded(dispute, answer, open.get(item));
    states.set(item, { dispute, answer, excludedMinor, state: answer === null ? "open" : excludedMinor > 0n ? "credit-expected" : "answered" });
  }
  return states;
}

/**
 * An open dispute keeps its amount out. One found justified does so until the credit memo is booked, or the invoice comes
 * with a lower amount: whoever was right is not asked for the same money again.
 */
function excluded({ amountMinor = null }: Dispute, answer: Answer | null, item: OpenItem | undefined): bigint {
  if (!item || answer?.outcome === "unjustified") return 0n;
  let kept = amountMinor ?? item.openMinor;
  if (answer) {
    const credited = creditedSince(item, answer);
    kept = amountMinor === null && credited > 0n ? 0n : kept - credited;
  }
  return kept <= 0n ? 0n : kept < item.openMinor ? kept : item.openMinor;
}

function creditedSince({ parts, lowered }: OpenItem, answer: Answer): bigint {
  const credits = parts.filter((part) => !part.isPayment && part.knownOn >= answer.knownOn).map((part) => part.amountMinor);
  const cuts = lowered.filter((cut) => cut.knownOn >= answer.knownOn).map((cut) => cut.byMinor);
  return sumMinor([...credits, ...cuts]);
}
