import type { Outcome } from "./deliver-approvals.ts";

/** In so many minutes something is looked at again. */
export type Later = number;

/** The debtor's other letter has been settled by then, or has failed and waits for its turn. */
const BUSY_MINUTES = 1;
const POSTPONED_MINUTES = 60;

/** The sooner of two; null: not at all. */
export function sooner(one: Later | null, other: Later | null): Later | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** What came of a job's letters, in numbers: of a hundred thousand nobody keeps a list. */
export class Tally {
  accepted = 0;
  held = 0;
  /** Late, never lost: when what waits is to be looked at again, on the day that it is by then. Null: nothing waits. */
  later: Later | null = null;
  /** The same for what waits for its turn or its channel only: nothing else of the run need be looked at for it. */
  turn: Later | null = null;

  add(outcome: Outcome): void {
    if (outcome === "gone") return;
    if (outcome === "busy") this.#wait(BUSY_MINUTES);
    else if ("deliveries" in outcome) this.accepted += outcome.deliveries.filter(({ state }) => state === "accepted").length;
    else {
      this.held++;
      const { inMinutes } = outcome.held;
      if (inMinutes !== undefined) this.turn = sooner(this.turn, inMinutes);
      else if (outcome.held.code === "postponed") this.#wait(POSTPONED_MINUTES);
    }
  }

  #wait(minutes: Later): void {
    this.later = sooner(this.later, minutes);
  }
}
