import { disputeOf } from "./block.ts";
import { type CheckedPoint, type HandOverFacts, met, unmet } from "./hand-over-point.ts";
import { covers, promiseStates, type PromiseState } from "./promise.ts";

/** What the debtor has said and is not settled: disputes, promises, plans. */
export function quarrelPoints(facts: HandOverFacts): CheckedPoint[] {
  const quarrels = [...disputes(facts), ...promises(facts), ...plans(facts)];
  const settled = (["no-dispute", "no-promise", "no-plan"] as const).filter((code) => quarrels.every((point) => point.code !== code));
  return [...quarrels, ...settled.map((code) => met(code, { code: `check-${code}` }))];
}

/** A dispute of any part of an item keeps all of it with us: an agency is not sent into a quarrel. */
function disputes({ items, view, decision }: HandOverFacts): CheckedPoint[] {
  return items.flatMap(({ item, document }) => {
    const dispute = disputeOf(item, view.activities);
    if (dispute?.kind === "dispute") {
      const detail = { code: "disputed", document, day: dispute.happenedOn, reason: dispute.reason };
      return [unmet("no-dispute", detail, true, document)];
    }
    const expected = decision.left.some((left) => left.item.item === item && left.block === "credit-expected");
    return expected ? [unmet("no-dispute", { code: "check-credit-expected", document }, true, document)] : [];
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

function plans({ items, decision }: HandOverFacts): CheckedPoint[] {
  const documents = new Set<string>();
  for (const { item, block } of decision.left) if (block === "planned" && items.some((each) => each.item === item.item)) documents.add(item.document);
  for (const { item } of decision.items)
    for (const document of item.plan?.documents ?? []) if (items.some((each) => each.document === document)) documents.add(document);
  return [...documents].map((document) => unmet("no-plan", { code: "check-plan-open", document }, true, document));
}
