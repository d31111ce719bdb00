import { disputeStates } from "./dispute.ts";
import type { Reason } from "./decision.ts";
import { type CheckedPoint, type HandOverFacts, met, unmet } from "./hand-over-point.ts";
import { planCovers, planStates } from "./plan.ts";
import { covers, promiseStates, type PromiseState } from "./promise.ts";

/** What the debtor has said and is not settled: disputes, promises, plans. */
export function quarrelPoints(facts: HandOverFacts): CheckedPoint[] {
  const quarrels = [...disputes(facts), ...promises(facts), ...plans(facts)];
  const settled = (["no-dispute", "no-promise", "no-plan"] as const).filter((code) => quarrels.every((point) => point.code !== code));
  return [...quarrels, ...settled.map((code) => met(code, { code: `check-${code}` }))];
}

/** A dispute of any part of an item keeps all of it with us: an agency is not sent into a quarrel. */
function disputes({ items, view }: HandOverFacts): CheckedPoint[] {
  const states = disputeStates(view);
  return items.flatMap(({ item, document }) => {
    const said = states.get(item);
    if (!said || said.state === "answered") return [];
    const { happenedOn: day, reason } = said.dispute;
    const detail: Reason = said.state === "open" ? { code: "disputed", document, day, reason } : { code: "check-credit-expected", document };
    return [unmet("no-dispute", detail, true, document)];
  });
}

/** One that is too late, or too little, for the hand-over day holds nothing back (R15): the approver decides whether to wait for it. */
function promises({ items, view, procedure, rules, today, decision }: HandOverFacts): CheckedPoint[] {
  const open = promiseStates(view, procedure, rules, today).filter(({ status, promise }) => status === "open" && items.some((item) => covers(promise, item)));
  return open.map((state) => {
    const tooLate = decision.why.some(({ code, promised }) => code === "promise-too-late" && promised === state.promise.day);
    return unmet("no-promise", { code: "check-promise-open", ...promised(state) }, !tooLate);
  });
}

function promised({ promise, lastDay }: PromiseState) {
  return { promised: promise.day, lastDay, by: promise.by };
}

function plans({ items, view, procedure, rules, today }: HandOverFacts): CheckedPoint[] {
  const running = planStates(view, procedure, rules, today).filter(({ status }) => status === "running");
  const covered = items.filter((item) => running.some(({ plan }) => planCovers(plan, item)));
  return covered.map(({ document }) => unmet("no-plan", { code: "check-plan-open", document }, true, document));
}
