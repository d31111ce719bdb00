import type { Decision, Reason, SideTask } from "../core/process/decision.ts";
import { type Day, daysBetween } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { letterLanguage } from "../languages/read.ts";
import { type DecisionBody, type DecisionRow, storedBody } from "../store/decision-store.ts";

export interface ItemDocument {
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  readonly due: Day;
  /** Days after the printed due date on the day of the decision; 0 before it. */
  readonly overdueDays: number;
  readonly amount: string;
  readonly open: string;
  /** The step it is taken to, or where nothing leaves, the step it has reached. */
  readonly step: string | null;
}

/** A decision as JSON: amounts in major units as strings, days ISO 8601. */
export interface DecisionDocument {
  readonly account: { readonly id: string; readonly currency: string; readonly creditor: Party; readonly debtor: Party };
  readonly kind: Decision["kind"];
  readonly step: string | null;
  readonly payBy: Day | null;
  readonly until: Day | null;
  readonly task: string | null;
  readonly block: string | null;
  readonly items: ItemDocument[];
  readonly left: { readonly document: string; readonly block: string }[];
  readonly credits: { readonly document: string; readonly kind: string; readonly open: string }[];
  /** Of interest, `from` and `to` are its first and last day. `booked`: an earlier letter made it. */
  readonly charges: {
    readonly kind: string;
    readonly document: string;
    readonly from: Day;
    readonly to: Day;
    readonly amount: string;
    readonly booked: boolean;
  }[];
  readonly total: string;
  readonly ends: string | null;
  readonly why: readonly Reason[];
  /** What people are to do meanwhile; it holds nothing back. */
  readonly tasks: readonly SideTask[];
  readonly approval: string | null;
  /** What the letter is written in; null: no letter. Where the debtor's own language is not here, `why` says so, too. */
  readonly language: string | null;
}

interface Party {
  readonly id: string;
  readonly name: string;
}

/** Ages are made here, from the stored days, for the day that is asked about (R26). */
export function presentDecision(row: DecisionRow, asOf: Day): DecisionDocument {
  const body = JSON.parse(row.body) as DecisionBody;
  const language = row.kind === "dun" ? letterLanguage(row.debtor_language, row.creditor_language) : null;
  const money = (minor: string | bigint) => formatMinor(BigInt(minor), row.currency);
  return {
    account: {
      id: `A${row.account_id}`,
      currency: row.currency,
      creditor: { id: row.creditor, name: row.creditor_name },
      debtor: { id: row.debtor, name: row.debtor_name },
    },
    kind: row.kind,
    step: row.step,
    payBy: row.pay_by,
    until: row.until,
    task: row.task,
    block: row.block,
    items: body.items.map(([, document, instalment, issued, due, amount, open, step]) => ({
      document,
      instalment,
      issued,
      due,
      overdueDays: Math.max(0, daysBetween(due, asOf)),
      amount: money(amount),
      open: money(open),
      step,
    })),
    left: body.left.map(([document, block]) => ({ document, block })),
    credits: body.credits.map(([document, open, , kind]) => ({ document, kind, open: money(open) })),
    charges: body.charges.map(({ kind, document, from, to, amountMinor, booked }) => ({
      kind,
      document,
      from,
      to,
      amount: money(amountMinor),
      booked: booked !== null,
    })),
    total: money(row.total),
    ends: row.ends,
    why: language?.missing ? [...body.why, fallback(language.missing, language.used)] : body.why,
    tasks: body.tasks ?? [],
    approval: row.approval,
    language: language?.used ?? null,
  };
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function fallback(missing: string, used: string): Reason {
  return { code: "language-fallback", missing: languageNames.of(missing) ?? missing, used: languageNames.of(used) ?? used };
}

/** A fresh decision, in the same form as a stored one. */
export function presentFresh(
  decision: Decision,
  account: Omit<DecisionRow, "kind" | "step" | "pay_by" | "until" | "task" | "block" | "total" | "ends" | "body" | "run_id" | "approval">,
  asOf: Day,
): DecisionDocument {
  const row: DecisionRow = {
    ...account,
    run_id: 0n,
    approval: null,
    kind: decision.kind,
    step: "step" in decision ? decision.step : null,
    pay_by: decision.kind === "dun" ? decision.payBy : null,
    until: decision.kind === "wait" ? decision.until : null,
    task: decision.kind === "task" ? decision.task : null,
    block: decision.kind === "blocked" ? decision.block : null,
    total: decision.totalMinor,
    ends: decision.ends,
    body: storedBody(decision),
  };
  return presentDecision(row, asOf);
}
