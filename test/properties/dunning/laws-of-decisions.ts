import { lateInterest } from "../../../src/core/claim/interest.ts";
import type { ActivityOf } from "../../../src/core/process/activity.ts";
import type { Block, Charge } from "../../../src/core/process/decision.ts";
import { stepRank } from "../../../src/core/process/procedure.ts";
import { addDays, parseDay } from "../../../src/core/values/day.ts";
import { claimLawOf, procedureOf } from "./histories.ts";
import { accountStops, arePaymentsKnown, disputedOf, isReversalOpen, plansOver, promisesOver, runningHolds, standingOf } from "./held.ts";
import type { Law } from "./laws.ts";
import { openAfter, openFrom } from "./naive.ts";
import { type Decided, type Past, type Played, play } from "./play.ts";

/** A law about every decision, also those that send nothing. */
function ofEach(name: string, look: (decided: Decided, played: Played, wrong: (what: string) => void) => void): Law {
  return {
    name,
    check: (engine, history) => {
      const violations: string[] = [];
      const played = play(engine, history);
      for (const each of played.decided) look(each, played, (what) => violations.push(`${each.past.currency} on ${each.day} (${each.decision.kind}): ${what}`));
      return violations;
    },
  };
}

const sums: Law = ofEach("items and charges less credits are the total, in the account's own currency", ({ decision, past }, _, wrong) => {
  const { items, charges, credits, totalMinor, left } = decision;
  const documents = [...items.map(({ item }) => item), ...left.map(({ item }) => item), ...credits].map(({ document }) => document);
  for (const document of documents) if (!document.startsWith(past.currency) && !document.startsWith("PLAN-")) wrong(`${document} is another account's`);
  const naive = past.ledger.credits.map(({ document, openMinor }) => `${document} ${openMinor}`).sort();
  const told = credits.map(({ document, openMinor }) => `${document} ${openMinor}`).sort();
  if (naive.join() !== told.join()) wrong(`credits are ${naive.join()}, not ${told.join()}`);
  let total = 0n;
  for (const { item } of items) {
    const owed = past.ledger.items.get(item.item);
    const rest = owed && owed.openMinor - disputedOf(past, owed).excludedMinor;
    if (!item.plan && item.openMinor !== owed?.openMinor && item.openMinor !== rest)
      wrong(`${item.document} is open with ${owed?.openMinor}, not ${item.openMinor}`);
    total += item.openMinor;
  }
  for (const { amountMinor } of charges) total += amountMinor;
  for (const { openMinor } of past.ledger.credits) total -= openMinor;
  if (total !== totalMinor) wrong(`the total is ${total}, not ${totalMinor}`);
});

const complete: Law = ofEach(
  "every open item is in the decision with all that is open: asked for, or left out with the reason",
  ({ decision, past }, _, wrong) => {
    if (decision.kind === "clear") return past.ledger.items.size > 0 ? wrong("items are open") : undefined;
    // What waits because another account's message goes first names what its message would.
    const isPostponed = decision.why[0]?.code === "debtor-gap";
    // Beside placed items only those are looked at of which somebody has decided.
    const isPlaced = decision.left.some(({ block }) => block === "placed");
    for (const { item, newest, openMinor } of past.ledger.items.values()) {
      const told = [...decision.items, ...decision.left].filter((each) => each.item.item === item).map((each) => each.item.openMinor);
      const sum = told.reduce((a, b) => a + b, 0n);
      // A letter names what it asks for, and what of all items is disputed or held; what only waits is not in it.
      const isAsked = decision.items.some((each) => each.item.item === item);
      if (isAsked ? sum !== openMinor : sum > openMinor) wrong(`${newest.document} stands in it with ${sum} of ${openMinor}`);
      if (told.length === 0 && decision.kind === "wait" && !isPostponed && !isPlaced) wrong(`${newest.document} is not in it`);
    }
  },
);

/** Names of events that can end a wait, a block or a task. */
const EVENTS = new Set([
  "insolvency-ended",
  "contact-allowed",
  "hold-lifted",
  "reply-read",
  "delivery-resolved",
  "payments-posted",
  "cash-applied",
  "reversal-acknowledged",
  "credit-applied",
  "dispute-resolved",
  "credit-memo-booked",
  "amount-reached",
  "plan-ended",
  "recalled",
  "direct-debit-returned",
  "address-fixed",
  "letter-fixed",
  "placed-or-released",
  "two-approvals",
  "sales-check-answered",
  "called",
]);

const ends: Law = ofEach(
  "every decision has its reasons, and every wait, block and task names the day or the event that ends it",
  ({ decision, day }, _, wrong) => {
    const { kind, why, ends: end, reviewOn, left } = decision;
    if (why.length === 0) wrong("there is no reason");
    for (const { code } of why) if (!code) wrong("a reason has no code");
    for (const each of left) if (!each.block) wrong(`${each.item.document} is left out without a block`);
    if (kind === "clear" || kind === "dun") return end === null ? undefined : wrong(`ends with ${end}`);
    if (!end || !(parseDay(end) || EVENTS.has(end))) wrong(`ends with ${end}`);
    if (end && parseDay(end) && end <= day) wrong(`ended on ${end} already`);
    if (kind === "wait" && (decision.until <= day || decision.until !== end)) wrong(`waits until ${decision.until} and ends with ${end}`);
    if (kind === "wait" && (!reviewOn || reviewOn > decision.until)) wrong(`waits until ${decision.until} and is looked at on ${reviewOn}`);
    if (reviewOn && reviewOn < day) wrong(`was to be looked at on ${reviewOn}`);
  },
);

/** What must be true where a block is named; of the others the laws of letters speak. */
function isJustified(block: Block, past: Past, item: number | null, { history, isOpen }: Played): boolean {
  const procedure = procedureOf(history);
  const owed = item === null ? null : past.ledger.items.get(item);
  const items = owed ? [owed] : [...past.ledger.items.values()];
  const tolerated = (day: `${number}-${number}-${number}`, count: number) => past.day <= openAfter(isOpen, day, count);
  switch (block) {
    case "insolvency":
    case "stop-contact":
      return accountStops(past).includes(block);
    case "hold":
      return runningHolds(past).some((hold) => hold.kind === "debtor-hold" || item === null || hold.item === null || hold.item === item);
    case "disputed":
      return (
        items.some((each) => disputedOf(past, each).state === "disputed") ||
        past.activities.some((each) => each.kind === "sales-check" && each.answer === "dispute")
      );
    case "credit-expected":
      return items.some((each) => disputedOf(past, each).state === "credit-expected");
    case "promised":
      return items.some((each) => promisesOver(past, each).some(({ day }) => tolerated(day, procedure.promise.toleranceBankDays)));
    case "planned":
      return items.some((each) => plansOver(past, each).some(({ instalments }) => tolerated(instalments.at(-1)!.day, procedure.plan.toleranceBankDays)));
    case "direct-debit":
      return items.some(({ newest }) => newest.directDebit);
    case "stale-payments":
      return !arePaymentsKnown(past, procedure, isOpen);
    case "unapplied-cash":
      return past.ledger.credits.some(({ isPayment }) => isPayment);
    case "reversal":
      return items.some(({ takenBack }) => takenBack.length > 0) || isReversalOpen(past);
    case "credit-covers":
      return past.ledger.credits.length > 0;
    case "placed":
      return [...past.ledger.items.values()].some((each) => standingOf(past, each.item)?.level === "final");
    case "minimum":
      return Object.values(procedure.steps).some(({ minimum }) => minimum.percent > 0 || Object.keys(minimum.amount).length > 0);
    default:
      return true;
  }
}

const justified: Law = ofEach("nothing is held back without a cause that stands in the log", (decided, played, wrong) => {
  const { decision, past } = decided;
  if (decision.kind === "blocked" && !isJustified(decision.block, past, null, played)) wrong(`nothing says ${decision.block}`);
  for (const { item, block } of decision.left) if (!isJustified(block, past, item.item, played)) wrong(`nothing says ${block} of ${item.document}`);
  if (decision.kind === "task" && ["answer-reply", "resolve-uncertain"].includes(decision.task) && !accountStops(past).includes(decision.task))
    wrong(`nothing asks for ${decision.task}`);
  if (decision.kind === "hand-over") {
    for (const { item, step } of decision.items) {
      const isPlaced = past.activities.some((each) => each.kind === "beside-placed" && each.items.includes(item.item));
      if (step !== "third" && !isPlaced) wrong(`${item.document} is at ${step}, and to be handed over`);
    }
  }
});

const levels: Law = ofEach("what does not leave stands at the step that its letters have reached", ({ decision, past }, _, wrong) => {
  if (decision.kind === "dun") return;
  for (const { item, step } of decision.items) {
    const level = item.plan ? step : (standingOf(past, item.item)?.level ?? null);
    if (step !== level) wrong(`${item.document} stands at ${level}, not at ${step}`);
  }
});

const tasks: Law = ofEach("people are told of disputes to answer and of credit memos to book", ({ decision, past }, _, wrong) => {
  if (decision.kind === "clear") return;
  for (const owed of past.ledger.items.values()) {
    const { state } = disputedOf(past, owed);
    const task = state === "disputed" ? "answer-dispute" : state === "credit-expected" ? "book-credit-memo" : null;
    if (task && !decision.tasks.some((each) => each.task === task && each.why.document === owed.newest.document))
      wrong(`nobody is told to ${task} about ${owed.newest.document}`);
  }
});

const charged: Law = ofEach(
  "a charge exists once, is open as the ledger says, and is no more than the law and the procedure grant",
  (decided, { history }, wrong) => {
    const { decision, past, day } = decided;
    const procedure = procedureOf(history);
    const law = claimLawOf(history);
    for (const charge of decision.charges) {
      if (charge.booked !== null) {
        const owed = past.ledger.charges.get(charge.booked);
        if (owed?.openMinor !== charge.amountMinor) wrong(`charge ${charge.booked} is open with ${owed?.openMinor}, not ${charge.amountMinor}`);
        continue;
      }
      if (decision.kind !== "dun") wrong(`makes a charge for ${charge.document}`);
      newCharge(decided, charge, wrong);
      if (charge.kind === "fee") {
        const fee = decision.kind === "dun" ? procedure.steps[decision.step].fee : {};
        if (Number(fee[past.currency] ?? fee["*"] ?? 0) * 100 !== Number(charge.amountMinor)) wrong(`the fee is ${charge.amountMinor}`);
        continue;
      }
      const own = decision.items.find(({ item }) => item.item === charge.item);
      if (!own?.step || stepRank(own.step) < stepRank(procedure.charges.from)) wrong(`${charge.kind} on ${charge.document}, which has come to ${own?.step}`);
      if (charge.kind === "lump-sum" && (!law?.lumpSum || law.lumpSum.currency !== past.currency || charge.amountMinor !== 40_00n))
        wrong(`a lump sum of ${charge.amountMinor}`);
      if (charge.kind !== "interest" || !own) continue;
      if (charge.calculation.some(({ from }) => from <= own.item.due) || charge.to !== day) wrong(`interest from ${charge.from} to ${charge.to}`);
      // Never more than the whole amount would have borne from the due date on.
      const most = law && lateInterest({ law, due: own.item.due, amountMinor: own.item.amountMinor, payments: [], from: null, to: day });
      if (!most || "refused" in most || charge.amountMinor > most.segments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) + 2n)
        wrong(`interest of ${charge.amountMinor}`);
    }
  },
);

/** A charge exists once per (item, kind, period), whether it was paid, waived or is open. */
function newCharge({ past }: Decided, { kind, item, from, to, document }: Charge, wrong: (what: string) => void): void {
  for (const { newest } of past.ledger.all.values()) {
    const made = newest.charge;
    if (!made || made.kind !== kind || made.item !== item) continue;
    if (kind === "lump-sum" || (from <= made.to && made.from <= to)) wrong(`${kind} on ${document} was charged with ${made.letter} already`);
  }
}

const mustBeCharged: Law = ofEach("what the procedure charges is charged", ({ decision, past }, { history }, wrong) => {
  const procedure = procedureOf(history);
  const law = claimLawOf(history);
  if (decision.kind !== "dun" || procedure.charges.lumpSum === "none" || !law) return;
  for (const { item, step } of decision.items) {
    if (item.plan || stepRank(step!) < stepRank(procedure.charges.from) || law.lumpSum?.currency !== past.currency) continue;
    // One for the invoice, whichever of its instalments brought it about.
    const isOfInvoice = (of: number) => past.ledger.all.get(of)?.newest.document === item.document;
    const before = [...past.ledger.all.values()].some(({ newest }) => newest.charge?.kind === "lump-sum" && isOfInvoice(newest.charge.item));
    const made = decision.charges.filter(({ kind, item: of, booked }) => kind === "lump-sum" && booked === null && isOfInvoice(of));
    const now = made.length > 0;
    if (made.length > (before ? 0 : 1)) wrong(`${item.document} bears a second lump sum`);
    const isWhole = past.ledger.items.get(item.item)!.parts.length === 0;
    if (isWhole && !before && !now) wrong(`there is no lump sum on ${item.document}`);
  }
});

const askedBeside: Law = ofEach("somebody is asked about what falls due beside placed items", ({ decision, past }, { history, isOpen }, wrong) => {
  if (decision.kind !== "blocked" || decision.block !== "placed" || accountStops(past).length > 0) return;
  const procedure = procedureOf(history);
  for (const owed of past.ledger.items.values()) {
    const due = addDays(openFrom(isOpen, owed.newest.due ?? owed.newest.issued), procedure.graceDays);
    if (due >= past.day || standingOf(past, owed.item)?.level === "final") continue;
    const isHeld =
      runningHolds(past).some((hold) => hold.kind === "hold" && hold.item === owed.item) ||
      owed.newest.directDebit ||
      disputedOf(past, owed).excludedMinor > 0n;
    const isAgreedOn = promisesOver(past, owed).length > 0 || plansOver(past, owed).length > 0;
    const isAnswered = past.activities.some((each) => each.kind === "beside-placed" && each.items.includes(owed.item));
    if (!isHeld && !isAgreedOn && !isAnswered) wrong(`nobody is asked about ${owed.newest.document}`);
  }
});

const afterBreach: Law = ofEach(
  "after a broken promise the next step comes on the next business day (R15)",
  ({ decision, past }, { history, isOpen }, wrong) => {
    if (decision.kind !== "wait") return;
    const procedure = procedureOf(history);
    const [promise, ...others] = past.activities.filter((each): each is ActivityOf<"promise"> => each.kind === "promise");
    if (!promise || others.length > 0 || past.activities.some(({ kind }) => kind === "plan" || kind === "dispute" || kind === "promise-withdrawn")) return;
    const due = openFrom(isOpen, addDays(openAfter(isOpen, promise.day, procedure.promise.toleranceBankDays), 1));
    if (past.day < due) return;
    for (const owed of past.ledger.items.values()) {
      const standing = standingOf(past, owed.item);
      if (!standing || !["first", "second"].includes(standing.level) || standing.letter.sentOn > promise.happenedOn || promisesOver(past, owed).length === 0)
        continue;
      const isPaid = owed.parts.length > 0 || [...past.ledger.all.values()].some(({ parts }) => parts.length > 0);
      const waits = decision.why.find(({ code, document }) => /^waits-(second|third)$/.test(code) && document === owed.newest.document);
      if (!isPaid && owed.newest.instalment === 1 && waits)
        wrong(`${owed.newest.document} waits until ${String(waits.day)}, although a promise was broken on ${due}`);
    }
  },
);

export const lawsOfDecisions: readonly Law[] = [sums, ends, askedBeside, afterBreach, justified, levels, complete, tasks, charged, mustBeCharged];
