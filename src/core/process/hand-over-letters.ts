import { addDays, type Day } from "../values/day.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import { type CheckedPoint, type HandOverFacts, met, unknown, unmet } from "./hand-over-point.ts";
import { standingLetters } from "./dunning-state.ts";
import { letterOfStep } from "./placed-items.ts";
import { besideAnswers } from "./beside-placed.ts";

type Letter = ActivityOf<"letter">;
type Demand = "first" | "second" | "third";

const DEMANDS: readonly Demand[] = ["first", "second", "third"];

/** The letters before the hand-over: that each item was in them, that their days have passed, and how they left. */
export function letterPoints(facts: HandOverFacts): CheckedPoint[] {
  const { items, view } = facts;
  const letters = new Map<string, Letter>();
  const points: CheckedPoint[] = [];
  const beside = besideAnswers(view.activities);
  const standing = standingLetters(view.activities);
  for (const item of items) {
    for (const step of DEMANDS) {
      const letter = letterOfStep(standing, item.item, step);
      if (letter) letters.set(letter.letter, letter);
      points.push(demanded(item, step, letter, facts.today, beside.get(item.item)?.answer === "place"));
      if (step === "third" && letter) points.push(lawfulWait(item, letter, facts));
    }
  }
  return [...points, ...[...letters.values()].map((letter) => dispatched(letter, view.activities))];
}

function demanded({ document }: OpenItem, step: Demand, letter: Letter | null, today: Day, isBeside: boolean): CheckedPoint {
  const code = `${step}-letter` as const;
  // Somebody has said that it goes with what is placed already, without letters of its own (R18).
  if (!letter && isBeside) return unmet(code, { code: "check-letter-beside", step, document }, false, document);
  if (!letter) return unmet(code, { code: "check-letter-missing", step, document }, true, document);
  const { payBy, sentOn: sent, deliveredOn: delivered, channels } = letter;
  if (payBy !== null && payBy >= today) return unmet(code, { code: "check-pay-by-running", step, document, payBy }, true, document);
  return met(code, { code: "check-letter", step, document, letter: letter.letter, sent, delivered, payBy, channels }, document);
}

/** The debtor's law may ask for a longer wait than the procedure: 30 days for sole traders and individuals in Great Britain. */
function lawfulWait({ document }: OpenItem, letter: Letter, { rules, today }: HandOverFacts): CheckedPoint {
  const days = rules.lawfulLeadDays("third");
  if (days === 0) return met("lawful-wait", { code: "check-wait-none", document }, document);
  const until = addDays(letter.deliveredOn, days);
  const detail = { code: until <= today ? "check-wait-over" : "check-wait-running", document, days, delivered: letter.deliveredOn, until };
  return until <= today ? met("lawful-wait", detail, document) : unmet("lawful-wait", detail, true, document);
}

/** The mail server or the post took it: a letter that was only written into a folder may have left in any way, or not at all. */
function dispatched(letter: Letter, activities: readonly Activity[]): CheckedPoint {
  const back = new Set(
    activities.flatMap((each) => ((each.kind === "letter-returned" || each.kind === "copy-given-up") && each.letter === letter.letter ? [each.channel] : [])),
  );
  const proven = letter.channels.filter((channel) => channel !== "outbox" && !back.has(channel));
  const detail = { letter: letter.letter, step: letter.step, sent: letter.sentOn };
  if (proven.length > 0) return met("dispatch", { code: "check-dispatched", ...detail, channels: proven });
  return unknown("dispatch", { code: "check-outbox-only", ...detail });
}
