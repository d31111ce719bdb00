import type { NextDocument } from "../runs/record.ts";

/** What comes next, and what its day means: a letter's pay-by day is not the day on which it leaves. */
export function nextWords({ kind, step, task, block, payBy, until, ends }: Omit<NextDocument, "why">): string {
  const what = [task ? `${kind} ${task}${step ? ` before the ${step} letter` : ""}` : kind, task ? null : step, block].filter(Boolean).join(" ");
  if (payBy) return `${what}, pay by ${payBy}`;
  const end = until ?? ends;
  return end ? `${what}, until ${end.replace(/^(?!\d).*$/, (event) => event.replaceAll("-", " "))}` : what;
}
