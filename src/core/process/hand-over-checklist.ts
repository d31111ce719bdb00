import { sumMinor } from "../values/money.ts";
import { debtorFacts, newest, openHolds } from "./block.ts";
import { openDebtorHolds } from "./closed-channels.ts";
import { letterPoints } from "./hand-over-letters.ts";
import { type CheckedPoint, type HandOverFacts, met, unknown, unmet } from "./hand-over-point.ts";
import { quarrelPoints } from "./hand-over-quarrels.ts";
import { moneyFence } from "./money-fence.ts";
import type { AccountView } from "./view.ts";

/**
 * The preconditions of a hand-over, each with its proof or what is missing. What is not known is told as unknown: a
 * limitation date is a lawyer's, and an outbox does not tell how its letters left.
 */
export function handOverChecklist(facts: HandOverFacts): readonly CheckedPoint[] {
  return [
    dayCome(facts),
    ...letterPoints(facts),
    ...quarrelPoints(facts),
    ...debtorPoints(facts),
    ...moneyPoints(facts),
    salesCheck(facts),
    unknown("limitation", { code: "check-limitation" }),
    facts.receiver === null ? unmet("receiver", { code: "check-receiver-missing" }, false) : met("receiver", { code: "check-receiver", name: facts.receiver }),
  ];
}

/** The blocking points that are not met. */
export function stillMissing(points: readonly CheckedPoint[]): readonly CheckedPoint[] {
  return points.filter(({ state, blocking }) => blocking && state !== "met");
}

/** Whatever else holds the account back, this point says it: its decision is a hand-over, or the notice that follows one. */
function dayCome({ decision, items }: HandOverFacts): CheckedPoint {
  if (items.length > 0 && (decision.kind === "hand-over" || (decision.kind === "dun" && decision.step === "final")))
    return met("day-come", { code: "check-day-come", documents: items.map(({ document }) => document) });
  const what = decision.kind === "blocked" ? decision.block : decision.kind === "task" ? decision.task : decision.kind === "dun" ? decision.step : null;
  return unmet("day-come", { code: "check-day-not-come", decision: [decision.kind, what].filter(Boolean).join(": "), ends: decision.ends });
}

function debtorPoints({ view, today, debtor }: HandOverFacts): CheckedPoint[] {
  const { insolvency, stopContact, reply } = debtorFacts(view);
  const holds = openHolds(view.activities, today);
  const debtorHold = openDebtorHolds(view, today).find((hold) => hold.channel === null && hold.contact === null);
  const hold = holds.find(({ item }) => item === null) ?? debtorHold ?? holds[0];
  return [
    insolvency ? unmet("not-insolvent", { code: "insolvency", day: insolvency.happenedOn }) : met("not-insolvent", { code: "check-not-insolvent" }),
    stopContact ? unmet("contact-allowed", { code: "stop-contact", day: stopContact.happenedOn }) : met("contact-allowed", { code: "check-contact-allowed" }),
    reply ? unmet("no-reply", { code: "reply-unread", day: reply.happenedOn }) : met("no-reply", { code: "check-no-reply" }),
    hold ? unmet("no-hold", { code: "hold", reason: hold.reason, day: hold.happenedOn, until: hold.until }) : met("no-hold", { code: "check-no-hold" }),
    debtor.hasAddress ? met("address", { code: "check-address" }) : unmet("address", { code: "check-address-missing" }, false),
    debtor.type === "unknown" ? unknown("debtor-type", { code: "check-type-unknown" }) : met("debtor-type", { code: "check-type", type: debtor.type }),
  ];
}

function moneyPoints(facts: HandOverFacts): CheckedPoint[] {
  const { view, procedure, rules, today, items, minimumMinor } = facts;
  const { ledger } = view;
  // The fence tells the first thing that is wrong: each question is put to it alone.
  const known: AccountView["payments"] = { through: today, by: "ledger" };
  const applied = { ...ledger, credits: ledger.credits.filter(({ kind }) => kind !== "payment") };
  const stale = moneyFence({ ...view, ledger: { ...applied, items: [] }, proposedCash: [] }, procedure, rules, today);
  const cash = moneyFence({ ...view, payments: known, ledger: { ...ledger, items: [] } }, procedure, rules, today);
  const reversal = moneyFence({ ...view, payments: known, ledger: applied, proposedCash: [] }, procedure, rules, today);
  const owed = sumMinor(items.map(({ openMinor }) => openMinor));
  const memos = ledger.credits.filter(({ kind }) => kind === "credit-memo");
  const covered = sumMinor(memos.map(({ openMinor }) => openMinor));
  const { through } = view.payments;
  return [
    stale ? unmet("payments-known", stale.why) : met("payments-known", { code: "check-payments-known", through }),
    cash ? unmet("cash-applied", cash.why) : met("cash-applied", { code: "check-cash-applied" }),
    reversal ? unmet("no-reversal", reversal.why) : met("no-reversal", { code: "check-no-reversal" }),
    memos.length > 0
      ? unmet("credits-applied", { code: "check-credits-open", documents: memos.map(({ document }) => document) }, covered >= owed)
      : met("credits-applied", { code: "check-credits-applied" }),
    minimumMinor !== null && owed < minimumMinor
      ? unmet("minimum", { code: "check-minimum-below" })
      : met("minimum", { code: minimumMinor === null ? "check-minimum-none" : "check-minimum" }),
  ];
}

/** Asked before `second`; an answer given since the oldest of the items' letters counts. */
function salesCheck({ view, procedure, items }: HandOverFacts): CheckedPoint {
  const owed = sumMinor(items.map(({ openMinor }) => openMinor));
  if (view.salesCheckMinor === null || owed <= view.salesCheckMinor) return met("sales-check", { code: "check-sales-not-needed" });
  const answer = newest(view.activities, ["sales-check"]);
  if (answer?.kind !== "sales-check") return unmet("sales-check", { code: "check-sales-unanswered" }, procedure.salesCheck.unanswered === "wait");
  if (answer.answer === "dispute") return unmet("sales-check", { code: "sales-dispute", day: answer.happenedOn, detail: answer.detail });
  return met("sales-check", { code: "check-sales-answered", day: answer.happenedOn, by: answer.by });
}
