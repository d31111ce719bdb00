import type { Charge, DecidedItem, Reason } from "./decision.ts";
import type { Step } from "./procedure.ts";
import type { Context } from "./context.ts";
import type { AccountView } from "./view.ts";

export interface Charged {
  readonly charges: readonly Charge[];
  /** Why something is not charged although the procedure asks for it. */
  readonly why: readonly Reason[];
}

/** Charges that earlier letters made and that are still open. */
export function bookedCharges(_view: AccountView): readonly Charge[] {
  return [];
}

const NONE: Charged = { charges: [], why: [] };

/**
 * What a letter of this step adds to the claim: charges that earlier letters made and that are still open, and those that
 * this one makes. Nothing where the procedure charges nothing (R24).
 */
export function chargesOf(_context: Context, _step: Step, _items: readonly DecidedItem[]): Charged {
  return NONE;
}
