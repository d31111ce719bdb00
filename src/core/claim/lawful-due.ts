import { type IsBusinessDay, onOrAfter } from "../values/business-days.ts";
import type { Day } from "../values/day.ts";
import type { ClaimLaw } from "./claim-law.ts";

/** The day on which a debt is due in law, after which it is late: the printed one, moved on from a closed day where the law does so. */
export function lawfulDue({ closedDueDay }: ClaimLaw, printed: Day, isBusinessDay: IsBusinessDay): Day {
  return closedDueDay ? onOrAfter(isBusinessDay, printed) : printed;
}
