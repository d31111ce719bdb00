import type { ClientBase } from "pg";
import { type AgingBucket, aging } from "../core/ledger/aging.ts";
import { documentNumbers, type Entry, isDocument } from "../core/ledger/entry.ts";
import type { Activity, Instalment } from "../core/process/activity.ts";
import { KIND_OF } from "../core/letter/answer.ts";
import { dunningState } from "../core/process/dunning-state.ts";
import { type Day, daysBetween } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type { Debtor } from "../core/values/party.ts";
import { resolveAccount } from "../store/account-store.ts";
import { type ApprovalState, readApproval } from "../store/approval-store.ts";
import { listMatched } from "../store/cash-matched.ts";
import type { Store } from "../store/database.ts";
import { findRun, newestRun } from "../store/decision-store.ts";
import { type LetterFile, letterFiles, lettersMadeWith } from "../store/letter-files.ts";
import type { MadeWith } from "../store/letter-store.ts";
import { loadCreditor, loadDebtors } from "../store/settings-store.ts";
import { type Agreements, agreementsOf } from "./account-agreements.ts";
import { type CashTransactionDocument, listWaiting } from "./cash-list.ts";
import { type MatchedDocument, presentMatched } from "./cash-matched.ts";
import { type ChargeDocument, listCharges } from "./charge-list.ts";
import { type DecidedAccount, decideBesideOthers } from "./decide-accounts.ts";
import { type ProvenDelivery, provenDeliveries } from "./delivery-proof.ts";
import type { LetterParties } from "./letter-facts.ts";
import { type DecisionDocument, type ItemDocument, presentFresh } from "./present-decision.ts";

/** Something that happened, for the timeline: newest last. `values` hold money in major units. */
export interface TimelineEvent {
  readonly day: Day;
  readonly kind: string;
  readonly by: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly letter?: { readonly id: string; readonly step: string; readonly files: readonly LetterFile[]; readonly madeWith: MadeWith | null };
  /** The bank's transaction that a payment was booked for, and why it was. */
  readonly cash?: MatchedDocument;
}

/** What `firmly account --json` prints. */
export interface AccountDocument extends Agreements {
  readonly account: DecisionDocument["account"];
  readonly asOf: Day;
  readonly debtor: Debtor;
  readonly items: (Omit<ItemDocument, "step"> & { readonly level: string | null })[];
  readonly credits: DecisionDocument["credits"];
  /** What letters have added to the claim: open, paid, waived and taken back. */
  readonly charges: ChargeDocument[];
  readonly aging: { readonly bucket: AgingBucket; readonly amount: string }[];
  readonly timeline: TimelineEvent[];
  /** What was handed over, to whom, and what was answered. */
  readonly deliveries: ProvenDelivery[];
  readonly next: DecisionDocument;
  /** The dunning procedure that it is decided by. */
  readonly procedure: { readonly name: string; readonly version: number };
  /** Bank money that waits, and of which a proposal names this account. */
  readonly proposedCash: CashTransactionDocument[];
  /** What was said about the letter that the newest proposal of the day has for this account. */
  readonly approval: ApprovalDocument | null;
}

export interface ApprovalDocument {
  readonly run: string;
  readonly state: ApprovalState;
  readonly by: string | null;
  readonly reason: string | null;
}

const MOST_CASH = 50;
const MOST_MATCHED = 500;

/** Everything about one account on a day. `name` is an account id, or a debtor's id where that has one account. */
export async function reportAccount(store: Store, name: string, asOf: Day): Promise<AccountDocument> {
  const client = await store.pool.connect();
  try {
    const id = await resolveAccount(client, name);
    const decided = await decideBesideOthers(client, id, asOf);
    const { account } = decided;
    const [debtor] = await loadDebtors(store, [account.debtor]);
    const creditor = await loadCreditor(store, account.creditor);
    const approval = await approvalOfDay(client, id, account.creditor, asOf);
    const page = { creditor: account.creditor, account: id, asOf, limit: MOST_CASH };
    const matched = await listMatched(client, { ...page, limit: MOST_MATCHED, offset: 0 });
    const cash = new Map(matched.flatMap((each) => (each.entry === null ? [] : [[each.entry, presentMatched(each)] as const])));
    const shown = present(
      decided,
      { creditor, debtor: debtor! },
      { letters: await letterFiles(client, id), made: await lettersMadeWith(client, id), cash },
      asOf,
    );
    const charges = await listCharges(client, account, decided.entries, asOf);
    const deliveries = await provenDeliveries(client, id);
    return { ...shown, charges, deliveries, proposedCash: (await listWaiting(client, { ...page, proposed: true })).transactions, approval };
  } finally {
    client.release();
  }
}

async function approvalOfDay(client: ClientBase, account: number, creditor: string, asOf: Day): Promise<ApprovalDocument | null> {
  const run = await newestRun(client, creditor, asOf);
  if (run === null || (await findRun(client, run)).asOf !== asOf) return null;
  const approval = await readApproval(client, account, run);
  return approval && { run: `R${run}`, state: approval.state, by: approval.by, reason: approval.reason };
}

/** What the timeline tells beside entries and activities: a letter's files; the bank's transaction, by the entry of its payment. */
interface Told {
  readonly letters: ReadonlyMap<string, readonly LetterFile[]>;
  readonly made: ReadonlyMap<string, MadeWith>;
  readonly cash: ReadonlyMap<number, MatchedDocument>;
}

function present(
  { account, view, decision, procedure, rules, entries }: DecidedAccount & { readonly entries: readonly Entry[] },
  { creditor, debtor }: LetterParties,
  told: Told,
  asOf: Day,
): Omit<AccountDocument, "approval" | "proposedCash" | "charges" | "deliveries"> {
  const parties = {
    account_id: BigInt(account.id),
    creditor: account.creditor,
    creditor_name: creditor.name,
    creditor_language: creditor.language,
    debtor: account.debtor,
    debtor_name: account.debtorName,
    debtor_language: debtor.language,
    currency: account.currency,
  };
  const next = presentFresh(decision, parties, asOf);
  const state = dunningState(view);
  const documents = documentNumbers(entries);
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  return {
    account: next.account,
    asOf,
    debtor,
    next,
    procedure: { name: procedure.name, version: procedure.version },
    items: view.ledger.items.map((item) => ({
      document: item.document,
      instalment: item.instalment,
      issued: item.issued,
      due: item.due,
      overdueDays: Math.max(0, daysBetween(item.due, asOf)),
      amount: money(item.amountMinor),
      open: money(item.openMinor),
      level: state.items.get(item.item)?.level ?? null,
    })),
    credits: view.ledger.credits.map((credit) => ({ document: credit.document, kind: credit.kind, open: money(credit.openMinor) })),
    aging: [...aging(view.ledger.items, asOf)].map(([bucket, amount]) => ({ bucket, amount: money(amount) })),
    ...agreementsOf({ account, view, procedure, rules }, (item) => documents.get(item) ?? `item ${item}`, asOf),
    timeline: timeline(entries, view.activities, told, account.currency),
  };
}

function timeline(entries: readonly Entry[], activities: readonly Activity[], { letters, made, cash }: Told, currency: string): TimelineEvent[] {
  const documents = documentNumbers(entries);
  const booked = entries.map((entry) => ({
    at: entry.knownOn,
    order: 0,
    id: entry.id,
    event: withCash(entryEvent(entry, documents, currency), cash.get(entry.id)),
  }));
  const happened = activities.map((activity) => ({
    at: activity.knownOn,
    order: 1,
    id: activity.id,
    event: activityEvent(activity, documents, { letters, made }, currency),
  }));
  const all = [...booked, ...happened].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order || a.id - b.id));
  return all.map(({ event }) => event);
}

function withCash(event: TimelineEvent, cash: MatchedDocument | undefined): TimelineEvent {
  return cash ? { ...event, by: cash.by, cash } : event;
}

function entryEvent(entry: Entry, documents: ReadonlyMap<number, string>, currency: string): TimelineEvent {
  const day = entry.happenedOn;
  if (isDocument(entry)) {
    const changed = entry.id !== entry.item;
    const values = { document: entry.document, amount: formatMinor(entry.amountMinor, currency), issued: entry.issued, due: entry.due, known: entry.knownOn };
    return { day, kind: changed ? `${entry.kind}-changed` : entry.kind, by: null, values };
  }
  if (entry.kind === "reversal") return { day, kind: "reversal", by: null, values: { document: documents.get(entry.target) ?? null } };
  const values = {
    document: documents.get(entry.target) ?? null,
    source: entry.source === null ? null : (documents.get(entry.source) ?? null),
    amount: formatMinor(entry.amountMinor, currency),
  };
  return { day, kind: entry.kind, by: null, values };
}

function activityEvent(activity: Activity, documents: ReadonlyMap<number, string>, told: Pick<Told, "letters" | "made">, currency: string): TimelineEvent {
  const { kind, happenedOn, by, id, account: _account, knownOn: _knownOn, ...fields } = activity;
  const values: Record<string, unknown> = { activity: id };
  for (const [name, value] of Object.entries(fields)) {
    if (name === "amountMinor") values.amount = value === null ? null : formatMinor(value as bigint, currency);
    else if (name === "instalments")
      values.instalments = (value as readonly Instalment[]).map(({ day, amountMinor }) => ({ day, amount: formatMinor(amountMinor, currency) }));
    else if (name === "item") values.document = documents.get(value as number) ?? null;
    else if (name === "items") values.documents = (value as readonly (number | { item: number; step: string })[]).map((each) => namedItem(each, documents));
    else values[name] = value;
  }
  const event = { day: happenedOn, kind, by, values };
  if (activity.kind !== "letter" && activity.kind !== "answer") return event;
  const step = activity.kind === "letter" ? activity.step : KIND_OF[activity.about];
  return { ...event, letter: { id: activity.letter, step, files: told.letters.get(activity.letter) ?? [], madeWith: told.made.get(activity.letter) ?? null } };
}

function namedItem(item: number | { item: number; step: string }, documents: ReadonlyMap<number, string>) {
  return typeof item === "number" ? (documents.get(item) ?? null) : { document: documents.get(item.item) ?? null, step: item.step };
}
