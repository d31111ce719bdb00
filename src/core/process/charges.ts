import type { Charge, DecidedItem } from "./decision.ts";
import type { Step } from "./procedure.ts";
import type { Context } from "./context.ts";

/**
 * What a letter of this step adds to the claim: charges that earlier letters made and that are still open, and those that
 * this one makes. Nothing where the procedure charges nothing (R24).
 */
export function chargesOf(_context: Context, _step: Step, _items: readonly DecidedItem[]): readonly Charge[] {
  return [];
}
