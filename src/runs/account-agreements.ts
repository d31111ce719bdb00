import { openHolds } from "../core/process/block.ts";
import { openDebtorHolds } from "../core/process/closed-channels.ts";
import { type DisputeState, disputeStates } from "../core/process/dispute.ts";
import { type InstalmentState, planStates } from "../core/process/plan.ts";
import { type PromiseState, promiseStates } from "../core/process/promise.ts";
import type { Procedure } from "../core/process/procedure.ts";
import type { AccountView, Rules } from "../core/process/view.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";

interface Recorded {
  /** The activity's number: what takes it back names it. */
  readonly number: number;
  readonly by: string | null;
}

interface WithWhom {
  readonly contact: string | null;
  readonly channel: string | null;
}

/** Amounts are strings in major units. `documents` empty: the whole account. */
export interface PromiseDocument extends Recorded, WithWhom {
  readonly madeOn: Day;
  readonly day: Day;
  readonly amount: string;
  readonly documents: string[];
  readonly status: PromiseState["status"];
  readonly paid: string;
  /** The last day on which it still counts. */
  readonly lastDay: Day;
  /** Why it holds no letter back although it is open, as a reason's code; null: it does. */
  readonly idle: PromiseState["idle"];
}

interface InstalmentDocument {
  readonly number: number;
  readonly day: Day;
  readonly amount: string;
  readonly paid: string;
  /** Less than the rest of it where credits have made the debt smaller. */
  readonly open: string;
  readonly lastDay: Day;
  readonly status: InstalmentState["status"];
}

export interface PlanDocument extends Recorded, WithWhom {
  readonly agreedOn: Day;
  readonly documents: string[];
  readonly interest: "runs" | "waived";
  readonly status: "running" | "kept" | "broken" | "withdrawn";
  readonly missed: number;
  readonly instalments: InstalmentDocument[];
}

export interface DisputeDocument extends Recorded, WithWhom {
  readonly since: Day;
  readonly document: string;
  /** One of the codes of `core/process/dispute-reason.ts`, or the free text of an older log. */
  readonly reason: string;
  /** Null: the whole. */
  readonly amount: string | null;
  /** What is not asked for today because of it. */
  readonly excluded: string;
  readonly state: DisputeState["state"];
  readonly owner: string | null;
  readonly answerBy: Day | null;
  readonly evidence: string;
  readonly detail: string;
}

/** Holds that run today. `scope` document: one document of this account. */
export interface HoldDocument extends Recorded {
  readonly scope: "account" | "document" | "debtor" | "channel" | "contact";
  readonly document: string | null;
  readonly channel: string | null;
  readonly contact: string | null;
  readonly reason: string;
  readonly since: Day;
  readonly until: Day | null;
}

export interface Agreements {
  readonly promises: PromiseDocument[];
  readonly plans: PlanDocument[];
  readonly disputes: DisputeDocument[];
  readonly holds: HoldDocument[];
}

interface Ground {
  readonly account: { readonly currency: string };
  readonly view: AccountView;
  readonly procedure: Procedure;
  readonly rules: Rules;
}

/** What was agreed and what holds letters back, each with its state on the day; all of it derived. `documentOf`: of an item. */
export function agreementsOf({ account, view, procedure, rules }: Ground, documentOf: (item: number) => string, today: Day): Agreements {
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const named = (items: readonly number[]) => [...new Set(items.map(documentOf))];
  return {
    promises: promiseStates(view, procedure, rules, today).map(({ promise, status, paidMinor, lastDay, idle }) => ({
      ...recorded(promise),
      ...withWhom(promise),
      madeOn: promise.happenedOn,
      day: promise.day,
      amount: money(promise.amountMinor),
      documents: named(promise.items),
      status,
      paid: money(paidMinor),
      lastDay,
      idle,
    })),
    plans: planStates(view, procedure, rules, today).map(({ plan, status, missed, instalments }) => ({
      ...recorded(plan),
      ...withWhom(plan),
      agreedOn: plan.happenedOn,
      documents: named(plan.items),
      interest: plan.interest,
      status,
      missed,
      instalments: instalments.map(({ number, day, amountMinor, paidMinor, openMinor, lastDay, status: state }) => ({
        number,
        day,
        amount: money(amountMinor),
        paid: money(paidMinor),
        open: money(openMinor),
        lastDay,
        status: state,
      })),
    })),
    disputes: [...disputeStates(view).values()].map(({ dispute, state, excludedMinor }) => ({
      ...recorded(dispute),
      ...withWhom(dispute),
      since: dispute.happenedOn,
      document: documentOf(dispute.item),
      reason: dispute.reason,
      amount: dispute.amountMinor == null ? null : money(dispute.amountMinor),
      excluded: money(excludedMinor),
      state,
      owner: dispute.owner ?? null,
      answerBy: dispute.answerBy ?? null,
      evidence: dispute.evidence ?? "",
      detail: dispute.detail,
    })),
    holds: holds(view, documentOf, today),
  };
}

function recorded({ id, by }: { readonly id: number; readonly by: string | null }): Recorded {
  return { number: id, by };
}

function withWhom({ contact = null, channel = null }: { readonly contact?: string | null; readonly channel?: string | null }): WithWhom {
  return { contact, channel };
}

function holds(view: AccountView, documentOf: (item: number) => string, today: Day): HoldDocument[] {
  const own = openHolds(view.activities, today).map(
    (hold): HoldDocument => ({
      ...recorded(hold),
      scope: hold.item === null ? "account" : "document",
      document: hold.item === null ? null : documentOf(hold.item),
      channel: null,
      contact: null,
      reason: hold.reason,
      since: hold.happenedOn,
      until: hold.until,
    }),
  );
  const debtors = openDebtorHolds(view, today).map(
    (hold): HoldDocument => ({
      ...recorded(hold),
      scope: hold.contact !== null ? "contact" : hold.channel !== null ? "channel" : "debtor",
      document: null,
      channel: hold.channel,
      contact: hold.contact,
      reason: hold.reason,
      since: hold.happenedOn,
      until: hold.until,
    }),
  );
  return [...own, ...debtors];
}
