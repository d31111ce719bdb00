import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { readDay } from "./context.ts";

/** "2026-12-01:500.00" as an option gives it; the amount in major units. @throws UserError `option-invalid` */
export function readDayAmount(option: string, text: string): { readonly day: Day; readonly amount: string } {
  const [day, amount, more] = text.split(":");
  if (!amount || more !== undefined) throw new UserError("option-invalid", `${option} "${text}" is not DAY:AMOUNT, such as 2026-12-01:500.00.`);
  return { day: readDay(option, day!), amount };
}
