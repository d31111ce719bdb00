import type { ClientBase } from "pg";
import type { CheckedPoint } from "../../core/process/hand-over-point.ts";
import { stillMissing } from "../../core/process/hand-over-checklist.ts";
import { placementsFiled } from "../../core/process/placed-items.ts";
import { documentNumbers } from "../../core/ledger/entry.ts";
import type { Day } from "../../core/values/day.ts";
import { formatMinor, sumMinor } from "../../core/values/money.ts";
import { findAccounts, loadAccounts, resolveAccount } from "../../store/account-store.ts";
import type { Store } from "../../store/database.ts";
import { findNearHandOver } from "../../store/placement-store.ts";
import { withClient } from "../../store/transaction.ts";
import { decideAll, loadGrounds } from "../decide-accounts.ts";
import { type HandOverCase, handOverCase, loadHandOver } from "./case.ts";
import type { FiledFile } from "./file-placement.ts";
import { type AccountParty, partyOf } from "../account-party.ts";
import { type PaymentReport, paymentReport } from "./report-payments.ts";

interface OpenDocument {
  readonly document: string;
  readonly due: Day;
  readonly open: string;
}

/** How far an account is on its way out of the house: what `firmly hand-over ACCOUNT check --json` prints. */
export interface HandOverDocument extends AccountParty {
  readonly asOf: Day;
  readonly currency: string;
  /** `waits`: not up yet. `approved`: by two people, the notice is still to leave. `beside`: placed, and another item waits for an answer. */
  readonly state: "waits" | "up" | "approved" | "placed" | "beside";
  readonly items: readonly OpenDocument[];
  readonly total: string;
  /** Who has approved it, as far as that counts today. */
  readonly approved: readonly string[];
  /** False: a blocking point is not met, or it is not up. */
  readonly ready: boolean;
  readonly checklist: readonly CheckedPoint[];
  readonly placed: readonly { readonly document: string; readonly since: Day; readonly letter: string }[];
  /** Other items that are overdue beside placed ones, and wait for "place" or "dun". */
  readonly beside: readonly OpenDocument[];
  /** The placement files written so far, oldest first. */
  readonly filed: readonly {
    readonly day: Day;
    readonly by: string | null;
    readonly agency: string | null;
    readonly version: number;
    readonly hash: string;
    readonly files: readonly FiledFile[];
  }[];
  /** What was booked on placed items and the agency has not been told of. */
  readonly unreported: PaymentReport["bookings"];
}

export async function reportHandOver(store: Store, name: string, asOf: Day): Promise<HandOverDocument> {
  return withClient(store, async (client) => present(await loadHandOver(client, await resolveAccount(client, name), asOf)));
}

function present(the: HandOverCase): HandOverDocument {
  const { asOf, decided, up, placed, approved, checklist } = the;
  const { account, decision, view, entries } = decided;
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const open = ({ document, due, openMinor }: (typeof up)[number]) => ({ document, due, open: money(openMinor) });
  const numberOf = documentNumbers(entries);
  const filed = placementsFiled(view.activities);
  return {
    ...partyOf(account),
    asOf,
    currency: account.currency,
    state: stateOf(the),
    items: up.map(open),
    total: money(sumMinor(up.map(({ openMinor }) => openMinor))),
    approved,
    ready: stillMissing(checklist).length === 0,
    checklist,
    placed: [...placed].map(([item, letter]) => ({ document: numberOf.get(item) ?? "", since: letter.sentOn, letter: letter.letter })),
    beside: decision.kind === "task" && decision.task === "place-or-dun" ? decision.items.map(({ item }) => open(item)) : [],
    filed: filed.map(({ happenedOn, by, agency, version = 1, hash, files = [] }) => ({ day: happenedOn, by, agency, version, hash, files })),
    unreported: filed.length > 0 ? paymentReport(the).bookings : [],
  };
}

function stateOf({ decided: { decision }, approved, placed }: Pick<HandOverCase, "decided" | "approved" | "placed">): HandOverDocument["state"] {
  if (decision.kind === "task" && decision.task === "place-or-dun") return "beside";
  if (approved.length >= 2) return "approved";
  if (decision.kind === "hand-over") return "up";
  return placed.size > 0 ? "placed" : "waits";
}

/** An account that is up for hand-over, approved or placed. */
export interface ListedHandOver extends AccountParty {
  readonly creditor: string;
  readonly currency: string;
  readonly state: Exclude<HandOverDocument["state"], "waits">;
  readonly documents: readonly string[];
  readonly total: string;
  readonly approved: readonly string[];
  /** The codes of the blocking points that are not met. */
  readonly missing: readonly string[];
}

/** All accounts that are up for hand-over, approved or placed, of one creditor or all. */
export async function listHandOvers(store: Store, asOf: Day, creditor: string | null): Promise<ListedHandOver[]> {
  return withClient(store, async (client) => {
    const near = await findNearHandOver(client, creditor, asOf);
    const listed: ListedHandOver[] = [];
    for (let start = 0; start < near.length; start += CHUNK) listed.push(...(await listChunk(client, near.slice(start, start + CHUNK), asOf)));
    return listed.sort((a, b) => Number(a.account.slice(1)) - Number(b.account.slice(1)));
  });
}

const CHUNK = 1000;

async function listChunk(client: ClientBase, ids: readonly number[], asOf: Day): Promise<ListedHandOver[]> {
  const grounds = await loadGrounds(client, asOf);
  const loaded = await loadAccounts(client, await findAccounts(client, ids), asOf);
  const entries = new Map(loaded.map((account) => [account.id, account.entries]));
  return decideAll(loaded, grounds).flatMap((decided) => {
    const { account } = decided;
    const the = { ...handOverCase(decided, grounds.creditors.get(account.creditor)!, asOf), decided: { ...decided, entries: entries.get(account.id)! } };
    const { state, items, placed, total, approved, checklist } = present(the);
    if (state === "waits") return [];
    const out = state === "placed" || state === "beside";
    const documents = (out ? placed : items).map(({ document }) => document);
    const missing = state === "up" ? stillMissing(checklist).map(({ code }) => code) : [];
    const owed = out
      ? formatMinor(sumMinor(decided.view.ledger.items.filter(({ item }) => the.placed.has(item)).map(({ openMinor }) => openMinor)), account.currency)
      : total;
    return [
      { ...partyOf(account), creditor: account.creditor, currency: account.currency, state, documents, total: owed, approved, missing: [...new Set(missing)] },
    ];
  });
}
