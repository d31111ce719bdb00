import type { PoolClient } from "pg";
import { DEBTOR_WIDE, type Happening } from "../core/process/activity.ts";
import { ENDS_A_STOP } from "../core/process/approval-free.ts";
import type { Decision } from "../core/process/decision.ts";
import type { Day } from "../core/values/day.ts";
import { findAccounts, findAccountsOfDebtor, resolveAccount, resolveDebtor } from "../store/account-store.ts";
import { appendActivities, type NewActivity } from "../store/activity-store.ts";
import type { Store } from "../store/database.ts";
import { closeMailOfDebtor } from "../store/inbox-store.ts";
import { lockDebtor } from "../store/letter-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { withdrawApprovals } from "../store/withdrawal.ts";
import { type AccountParty, partyOf } from "./account-party.ts";
import { refuseBackdating } from "./backdating.ts";
import { checkCall } from "./call-check.ts";
import { decideBesideOthers } from "./decide-accounts.ts";
import { happeningOf, type Understood } from "./happening-of.ts";
import type { DecisionDocument } from "./present-decision.ts";
import { checkHappening } from "./record-check.ts";
import { type RecordGround, recordGround } from "./record-ground.ts";
import type { Said } from "./said.ts";

export interface RecordOptions {
  /** An account's id, or a debtor's where that has one account. */
  readonly account: string;
  readonly asOf: Day;
  readonly by: string | null;
  /** The day it happened, where that is not the day it became known. */
  readonly happenedOn?: Day;
  readonly backdate?: boolean;
  /** It concerns the debtor (R17): a debtor's id will do, however many accounts it has. */
  readonly debtorWide?: boolean;
}

/** What was recorded, and where: a debtor's name may have been given. */
export interface Recorded extends AccountParty {
  /** The activity's number. */
  readonly activity: number;
  /** As it stands in the log: a hold over the debtor is "debtor-hold". */
  readonly kind: Happening["kind"];
  /** What was recorded with it: the promise of a call, the end of a number that was wrong. */
  readonly also: readonly { readonly kind: Happening["kind"]; readonly activity: number }[];
  /** What is allowed and still worth a second look. */
  readonly warnings: readonly string[];
  /** What was filled in by itself, and what follows. */
  readonly notes: readonly string[];
  /** What happens to the account now. */
  readonly next: NextDocument;
}

/** A decision in short: what happens next, until when, and why. */
export type NextDocument = Pick<DecisionDocument, "kind" | "step" | "task" | "block" | "payBy" | "until" | "ends" | "why">;

type ToHappening = (itemOf: (document: string) => number, minor: (amount: string) => bigint) => Happening;

/** Records what happened on an account. `happening` may ask for the account's documents by number: a person names documents, not items. */
export function recordHappening(store: Store, options: RecordOptions & { happening: Happening | ToHappening }): Promise<Recorded> {
  const { happening } = options;
  return append(store, options, ({ itemOf, minor }) => ({ happening: typeof happening === "function" ? happening(itemOf, minor) : happening, notes: [] }));
}

/** Records what a person said, on the command line or in the browser. */
export function recordSaid(store: Store, options: RecordOptions & { said: Said }): Promise<Recorded> {
  return append(store, options, (ground) => happeningOf(options.said, ground));
}

/** The rows of the debtor's accounts are locked first: what is checked still holds when it is written, and it may concern them all. */
function append(store: Store, options: RecordOptions, understand: (ground: RecordGround) => Understood): Promise<Recorded> {
  return inTransaction(store, (client) => recordWithin(client, options, understand));
}

/** The same in a transaction of the caller's, who may have locked the debtor's accounts already, and nothing that is locked after them. */
export async function recordWithin(client: PoolClient, options: RecordOptions, understand: (ground: RecordGround) => Understood): Promise<Recorded> {
  const { asOf, by, happenedOn = asOf } = options;
  const account = options.debtorWide ? await resolveDebtor(client, options.account) : await resolveAccount(client, options.account);
  const [row] = await findAccounts(client, [account]);
  await refuseBackdating(client, row!.creditor, options);
  await lockDebtor(client, account);
  const ground = await recordGround(client, account, happenedOn, asOf);
  const { happening, notes, also = [] } = understand(ground);
  const warnings = [happening, ...also].flatMap((each) => checkHappening(each, ground));
  if (happening.kind === "call") warnings.push(...(await checkCall(client, happening, ground)));
  const all = [happening, ...also].map((each) => ({ account, happening: each, happenedOn, knownOn: asOf, by }));
  const [activity, ...others] = await recordWithNews(client, account, all);
  if (happening.kind === "reply-read" && happening.message === undefined) await closeMailOfDebtor(client, account, by, asOf);
  const next = nextOf((await decideBesideOthers(client, account, asOf)).decision);
  return {
    activity: activity!,
    kind: happening.kind,
    also: others.map((id, index) => ({ kind: also[index]!.kind, activity: id })),
    ...partyOf(row!),
    warnings,
    notes,
    next,
  };
}

/** What gives way to letters again: they are looked at by a person before they leave, however short the pause was. */
async function recordWithNews(client: PoolClient, account: number, activities: readonly NewActivity[]): Promise<readonly number[]> {
  const opening = activities.find(({ happening }) => ENDS_A_STOP.has(happening.kind))?.happening.kind;
  if (!opening) return appendActivities(client, activities);
  const ids = await appendActivities(client, activities);
  await withdrawApprovals(client, await touchedBy(client, opening, account), `news: ${opening}`);
  return ids;
}

async function touchedBy(client: PoolClient, kind: Happening["kind"], account: number): Promise<number[]> {
  return DEBTOR_WIDE.has(kind) ? (await findAccountsOfDebtor(client, account)).map(({ id }) => id) : [account];
}

function nextOf(decision: Decision): NextDocument {
  return {
    kind: decision.kind,
    step: "step" in decision ? decision.step : null,
    task: decision.kind === "task" ? decision.task : null,
    block: decision.kind === "blocked" ? decision.block : null,
    payBy: decision.kind === "dun" ? decision.payBy : null,
    until: decision.kind === "wait" ? decision.until : null,
    ends: decision.ends,
    why: decision.why,
  };
}
