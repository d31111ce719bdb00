import { isLetterStep, type Procedure, STEPS, type Step, stepRank } from "../../../src/core/process/procedure.ts";
import { addDays, type Day, daysBetween } from "../../../src/core/values/day.ts";
import { parseMinor } from "../../../src/core/values/money.ts";
import { EMAIL, procedureOf } from "./histories.ts";
import {
  accountStops,
  arePaymentsKnown,
  disputedOf,
  isPlanned,
  isPromised,
  isReturned,
  isReversalOpen,
  isUndone,
  isWhole,
  plansOver,
  promisesOver,
  runningHolds,
  standingLetters,
  standingOf,
} from "./held.ts";
import type { Law } from "./laws.ts";
import { type Owed, openAfter, openFrom, timesReopened } from "./naive.ts";
import { type Past, type Played, play, type Sent } from "./play.ts";

/** A law about every message that left. */
function ofEach(name: string, look: (sent: Sent, played: Played, wrong: (what: string) => void) => void): Law {
  return {
    name,
    check: (engine, history) => {
      const violations: string[] = [];
      const played = play(engine, history);
      for (const sent of played.sent) look(sent, played, (what) => violations.push(`${sent.letter.letter} (${sent.letter.step}): ${what}`));
      return violations;
    },
  };
}

/** The items that a message names: those of the ledger, not a plan's instalments. */
function named({ letter, past }: Sent): { owed: Owed; step: Step; generation: number }[] {
  return letter.items.flatMap(({ item, step, generation }) => {
    const owed = past.ledger.all.get(item);
    return owed ? [{ owed, step, generation }] : [];
  });
}

function dueOf({ newest }: Owed): Day {
  return newest.due ?? newest.issued;
}

/** The due date moved to a business day, and the days of grace. */
function stepDueOf(owed: Owed, { isOpen, history }: Played): Day {
  return addDays(openFrom(isOpen, dueOf(owed)), procedureOf(history).graceDays);
}

function daysOf({ steps }: Procedure, step: Step): number | null {
  const { trigger } = steps[step];
  return trigger.from === "never" ? null : "days" in trigger ? trigger.days : 0;
}

const steps: Law = ofEach("no step is skipped, doubled or taken back; a generation rises only by recall or re-opening", (sent, { sent: all }, wrong) => {
  const { past, account } = sent;
  for (const { owed, step, generation } of named(sent)) {
    const level = standingOf(past, owed.item)?.level ?? null;
    const [rank, before] = [stepRank(step), level === null ? -1 : stepRank(level)];
    if (rank <= before) wrong(`${owed.newest.document} was at ${level} already, and comes to ${step}`);
    const isPlacedToo = past.activities.some((each) => each.kind === "beside-placed" && each.items.includes(owed.item));
    if (rank > stepRank("first") && rank !== before + 1 && !(step === "final" && isPlacedToo)) wrong(`${owed.newest.document} skips from ${level} to ${step}`);
    const recalls = past.activities.filter(
      (each) =>
        (each.kind === "placement-recalled" && each.items.includes(owed.item)) ||
        (each.kind === "letter" &&
          each.items.some(({ item }) => item === owed.item) &&
          past.activities.some((by) => by.kind === "recall" && by.letter === each.letter)),
    );
    const expected = recalls.length + timesReopened(past.entries, owed.item);
    if (generation !== expected) wrong(`${owed.newest.document} is of generation ${generation}, not ${expected}`);
    const twice = all.find(
      (other) =>
        other.account === account &&
        other.letter.id < sent.letter.id &&
        !isReturned(other.letter, past.activities) &&
        other.letter.items.some((each) => each.item === owed.item && each.step === step && each.generation === generation),
    );
    if (twice) wrong(`${owed.newest.document} came to ${step} in ${twice.letter.letter} already`);
  }
  const highest = sent.letter.items.map(({ step }) => stepRank(step)).reduce((a, b) => Math.max(a, b), -1);
  if (STEPS[highest] !== sent.letter.step) wrong(`its most advanced item is at ${STEPS[highest]}`);
});

const gaps: Law = ofEach("the gaps and the cap hold over all accounts of the debtor", (sent, { history, sent: all }, wrong) => {
  const { gapDays, contactCap } = procedureOf(history);
  const { past, letter } = sent;
  const before = all.filter((other) => {
    if (other === sent || other.letter.sentOn > letter.sentOn || (other.letter.sentOn === letter.sentOn && other.letter.id > letter.id)) return false;
    return other.account !== sent.account || !isReturned(other.letter, past.activities) || isRecalled(other, past);
  });
  for (const other of before) {
    const days = daysBetween(other.letter.sentOn, letter.sentOn);
    if (days < gapDays.messages) wrong(`${days} days after ${other.letter.letter}`);
    if (isLetterStep(letter.step) && isLetterStep(other.letter.step) && days < gapDays.letters) wrong(`${days} days after letter ${other.letter.letter}`);
  }
  const late = before.filter((other) => daysBetween(other.letter.sentOn, letter.sentOn) < contactCap.days);
  if (late.length >= contactCap.messages) wrong(`message ${late.length + 1} within ${contactCap.days} days`);
});

function isRecalled({ letter }: Sent, { activities }: Past): boolean {
  return activities.some((each) => each.kind === "recall" && each.letter === letter.letter);
}

const days: Law = ofEach("messages leave on open days, and ask by a business day that leaves the lead of the step", (sent, { history, isOpen }, wrong) => {
  const { letter, past } = sent;
  const rule = procedureOf(history).steps[letter.step];
  if (!isOpen(letter.sentOn)) wrong(`left on ${letter.sentOn}, which is closed`);
  if (letter.deliveredOn !== addDays(letter.sentOn, history.transit)) wrong(`is expected on ${letter.deliveredOn}`);
  if (rule.payByDays === null) return letter.payBy === null ? undefined : wrong("asks by a day although it demands nothing");
  if (!letter.payBy || !isOpen(letter.payBy)) return wrong(`asks by ${letter.payBy}`);
  const lead = daysBetween(letter.deliveredOn, letter.payBy);
  if (rule.payByDays === "due-date") {
    const due = sent.decision.items.map(({ item }) => openFrom(isOpen, item.due)).sort()[0];
    if (letter.payBy !== due) wrong(`asks by ${letter.payBy}, not by ${due}`);
    if (lead < rule.leastLeadDays) wrong(`leaves ${lead} days`);
    return;
  }
  const least = Math.max(rule.payByDays, rule.leastLeadDays, letter.step === "third" ? history.lawfulLead : 0);
  if (lead < least) wrong(`leaves ${lead} days, not ${least}`);
  if (letter.payBy !== openFrom(isOpen, addDays(letter.deliveredOn, least))) wrong(`asks by ${letter.payBy}, later than need be`);
  if (past.day !== letter.sentOn) wrong("is dated of another day");
});

const items: Law = ofEach("names only open items, with what is open and nobody disputes, holds, promises or pays by a plan", (sent, played, wrong) => {
  const { past, decision, letter } = sent;
  const procedure = procedureOf(played.history);
  for (const { item } of decision.items) {
    if (item.plan) continue;
    const owed = past.ledger.items.get(item.item);
    const name = item.document;
    if (!owed) {
      wrong(`${name} is not open`);
      continue;
    }
    const { excludedMinor, state } = disputedOf(past, owed);
    if (item.openMinor !== owed.openMinor - excludedMinor)
      wrong(`asks for ${item.openMinor} of ${name}, of which ${owed.openMinor} are open and ${excludedMinor} ${state}`);
    if (item.openMinor <= 0n) wrong(`asks for nothing of ${name}`);
    if (excludedMinor > 0n && item.disputedMinor !== excludedMinor) wrong(`does not say what of ${name} is in dispute`);
    if (letter.step !== "reminder" && stepDueOf(owed, played) >= past.day) wrong(`${name} is not overdue`);
    if (runningHolds(past).some((hold) => hold.kind === "hold" && hold.item === item.item)) wrong(`${name} is held`);
    if (owed.newest.directDebit && owed.takenBack.length === 0) wrong(`${name} is collected by direct debit`);
    if (isPromised(past, owed, procedure, played.isOpen)) wrong(`${name} is promised`);
    if (isPlanned(past, owed, procedure, played.isOpen)) wrong(`${name} is in a plan`);
    if (standingOf(past, item.item)?.level === "final") wrong(`${name} is placed`);
  }
});

const instalments: Law = ofEach(
  "an instalment of a plan is asked for only while the plan runs, and only what is not paid of it",
  (sent, { history }, wrong) => {
    const { decision, past, letter } = sent;
    const plans = decision.items.filter(({ item }) => item.plan);
    if (plans.length > 0 && plans.length < decision.items.length) wrong("names instalments beside ordinary invoices");
    for (const { item, step } of plans) {
      const plan = past.activities.find((each) => each.id === item.plan!.activity);
      if (plan?.kind !== "plan") return wrong(`there is no plan ${item.plan!.activity}`);
      if (past.activities.some((each) => each.kind === "plan-withdrawn" && each.plan === plan.id)) wrong("its plan was withdrawn");
      let paid = 0n;
      for (const owed of past.ledger.all.values()) {
        if (!plansOver({ ...past, activities: [plan] }, owed).length) continue;
        for (const part of owed.parts) if (part.isPayment && part.bookedOn >= plan.happenedOn) paid += part.amountMinor;
      }
      const asked = plan.instalments.slice(0, item.instalment).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
      if (paid >= asked) wrong(`instalment ${item.instalment} is paid`);
      if (item.openMinor > asked - paid) wrong(`asks for ${item.openMinor} of instalment ${item.instalment}, of which ${asked - paid} are left`);
      const day = plan.instalments[item.instalment - 1]!.day;
      if (step === "past-due" && past.day <= day) wrong(`instalment ${item.instalment} is not missed yet`);
      if (step === "reminder" && daysBetween(past.day, day) > procedureOf(history).plan.remindDays + 8)
        wrong(`reminds of instalment ${item.instalment} too early`);
      if (stepRank(letter.step) > stepRank("past-due")) wrong("dunning of a plan that runs");
    }
  },
);

const stops: Law = ofEach("nothing leaves while the debtor or the account is stopped, nor by a closed way", (sent, { history }, wrong) => {
  const { past, letter } = sent;
  for (const stop of accountStops(past)) wrong(`left although: ${stop}`);
  const mended = past.activities.findLast(({ kind }) => kind === "delivery-held-resolved")?.id ?? 0;
  const bounced = past.activities.flatMap((each) =>
    each.id < mended
      ? []
      : each.kind === "letter-returned"
        ? [each.channel]
        : each.kind === "delivery-held" && each.code === "address"
          ? (each.channels ?? [])
          : [],
  );
  const holds = runningHolds(past).filter((hold) => hold.kind === "debtor-hold" && !isWhole(hold));
  const closed = new Set<string>(bounced.filter((channel) => channel !== "outbox"));
  for (const hold of holds) if (hold.kind === "debtor-hold") closed.add(hold.contact === EMAIL ? "email" : (hold.channel ?? ""));
  for (const channel of letter.channels) if (closed.has(channel)) wrong(`left by ${channel}, which is closed`);
  if (history.channels?.every((channel) => closed.has(channel))) wrong("left although every way is closed");
  // What was held back at delivery, or came back, is mended before anything else leaves.
  const held = past.activities.findLast(({ kind }) => ["delivery-held", "delivery-held-resolved", "letter", "letter-returned"].includes(kind));
  if (held?.kind === "delivery-held" && held.code === "lint") wrong("left although the text before it was held");
});

const fence: Law = ofEach("from the step of the fence on, payments are known, and money is applied", (sent, { history, isOpen }, wrong) => {
  const { past, letter, decision } = sent;
  const procedure = procedureOf(history);
  if (decision.totalMinor <= 0n) wrong(`asks for ${decision.totalMinor}`);
  // A letter may carry no item beyond first and still be fenced; what is surely fenced is one that does.
  if (stepRank(letter.step) < stepRank(procedure.freshness.from)) return;
  if (!arePaymentsKnown(past, procedure, isOpen)) wrong(`payments are known through ${past.payments.through} only`);
  if (past.ledger.credits.some(({ isPayment }) => isPayment)) wrong("there is money that nobody has applied");
  if (isReversalOpen(past)) wrong("nobody has looked at the money that was taken back");
});

const rest: Law = ofEach("neither a third letter nor a final notice follows closely on a part payment", (sent, { history }, wrong) => {
  const { letter, past } = sent;
  if (stepRank(letter.step) < stepRank("third")) return;
  const days = procedureOf(history).partPaymentRestDays;
  for (const { owed, step } of named(sent)) {
    if (step !== letter.step) continue;
    for (const { bookedOn } of owed.parts)
      if (daysBetween(bookedOn, past.day) < days) wrong(`${daysBetween(bookedOn, past.day)} days after ${owed.newest.document} was paid in part`);
  }
});

/** The first day on which a step may leave, where nothing was agreed or answered since the letter before. */
const pace: Law = ofEach("no step leaves before its day, nor before the pay-by of the one before has passed", (sent, played, wrong) => {
  const { past, letter } = sent;
  const { isOpen, history } = played;
  const procedure = procedureOf(history);
  const isFirstDue = (owed: Owed) => past.day >= addDays(stepDueOf(owed, played), daysOf(procedure, "first") ?? 0);
  for (const { owed, step } of named(sent)) {
    const standing = standingOf(past, owed.item);
    const name = owed.newest.document;
    const answer = past.activities.findLast((each) => each.kind === "dispute-resolved" && each.item === owed.item);
    if (
      answer?.kind === "dispute-resolved" &&
      answer.payBy &&
      answer.payBy >= past.day &&
      isLetterStep(step) &&
      standing &&
      disputedOf(past, owed).state === "none" &&
      stepRank(standing.level) >= stepRank("past-due") &&
      letter.items.every((each) => each.step === step)
    ) {
      const reopened = past.activities.some((each) => each.kind === "dispute" && each.item === owed.item && each.id > answer.id);
      if (!reopened && step !== "first") wrong(`${name} was asked for by ${answer.payBy} when its dispute was answered`);
    }
    if (step === "reminder") {
      const days = daysOf(procedure, "reminder") ?? 0;
      const due = openFrom(isOpen, dueOf(owed));
      if (daysOf(procedure, "reminder") === null) wrong("there is no reminder");
      if (past.day < addDays(due, days) && daysBetween(past.day, dueOf(owed)) > procedure.reminder.takeAlongDays) wrong(`reminds of ${name} too early`);
      if (addDays(letter.deliveredOn, procedure.steps.reminder.leastLeadDays) > due) wrong(`reminds of ${name} too late`);
      if (daysBetween(owed.newest.issued, dueOf(owed)) < procedure.reminder.leastTermDays) wrong(`${name} has too short a term`);
      continue;
    }
    if (step === "past-due") {
      if (past.day < addDays(stepDueOf(owed, played), daysOf(procedure, "past-due") ?? 999)) wrong(`${name} is not late enough for a notice`);
      continue;
    }
    if (step === "first") {
      if (standing?.level === "past-due" && standing.letter.payBy && standing.letter.payBy >= past.day && !isAgreed(sent, owed, standing.letter.sentOn))
        wrong(`the notice asks for ${name} by ${standing.letter.payBy}`);
      continue;
    }
    if (!standing || isAgreed(sent, owed, standing.letter.sentOn)) continue;
    if (step === "final") {
      if (standing.letter.payBy && standing.letter.payBy >= past.day) wrong(`${standing.letter.letter} asks for ${name} by ${standing.letter.payBy}`);
      if (past.activities.some((each) => each.kind === "beside-placed" && each.items.includes(owed.item))) continue;
      const after = openAfter(isOpen, standing.letter.payBy ?? standing.letter.deliveredOn, procedure.handOverBusinessDays);
      if (standing.level === "third" && past.day < after) wrong(`the hand-over of ${name} stands on ${after}`);
      continue;
    }
    if (standing.letter.payBy && standing.letter.payBy >= past.day) wrong(`${standing.letter.letter} asks for ${name} by ${standing.letter.payBy}`);
    if (past.day < addDays(standing.letter.deliveredOn, daysOf(procedure, step) ?? 0)) wrong(`${name} comes too soon after ${standing.letter.letter}`);
  }
  // Somebody's own day must have come: riders alone make no letter.
  if (letter.step === "first" && !named(sent).some(({ owed }) => isFirstDue(owed) || isAgreed(sent, owed, "2000-01-01")))
    wrong("no item has come to its first letter");
});

/** Whether a promise or a plan may have moved what follows a letter. */
function isAgreed({ past }: Sent, owed: Owed, since: Day): boolean {
  return past.activities.some(
    (each) => (each.kind === "promise" || each.kind === "plan") && each.knownOn >= since && (each.items.length === 0 || each.items.includes(owed.item)),
  );
}

const handOver: Law = ofEach("a final notice follows the word of two different people on these items and amounts", (sent, _, wrong) => {
  const { letter, past } = sent;
  if (letter.step !== "final") return;
  for (const { owed, step } of named(sent)) {
    if (step !== "final") wrong(`${owed.newest.document} comes to ${step} in a final notice`);
    const third = standingOf(past, owed.item);
    const { excludedMinor } = disputedOf(past, owed);
    const people = new Set(
      past.activities.flatMap((each) => {
        if (each.kind !== "hand-over-approved" || !each.by || (third && each.happenedOn < third.letter.sentOn)) return [];
        const at = each.items.indexOf(owed.item);
        return at >= 0 && each.open[at] === String(owed.openMinor - excludedMinor) ? [each.by.trim().toLowerCase()] : [];
      }),
    );
    if (people.size < 2) wrong(`${people.size} people have approved that ${owed.newest.document} is handed over`);
  }
});

const friendly: Law = ofEach("no reminder or notice goes to an account that gets letters", (sent, { history, isOpen }, wrong) => {
  const { letter, past } = sent;
  if (isLetterStep(letter.step) || letter.items.some(({ item }) => item < 0)) return;
  const procedure = procedureOf(history);
  for (const owed of past.ledger.items.values()) {
    const standing = standingOf(past, owed.item);
    if (!standing || stepRank(standing.level) < stepRank("first") || standing.level === "final") continue;
    const isHeld =
      runningHolds(past).some((hold) => hold.kind === "hold" && hold.item === owed.item) ||
      owed.newest.directDebit ||
      disputedOf(past, owed).excludedMinor > 0n;
    const isAgreedOn = promisesOver(past, owed).length > 0 || plansOver(past, owed).length > 0;
    // What is too little for its step holds nothing up, and a due date moved ahead makes an item young again.
    const isLittle = Object.values(procedure.steps).some(({ minimum }) => minimum.percent > 0 || Object.keys(minimum.amount).length > 0);
    if (!isHeld && !isAgreedOn && !isLittle && isOpen(past.day)) wrong(`${owed.newest.document} is at ${standing.level}`);
  }
});

const minimum: Law = ofEach("a step is taken only for the amount and the share that the procedure asks for", (sent, { history }, wrong) => {
  const { letter, decision, past } = sent;
  const procedure = procedureOf(history);
  const { amount, percent } = procedure.steps[letter.step].minimum;
  if (letter.step === "final") return;
  const asked = decision.items.filter(({ step }) => step === letter.step).reduce((sum, { item }) => sum + item.openMinor, 0n);
  const least = amount[past.currency] ?? amount["*"];
  if (least !== undefined && asked < parseMinor(least, past.currency)!) wrong(`asks for ${asked}, less than ${least}`);
  const open = [...past.ledger.items.values()].reduce((sum, { openMinor }) => sum + openMinor, 0n);
  if (Number(asked) * 100 < Number(open) * percent - 1) wrong(`asks for ${asked} of ${open}, less than ${percent} %`);
  if (procedure.leastArrearsDays > 0 && isLetterStep(letter.step)) {
    const oldest = decision.items.map(({ item }) => item.due).sort()[0]!;
    if (daysBetween(oldest, past.day) < procedure.leastArrearsDays) wrong(`the oldest item is late by ${daysBetween(oldest, past.day)} days`);
  }
});

const asked: Law = ofEach(
  "before the second letter of a large balance the salesperson was asked, and where the procedure waits for a call it was made",
  (sent, { history, isOpen }, wrong) => {
    const { letter, past } = sent;
    const procedure = procedureOf(history);
    if (letter.step !== procedure.salesCheck.before) return;
    const own = named(sent).filter(({ step }) => step === letter.step);
    const since = own
      .map(({ owed }) => standingOf(past, owed.item)!.letter.sentOn)
      .sort()
      .at(-1)!;
    const total =
      sent.decision.items.reduce((sum, { item }) => sum + item.openMinor, 0n) - past.ledger.credits.reduce((sum, { openMinor }) => sum + openMinor, 0n);
    const agreed = own.some(({ owed }) => isAgreed(sent, owed, "2000-01-01"));
    const answer = past.activities.findLast((each) => each.kind === "sales-check" && each.happenedOn >= since);
    const ordinary = (wait: number) => {
      const dueOn = own.map(({ owed }) => {
        const { payBy, deliveredOn } = standingOf(past, owed.item)!.letter;
        const interval = addDays(deliveredOn, daysOf(procedure, letter.step) ?? 0);
        const afterPayBy = addDays(payBy ?? deliveredOn, 1);
        return interval > afterPayBy ? interval : afterPayBy;
      });
      return openAfter(isOpen, dueOn.sort()[0]!, wait);
    };
    if (history.salesCheck !== null && total > BigInt(history.salesCheck)) {
      if (answer?.kind === "sales-check" && answer.answer === "dispute") wrong("the salesperson knows of a dispute");
      else if (!answer && procedure.salesCheck.unanswered === "wait") wrong("the salesperson has not answered");
      else if (!answer && !agreed && past.day < ordinary(procedure.salesCheck.waitBusinessDays)) wrong("the salesperson has not answered yet");
    }
    const { waits, after, waitBusinessDays } = procedure.calls;
    const isCalled = past.activities.some(({ kind }) => kind === "call");
    const isPhoneClosed = runningHolds(past).length > 0 || past.activities.some(({ kind }) => kind === "stop-contact");
    if (!waits || after !== "first" || isCalled || isPhoneClosed || !history.phone || agreed) return;
    if (past.day < ordinary(waitBusinessDays)) wrong("the call has not been made");
  },
);

const placed: Law = ofEach("beside placed items only those leave that somebody has released", (sent, _, wrong) => {
  const { past, letter } = sent;
  const isPlaced = [...past.ledger.items.values()].some(({ item }) => standingOf(past, item)?.level === "final");
  if (!isPlaced) return;
  for (const { owed, step } of named(sent)) {
    const word = past.activities.findLast((each) => each.kind === "beside-placed" && each.items.includes(owed.item));
    if (word?.kind !== "beside-placed") wrong(`${owed.newest.document} stands beside placed items`);
    else if (word.answer === "place" && step !== "final") wrong(`${owed.newest.document} was to be placed`);
    else if (word.answer === "dun" && letter.step === "final" && standingOf(past, owed.item)?.level !== "third")
      wrong(`${owed.newest.document} was to be dunned`);
  }
});

const afterThird: Law = ofEach("no milder letter follows a third one while its hand-over stands", (sent, { history, isOpen }, wrong) => {
  const { past, letter } = sent;
  if (!["first", "second"].includes(letter.step)) return;
  const procedure = procedureOf(history);
  for (const owed of past.ledger.items.values()) {
    const standing = standingOf(past, owed.item);
    if (standing?.level !== "third" || dueOf(owed) >= past.day) continue;
    if (past.activities.some((each) => each.kind === "beside-placed" || each.kind === "placement-recalled")) continue;
    const isHeld = runningHolds(past).length > 0 || owed.newest.directDebit || disputedOf(past, owed).excludedMinor > 0n;
    const isAgreedOn = promisesOver(past, owed).length > 0 || plansOver(past, owed).length > 0;
    if (!isHeld && !isAgreedOn && isOpen(past.day) && stepRank(procedure.freshness.from) >= 0)
      wrong(`${owed.newest.document} was warned of its hand-over in ${standing.letter.letter}`);
  }
});

const once: Law = {
  name: "a letter that has left does not leave again on its day",
  check: (engine, history) => play(engine, history).again.map((day) => `${day}: it would leave again`),
};

const undone: Law = ofEach("a letter that was recalled or came back raises no level", (sent, _, wrong) => {
  const { past } = sent;
  for (const { owed, step } of named(sent)) {
    const undoneBefore = past.activities.some(
      (each) => each.kind === "letter" && isUndone(each, past.activities) && each.items.some(({ item }) => item === owed.item),
    );
    const standing = standingLetters(past).some(({ items }) => items.some((each) => each.item === owed.item));
    if (undoneBefore && !standing && stepRank(step) > stepRank("first") && step !== "final")
      wrong(`${owed.newest.document} comes to ${step} although no letter stands`);
  }
});

export const lawsOfLetters: readonly Law[] = [
  steps,
  items,
  gaps,
  days,
  stops,
  fence,
  pace,
  instalments,
  handOver,
  rest,
  friendly,
  minimum,
  asked,
  placed,
  afterThird,
  once,
  undone,
];
