import type { Happening } from "../core/process/activity.ts";
import { closedChannels } from "../core/process/closed-channels.ts";
import { payByDay } from "../core/process/pay-by.ts";
import { isLetterStep, type Step } from "../core/process/procedure.ts";
import { dunningState } from "../core/process/dunning-state.ts";
import { addBusinessDays } from "../core/values/business-days.ts";
import type { Day } from "../core/values/day.ts";
import { callWords } from "./call-words.ts";
import { holdHappening, liftHappening } from "./hold-words.ts";
import { theOpenPlan, theOpenPromise } from "./open-agreement.ts";
import type { RecordGround } from "./record-ground.ts";
import type { Said, SaidOf } from "./said.ts";

/** What goes into the log, and what was filled in by itself: a person should know. */
export interface Understood {
  readonly happening: Happening;
  readonly notes: readonly string[];
  /** What follows from it and is recorded with it: the promise that a call has brought. */
  readonly also?: readonly Happening[];
}

/**
 * What a person said, in the log's terms: items instead of documents, minor units, and the days that follow from the
 * procedure where none was named.
 * @throws UserError where it is not clear what is meant
 */
export function happeningOf(said: Said, ground: RecordGround): Understood {
  switch (said.kind) {
    case "promise": {
      const { kind, amount, day, documents, ...agreed } = said;
      return plain({ kind, amountMinor: ground.minor(amount), day, items: itemsOf(documents, ground), ...known(agreed) });
    }
    case "promise-withdrawn":
      return plain({ kind: said.kind, promise: said.promise ?? theOpenPromise(ground) });
    case "plan": {
      const { kind, instalments, documents, interest, ...agreed } = said;
      const amounts = instalments.map(({ day, amount }) => ({ day, amountMinor: ground.minor(amount) }));
      return plain({ kind, items: itemsOf(documents, ground), instalments: amounts, interest, ...known(agreed) });
    }
    case "plan-withdrawn":
      return plain({ kind: said.kind, plan: said.plan ?? theOpenPlan(ground) });
    case "dispute":
      return disputed(said, ground);
    case "dispute-resolved":
      return resolved(said, ground);
    case "hold":
      return plain(holdHappening(said, ground));
    case "lift":
      return {
        happening: liftHappening(said, ground),
        notes: ["Nothing leaves because of this alone: the next letter is proposed again, and needs a new approval."],
      };
    case "reply": {
      const answerBy = addBusinessDays(ground.rules.isBankDay, ground.happenedOn, ground.procedure.answers.replyBusinessDays);
      const { kind, detail, channel } = said;
      return { happening: { kind, detail, ...known({ channel }) }, notes: [`Nothing goes out until it is read and answered: by ${answerBy}.`] };
    }
    case "call":
      return callWords(said, ground, (part) => happeningOf(part, ground));
    default:
      return plain(said);
  }
}

function plain(happening: Happening): Understood {
  return { happening, notes: [] };
}

/** What nobody said is left out of the log. */
function known<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== "")) as { [K in keyof T]?: NonNullable<T[K]> };
}

function itemsOf(documents: readonly string[], ground: RecordGround): number[] {
  return [...new Set(documents.flatMap((document) => ground.itemsOf(document)))];
}

function disputed(said: SaidOf<"dispute">, ground: RecordGround): Understood {
  const { kind, document, reason, amount, detail, answerBy: named, ...others } = said;
  const answerBy = named ?? addBusinessDays(ground.rules.isBankDay, ground.happenedOn, ground.procedure.answers.disputeBusinessDays);
  const happening: Happening = {
    kind,
    item: ground.itemOf(document),
    reason,
    detail,
    amountMinor: amount === null ? null : ground.minor(amount),
    answerBy,
    ...known(others),
  };
  return { happening, notes: named ? [] : [`To be answered by ${answerBy}${said.owner ? `, by ${said.owner}` : ""}.`] };
}

function resolved(said: SaidOf<"dispute-resolved">, ground: RecordGround): Understood {
  const { kind, document, outcome, detail } = said;
  const item = ground.itemOf(document);
  const payBy = said.payBy ?? (outcome === "unjustified" ? newPayBy(item, ground) : null);
  const happening: Happening = { kind, item, outcome, payBy, ...known({ detail }) };
  if (outcome === "justified") {
    const bookBy = addBusinessDays(ground.rules.isBankDay, ground.happenedOn, ground.procedure.answers.creditMemoBusinessDays);
    return { happening, notes: [`A credit memo is expected by ${bookBy}; until it is booked, the disputed amount is not asked for.`] };
  }
  return { happening, notes: said.payBy ? [] : [`The new pay-by day is ${payBy}: tell the debtor.`] };
}

/** As much time as the letter that the item has reached gives, from today's delivery on (R5, R16). */
function newPayBy(item: number, { view, procedure, rules, asOf }: RecordGround): Day | null {
  const level = dunningState(view).items.get(item)?.level;
  const step: Step = level && isLetterStep(level) && level !== "final" ? level : "first";
  const delivered = rules.expectedDelivery(step, asOf, closedChannels(view, asOf)) ?? asOf;
  return payByDay(step, delivered, [], procedure, rules);
}
