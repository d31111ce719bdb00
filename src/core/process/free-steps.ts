import { type DailySchedule, FREE_STEPS } from "../values/daily.ts";
import { type Procedure, STEPS, type Step, stepRank } from "./procedure.ts";

/** A procedure as a creditor follows it that lets steps go without a person: those up to `upTo` need nobody's approval. */
export function withFreeSteps(procedure: Procedure, upTo: DailySchedule["approveUpTo"]): Procedure {
  if (upTo === null) return procedure;
  const free = (step: Step) => stepRank(step) <= stepRank(upTo) && (FREE_STEPS as readonly Step[]).includes(step);
  const steps = STEPS.map((step) => [step, free(step) ? { ...procedure.steps[step], approval: false } : procedure.steps[step]]);
  return { ...procedure, steps: Object.fromEntries(steps) as Procedure["steps"] };
}
