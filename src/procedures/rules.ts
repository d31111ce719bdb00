import type { z } from "zod";
import type { ProcedureFile } from "./schema.ts";

/** Says at a path what is to be written there. */
type Refuse = (path: string, text: string) => void;

/**
 * What the values of a procedure ask of each other: an order of steps that can be kept, so that no account ever waits for
 * a day that does not come, and no letter asks for what the one before it still leaves time for.
 */
export function refuseWhatCannotMoveOn(file: ProcedureFile, context: z.core.$RefinementCtx): void {
  const refuse: Refuse = (path, text) => context.addIssue({ code: "custom", path: path.split("."), message: text });
  refuseMessages(file.steps, refuse);
  refuseLetters(file.steps, refuse);
  refuseLeads(file.steps, refuse);
  refuseVoice(file.steps, refuse);
  refuseAround(file, refuse);
}

function refuseMessages({ reminder, "past-due": notice }: ProcedureFile["steps"], refuse: Refuse): void {
  if (reminder !== "none") {
    if (reminder.days >= 0) refuse("steps.reminder.days", "must be negative: a reminder goes before the due date");
    else if (-reminder.days < reminder.leastLeadDays)
      refuse("steps.reminder.days", `must be -${reminder.leastLeadDays} or earlier: leastLeadDays lie between delivery and the due date`);
    if (reminder.payBy !== "due-date") refuse("steps.reminder.payBy", 'must be "due-date": nobody has to pay earlier or later than that');
    if (Object.keys(reminder.fee).length > 0) refuse("steps.reminder.fee", "must be left out: nobody is late yet");
  }
  if (notice !== "none") {
    if (notice.days < 1) refuse("steps.past-due.days", "must be at least 1: on the due date itself nobody is late");
    if (notice.payBy === "due-date") refuse("steps.past-due.payBy", "must be a number of days: the due date has passed by then");
  }
}

function refuseLetters({ "past-due": notice, first, second, third, final }: ProcedureFile["steps"], refuse: Refuse): void {
  if (first.from !== "due-date") refuse("steps.first.from", 'must be "due-date": no letter goes before the first');
  else if (notice !== "none" && first.days <= notice.days + (notice.payBy === "due-date" ? 0 : notice.payBy)) {
    refuse("steps.first.days", "must be later than the past-due notice and the days to pay that it gives");
  } else if (first.days < 1) refuse("steps.first.days", "must be at least 1: on the due date itself nobody is late");
  for (const [name, letter, before, payBy] of [
    ["second", second, "first", first.payBy],
    ["third", third, "second", second.payBy],
  ] as const) {
    if (letter.from !== "delivery") refuse(`steps.${name}.from`, 'must be "delivery": it follows the letter before');
    else if (letter.days <= payBy)
      refuse(`steps.${name}.days`, `must be more than ${payBy}: the ${before} letter gives so many days to pay (steps.${before}.payBy)`);
  }
  for (const [name, { approval }] of Object.entries({ third, final })) {
    if (approval === "none") refuse(`steps.${name}.approval`, 'must be "required": from the third letter on a person answers for it');
  }
}

function refuseLeads({ reminder: _reminder, final: _final, ...steps }: ProcedureFile["steps"], refuse: Refuse): void {
  for (const [name, step] of Object.entries(steps)) {
    if (step === "none" || step.payBy === "due-date") continue;
    if (step.leastLeadDays < 1) refuse(`steps.${name}.leastLeadDays`, "must be at least 1: nobody can pay before the letter is there");
    if (step.payBy < step.leastLeadDays) refuse(`steps.${name}.payBy`, `must be at least ${step.leastLeadDays}, the leastLeadDays of the same step`);
  }
}

/** What the debtor must be able to read and keep never goes by voice alone: from the third letter on. */
function refuseVoice({ third, final }: ProcedureFile["steps"], refuse: Refuse): void {
  if (third.channels.includes("voice"))
    refuse("steps.third.channels", 'must not name voice: the last demand goes in writing; "also: [voice]" tells of it besides');
  for (const list of ["channels", "also"] as const)
    if (final[list].includes("voice")) refuse(`steps.final.${list}`, "must not name voice: the notice of a hand-over goes in writing only");
}

const FIRM: ReadonlySet<string> = new Set(["first", "second", "third"]);

function refuseAround({ gapDays, calls, charges, freshness, salesCheck }: ProcedureFile, refuse: Refuse): void {
  if (gapDays.letters < gapDays.messages) refuse("gapDays.letters", `must be at least ${gapDays.messages}: a letter is a message too (gapDays.messages)`);
  if (calls.after === "none" && calls.waits) refuse("calls.waits", 'must be false where calls.after is "none": there is no call to wait for');
  if (calls.waits && calls.waitBusinessDays < 1) refuse("calls.waitBusinessDays", "must be at least 1 where calls.waits is true");
  if (charges.from === "reminder") refuse("charges.from", 'must be "past-due" or a later step: before the due date nobody is late');
  if (freshness.from === "final") refuse("freshness.from", 'must be "third" or an earlier step: the last demand never rests on old payments');
  if (!FIRM.has(salesCheck.before)) refuse("salesCheck.before", 'must be "first", "second" or "third"');
}
