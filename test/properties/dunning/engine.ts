import { decideDay, deliverNow, takeBackCharges, viewOf } from "../../../src/core/insight/simulate.ts";
import { openItems } from "../../../src/core/ledger/open-items.ts";
import { decide } from "../../../src/core/process/decide.ts";

/** What of the core is on trial: the real one, or one with a fault planted in it. Everything else a law works out for itself. */
export interface Engine {
  readonly decideDay: typeof decideDay;
  readonly deliverNow: typeof deliverNow;
  readonly takeBackCharges: typeof takeBackCharges;
  readonly viewOf: typeof viewOf;
  readonly openItems: typeof openItems;
  readonly decide: typeof decide;
}

export const theEngine: Engine = { decideDay, deliverNow, takeBackCharges, viewOf, openItems, decide };
