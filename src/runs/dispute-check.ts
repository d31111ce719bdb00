import type { Happening } from "../core/process/activity.ts";
import { disputeStates, type DisputeState } from "../core/process/dispute.ts";
import { DISPUTE_REASONS } from "../core/process/dispute-reason.ts";
import { UserError } from "../core/user-error.ts";
import type { RecordGround } from "./record-ground.ts";

type Disputed = Extract<Happening, { kind: "dispute" }>;

export function checkDispute(dispute: Disputed, ground: RecordGround): string[] {
  const { view, money, documentOf, happenedOn } = ground;
  const document = documentOf(dispute.item);
  if (!DISPUTE_REASONS.some((reason) => reason === dispute.reason))
    throw new UserError("dispute-reason", `"${dispute.reason}" is no reason of a dispute. Known: ${DISPUTE_REASONS.join(", ")}.`);
  if (dispute.answerBy && dispute.answerBy < happenedOn)
    throw new UserError("dispute-answer-past", `A dispute of ${happenedOn} cannot be answered by ${dispute.answerBy}: name a day that is still to come.`);
  const open = view.ledger.items.find(({ item }) => item === dispute.item)?.openMinor ?? 0n;
  const amount = dispute.amountMinor ?? null;
  if (amount !== null && amount <= 0n)
    throw new UserError("dispute-amount", `${money(amount)} of ${document} cannot be in dispute: name an amount, or leave it out for the whole.`);
  if (amount !== null && amount > open) throw new UserError("dispute-amount", `Only ${money(open)} of ${document} is open: no more can be in dispute.`);
  const before = openDispute(dispute.item, ground);
  return [
    ...(open === 0n ? [`Nothing is open of ${document}: the dispute is noted, and there is nothing to hold back.`] : []),
    ...(before ? [`${document} has been in dispute since ${before.dispute.happenedOn} (${before.dispute.reason}): this takes its place.`] : []),
  ];
}

export function checkResolution(resolution: Extract<Happening, { kind: "dispute-resolved" }>, ground: RecordGround): string[] {
  const { documentOf, asOf } = ground;
  const document = documentOf(resolution.item);
  if (!openDispute(resolution.item, ground))
    throw new UserError("dispute-none", `No dispute of ${document} is open. Record the dispute first, or look at the account: firmly account.`);
  if (resolution.outcome === "justified" && resolution.payBy !== null)
    throw new UserError("dispute-pay-by", "What was disputed rightly need not be paid: leave --pay-by out.");
  if (resolution.payBy !== null && resolution.payBy < asOf)
    throw new UserError("dispute-pay-by", `The answer is given on ${asOf}, so that nobody can pay by ${resolution.payBy}: name a later day.`);
  return [];
}

function openDispute(item: number, { view }: RecordGround): DisputeState | null {
  const state = disputeStates(view).get(item);
  return state?.state === "open" ? state : null;
}
