import type { ClientBase } from "pg";
import type { Entry } from "../core/ledger/entry.ts";
import { type OpenLedger, openItems } from "../core/ledger/open-items.ts";
import { transitOf } from "../core/letter/print-service.ts";
import { allot, allotFirstWave } from "../core/process/allot.ts";
import { approvalFree } from "../core/process/approval-free.ts";
import { chooseProcedure } from "../core/process/procedure-choice.ts";
import { noteUsedUp } from "../core/process/allot-calls.ts";
import { withFreeSteps } from "../core/process/free-steps.ts";
import { decide } from "../core/process/decide.ts";
import type { Decision } from "../core/process/decision.ts";
import { minorOf, type Procedure, type Step } from "../core/process/procedure.ts";
import type { AccountView, Rules } from "../core/process/view.ts";
import { addBusinessDays } from "../core/values/business-days.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { bankDays, bothOpen, businessDays } from "../jurisdictions/calendar.ts";
import { claimLaw } from "../jurisdictions/claim-law.ts";
import { conductOf } from "../jurisdictions/conduct.ts";
import type { Jurisdiction } from "../jurisdictions/contract.ts";
import { lawfulLeadDays } from "../jurisdictions/lead.ts";
import { jurisdictions } from "../open-folders.ts";
import { type AccountRow, findAccounts, findAccountsOfDebtor, type LoadedAccount, loadAccounts } from "../store/account-store.ts";
import { findUsedUpOn } from "../store/call-store.ts";
import { countFirstWave, loadPostedThrough } from "../store/decision-store.ts";
import { completeCreditor, readCreditors } from "../store/settings-store.ts";
import { loadProcedureBook, type ProcedureBook } from "./procedure-book.ts";
import { areCalled } from "./call-capacity.ts";
import { isSpokenTo } from "./voice-way.ts";

/** Everything but the accounts themselves that decisions of one day rest on, loaded once per run. */
export interface Grounds {
  readonly asOf: Day;
  readonly creditors: ReadonlyMap<string, Creditor>;
  readonly payments: ReadonlyMap<string, AccountView["payments"]>;
  /** The law on file, by country. */
  readonly laws: ReadonlyMap<string, Jurisdiction>;
  /** A procedure named by the caller goes before the creditor's own choice. */
  readonly procedure: string | null;
  readonly procedures: ProcedureBook;
  readonly cache: Map<string, Rules>;
  /** How many more letters of a first wave may leave today, by creditor that limits them; counted down as they are decided. */
  readonly firstWave: Map<string, number>;
  /** Accounts that get the letter because the day's calls are used up (R20). */
  readonly usedUp: ReadonlySet<number>;
}

export interface DecidedAccount {
  readonly account: LoadedAccount;
  readonly view: AccountView;
  readonly rules: Rules;
  readonly procedure: Procedure;
  readonly decision: Decision;
}

export async function loadGrounds(client: ClientBase, asOf: Day, procedure: string | null = null): Promise<Grounds> {
  const creditors = new Map((await readCreditors(client)).map(({ id, name, settings }) => [id, completeCreditor(id, name, settings)]));
  const firstWave = new Map<string, number>();
  for (const { id, firstWavePerDay } of creditors.values()) {
    if (firstWavePerDay !== null) firstWave.set(id, firstWavePerDay - (await countFirstWave(client, id, asOf)));
  }
  return {
    asOf,
    creditors,
    payments: await loadPostedThrough(client, asOf),
    laws: await jurisdictions(),
    procedure,
    procedures: await loadProcedureBook(client, asOf),
    cache: new Map(),
    firstWave,
    usedUp: new Set(),
  };
}

/** Decides loaded accounts; those of one debtor must stand together, as `findDueAccounts` orders them. */
export function decideAll(accounts: readonly LoadedAccount[], grounds: Grounds): DecidedAccount[] {
  return decideButSome(accounts, grounds, () => false).decided;
}

/**
 * As `decideAll`, but debtors with an account that is to be put off stay undecided, and use up nothing that accounts share:
 * what becomes of them shows when all others are decided. Returns also what was put off, as it stands so far.
 */
export function decideButSome(
  accounts: readonly LoadedAccount[],
  grounds: Grounds,
  isPutOff: (decided: DecidedAccount) => boolean,
): { readonly decided: DecidedAccount[]; readonly putOff: DecidedAccount[] } {
  const all = allotDebtors(
    accounts.map((account) => decideLoaded(account, grounds)),
    grounds.asOf,
  );
  const debtors = new Set(all.filter(isPutOff).map(({ account }) => account.debtor));
  const [decided, putOff] = debtors.size === 0 ? [all, []] : [false, true].map((off) => all.filter(({ account }) => debtors.has(account.debtor) === off));
  const limited = grounds.firstWave.size === 0 ? decided! : decided!.map((each) => limitFirstWave(each, grounds));
  return { decided: limited.map((each) => withPersonNeeded(each, grounds.asOf)), putOff: putOff! };
}

/** A letter that its procedure would let go by itself, and that a person is to look at all the same, says why. */
function withPersonNeeded(each: DecidedAccount, asOf: Day): DecidedAccount {
  const free = approvalFree(each.decision, each.procedure, each.view, asOf);
  return free === null || free === "approved" ? each : { ...each, decision: { ...each.decision, why: [...each.decision.why, free] } };
}

/** Decides one account beside its debtor's others, as a proposal does: they share the gaps. */
export async function decideBesideOthers(client: ClientBase, account: number, asOf: Day): Promise<DecidedAccount & { readonly entries: readonly Entry[] }> {
  const loaded = await loadAccounts(client, await findAccountsOfDebtor(client, account), asOf);
  const grounds = await groundsOfDay(
    client,
    asOf,
    loaded.map(({ id }) => id),
  );
  const decided = decideAll(loaded, grounds).find((each) => each.account.id === account)!;
  return { ...decided, entries: loaded.find(({ id }) => id === account)!.entries };
}

/** Decides one account as it stands in the caller's transaction, whatever its debtor's others come to. */
export async function decideAccount(client: ClientBase, account: number, asOf: Day, procedure: string | null = null): Promise<DecidedAccount> {
  const grounds = await groundsOfDay(client, asOf, [account], procedure);
  const [loaded] = await loadAccounts(client, await findAccounts(client, [account]), asOf);
  return decideLoaded(loaded!, grounds);
}

/** Whoever looks at an account sees what the run of the day has decided about its call. */
async function groundsOfDay(client: ClientBase, asOf: Day, accounts: readonly number[], procedure: string | null = null): Promise<Grounds> {
  return { ...(await loadGrounds(client, asOf, procedure)), usedUp: await findUsedUpOn(client, asOf, accounts) };
}

function decideLoaded(account: LoadedAccount, grounds: Grounds): DecidedAccount {
  const standing = standingOf(account, grounds);
  const decision = decide(standing.view, standing.procedure, standing.rules, grounds.asOf);
  return { ...standing, decision: grounds.usedUp.has(account.id) ? noteUsedUp(decision) : decision };
}

/** What a loaded account is decided from. */
export function standingOf(account: LoadedAccount, grounds: Grounds): Omit<DecidedAccount, "decision"> {
  const creditor = grounds.creditors.get(account.creditor)!;
  const ledger = openItems(account.entries, grounds.asOf);
  const procedure = procedureOf(account, creditor, grounds, ledger);
  const rules = rulesFor(account, creditor, procedure, grounds);
  const view: AccountView = {
    currency: account.currency,
    ledger,
    activities: account.activities,
    debtorActivities: account.debtorActivities,
    proposedCash: account.proposedCash,
    payments: grounds.payments.get(account.creditor) ?? { through: null, by: "ledger" },
    salesCheckMinor: minorOf(creditor.salesCheckThreshold, account.currency),
    reach: { email: account.email, phone: account.phone, post: account.hasAddress },
    callsPossible: areCalled(creditor, account.segment) && !grounds.usedUp.has(account.id),
  };
  return { account, view, rules, procedure };
}

/** The procedure that an account follows: one on trial, else the creditor's choice for it. */
function procedureOf(account: AccountRow, creditor: Creditor, { procedure, procedures }: Grounds, { items }: OpenLedger): Procedure {
  if (procedure !== null) return procedures.find(procedure);
  return withFreeSteps(chooseProcedure(creditor.procedures, account, items, procedures.find), creditor.schedule?.approveUpTo ?? null);
}

function rulesFor(account: AccountRow, creditor: Creditor, procedure: Procedure, grounds: Grounds): Rules {
  const key = [
    creditor.id,
    procedure.name,
    account.country,
    account.region,
    account.type,
    account.email !== null,
    account.hasAddress,
    isSpokenTo(creditor, account),
  ].join("|");
  const known = grounds.cache.get(key);
  if (known) return known;
  const own = businessDays(creditor.country, creditor.region);
  const country = account.country ?? creditor.country;
  const conduct = conductOf(grounds.laws, country, account.type, grounds.asOf);
  const isBusinessDay = bothOpen(own, businessDays(country, account.region));
  const rules: Rules = {
    isBusinessDay,
    isBankDay: bankDays(creditor.country, creditor.region),
    expectedDelivery: expectedDelivery(account, creditor, procedure, isBusinessDay),
    lawfulLeadDays: (step) => lawfulLeadDays(grounds.laws, country, account.type, step, grounds.asOf),
    claimLaw: claimLaw(grounds.laws, creditor.claimLaw ?? creditor.country, account.type, grounds.asOf),
    ...(conduct.sources.length > 0 && { creditReport: conduct.creditReport }),
  };
  grounds.cache.set(key, rules);
  return rules;
}

/** Mail and voice arrive the same day, post after its transit days, and a letter that goes both ways when the slower one is there (R4). */
function expectedDelivery(account: AccountRow, creditor: Creditor, procedure: Procedure, isBusinessDay: Rules["isBusinessDay"]): Rules["expectedDelivery"] {
  const { mode, email, post } = creditor.channels;
  if (mode === "outbox") return (_step, day) => day;
  const [mails, posts] = [email !== null && account.email !== null, post !== null && account.hasAddress];
  const calls = isSpokenTo(creditor, account);
  return (step: Step, day: Day, closed) => {
    const rule = procedure.steps[step];
    const reaches = { email: mails && !closed.has("email"), post: posts && !closed.has("post"), voice: calls && !closed.has("voice") };
    const first = rule.channels.find((channel) => reaches[channel]);
    if (!first && !rule.also.some((channel) => reaches[channel])) return null;
    const byPost = first === "post" || rule.also.some((channel) => channel === "post" && reaches.post);
    return byPost ? addBusinessDays(isBusinessDay, day, transitOf(post!, account.country)) : day;
  };
}

function allotDebtors(decided: readonly DecidedAccount[], asOf: Day): DecidedAccount[] {
  const result: DecidedAccount[] = [];
  for (let start = 0; start < decided.length; ) {
    let end = start + 1;
    while (end < decided.length && decided[end]!.account.debtor === decided[start]!.account.debtor) end++;
    const group = decided.slice(start, end);
    result.push(...(group.length > 1 ? allotGroup(group, asOf) : group));
    start = end;
  }
  return result;
}

function allotGroup(group: readonly DecidedAccount[], asOf: Day): DecidedAccount[] {
  // The debtor's accounts may follow different procedures: between two of them the wider gap holds.
  const gaps = group.map(({ procedure }) => procedure.gapDays);
  const gapDays = { messages: Math.max(...gaps.map((gap) => gap.messages)), letters: Math.max(...gaps.map((gap) => gap.letters)) };
  const allotted = allot(group.map(factsOf), { ...group[0]!.procedure, gapDays }, asOf);
  return group.map((each, index) => ({ ...each, decision: allotted[index]!.decision }));
}

function limitFirstWave(each: DecidedAccount, { firstWave, asOf }: Grounds): DecidedAccount {
  return { ...each, decision: allotFirstWave(factsOf(each), firstWave, asOf).decision };
}

function factsOf({ account, view, rules, decision }: DecidedAccount) {
  return { account: account.id, creditor: account.creditor, view, rules, decision };
}
