import type { ClientBase } from "pg";
import type { Entry } from "../../core/ledger/entry.ts";
import type { OpenItem } from "../../core/ledger/open-items.ts";
import type { ActivityOf } from "../../core/process/activity.ts";
import { standingLetters } from "../../core/process/dunning-state.ts";
import { handOverChecklist } from "../../core/process/hand-over-checklist.ts";
import type { CheckedPoint } from "../../core/process/hand-over-point.ts";
import { letterOfStep, placedItems } from "../../core/process/placed-items.ts";
import { minorOf } from "../../core/process/procedure.ts";
import type { Day } from "../../core/values/day.ts";
import type { Creditor } from "../../core/values/party.ts";
import { completeCreditor, readCreditors } from "../../store/settings-store.ts";
import { type DecidedAccount, decideBesideOthers } from "../decide-accounts.ts";

/** An account on its way out of the house, as known on a day. */
export interface HandOverCase {
  readonly asOf: Day;
  readonly decided: DecidedAccount & { readonly entries: readonly Entry[] };
  readonly creditor: Creditor;
  /** The items that are to be handed over: those that the decision names, else those at their third letter. As the ledger has them. */
  readonly up: readonly OpenItem[];
  /** Held by the agency, each with the notice that told the debtor. */
  readonly placed: ReadonlyMap<number, ActivityOf<"letter">>;
  /** Who has approved what is up, as far as it still counts. */
  readonly approved: readonly string[];
  readonly checklist: readonly CheckedPoint[];
}

export async function loadHandOver(client: ClientBase, account: number, asOf: Day): Promise<HandOverCase> {
  const decided = await decideBesideOthers(client, account, asOf);
  const [stored] = await readCreditors(client, decided.account.creditor);
  const creditor = completeCreditor(stored!.id, stored!.name, stored!.settings);
  return { ...handOverCase(decided, creditor, asOf), decided };
}

/** The same of an account that is decided already. */
export function handOverCase(decided: DecidedAccount, creditor: Creditor, asOf: Day): Omit<HandOverCase, "decided"> {
  const { view, procedure, rules, decision, account } = decided;
  const placed = placedItems(view.activities);
  const approved = decision.why.flatMap((reason) => (reason.code === "approved-by" && Array.isArray(reason.by) ? (reason.by as string[]) : []));
  const up = itemsUp(decided, new Set(placed.keys()));
  const receiver = creditor.consequences.agency ?? creditor.consequences.attorney;
  const debtor = { type: account.type, hasAddress: account.hasAddress };
  const minimumMinor = minorOf(procedure.steps.final.minimum.amount, account.currency);
  const checklist = handOverChecklist({ view, procedure, rules, today: asOf, decision, items: up, debtor, receiver, minimumMinor });
  return { asOf, creditor, up, placed, approved, checklist };
}

function itemsUp({ view, decision }: DecidedAccount, placed: ReadonlySet<number>): readonly OpenItem[] {
  const named = decision.kind === "hand-over" || (decision.kind === "dun" && decision.step === "final");
  const ids = new Set(decision.items.map(({ item }) => item.item));
  const standing = standingLetters(view.activities);
  return view.ledger.items.filter(({ item }) => (named ? ids.has(item) : !placed.has(item) && letterOfStep(standing, item, "third") !== null));
}
