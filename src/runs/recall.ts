import type { PoolClient } from "pg";
import { isAnswerKind } from "../core/letter/answer.ts";
import type { Activity, ActivityOf, CorrectionReason } from "../core/process/activity.ts";
import { type RecallRefusal, recallRefusal, type StandingStep } from "../core/process/recall.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { loadActivities } from "../store/account-store.ts";
import { appendActivities, type NewActivity } from "../store/activity-store.ts";
import { takeBackCharges } from "../store/charge-store.ts";
import type { Store } from "../store/database.ts";
import { findRun, parseRun } from "../store/decision-store.ts";
import { lockAccounts, voidLetters } from "../store/letter-store.ts";
import { findRecallable, readStandingSteps, type RecallableLetter } from "../store/recall-store.ts";
import { inRetriedTransaction } from "../store/transaction.ts";
import { withdrawApprovals, withdrawRun } from "../store/withdrawal.ts";
import { refuseBackdating } from "./backdating.ts";
import { type Confirmed, confirmAtOnce } from "./confirm-at-once.ts";

export interface RecallRequest {
  /** "R12": every letter of a run; else a letter's id. */
  readonly target: string;
  /** Why; may be left out only where a recalled letter is to be corrected. */
  readonly reason: string | null;
  readonly by: string;
  readonly asOf: Day;
  /** Tells the debtors in writing, for this reason; null: does not. */
  readonly correct: CorrectionReason | null;
  /** Of a run: recalls what can be, and lists the rest. Otherwise all of it or nothing. */
  readonly partly?: boolean;
  readonly backdate?: boolean;
}

export interface RecallReport {
  readonly recalled: readonly {
    readonly letter: string;
    readonly account: string;
    readonly debtor: string;
    readonly step: string;
    /** False: nothing of it had left yet. */
    readonly hadLeft: boolean;
    /** How many charges were taken back with it. */
    readonly charges: number;
  }[];
  /** With `partly`: what rests on these letters. */
  readonly refused: readonly { readonly letter: string; readonly account: string; readonly code: string; readonly reason: string }[];
  /** Recalled before, with who did it and when. */
  readonly already: readonly { readonly letter: string; readonly account: string; readonly on: Day; readonly by: string | null; readonly reason: string }[];
  /** Approvals that were open and must be given anew. */
  readonly withdrawn: number;
  /** The corrections that left, and those that are still owed. */
  readonly corrections: Confirmed;
}

const FOREVER: Day = "9999-12-31";

/**
 * Takes letters back: their items return to where they were, their charges are gone, what was approved since is withdrawn.
 * What left cannot be un-sent, so the debtor is told where that is asked for.
 * @throws UserError `letter-unknown`, `run-unknown`, `run-empty`, `option-missing`, or `recall-refused` naming what rests on a letter
 */
export async function recall(store: Store, request: RecallRequest): Promise<RecallReport> {
  const { correct, asOf } = request;
  const report = await inRetriedTransaction(store, (client) => takeBack(client, request));
  const told = correct ? [...new Set([...report.recalled, ...report.already].map(({ account }) => account))] : [];
  const corrections = { deliveries: [] as Confirmed["deliveries"][number][], held: [] as Confirmed["held"][number][] };
  for (const account of told) {
    const { deliveries, held } = await confirmAtOnce(store, account, asOf);
    corrections.deliveries.push(...deliveries);
    corrections.held.push(...held);
  }
  return { ...report, corrections };
}

async function takeBack(client: PoolClient, request: RecallRequest): Promise<Omit<RecallReport, "corrections">> {
  const { target, asOf, backdate } = request;
  const run = /^R\d+$/.test(target) ? parseRun(target) : null;
  if (run !== null) await findRun(client, run);
  const letters = await lockLetters(client, run === null ? { letter: target } : { run });
  if (letters.length === 0) throw unknown(target, run);
  const accounts = accountsOf(letters);
  for (const creditor of new Set(letters.map((letter) => letter.creditor))) await refuseBackdating(client, creditor, { asOf, ...(backdate && { backdate }) });
  const activities = await readActivities(client, accounts);
  const sorted = await sortLetters(client, letters, accounts, activities);
  if (sorted.refused.length > 0 && !(run !== null && request.partly)) throw refusal(sorted.refused, letters.length);
  if (sorted.free.length > 0 && !request.reason?.trim())
    throw new UserError("option-missing", "A recall needs --reason TEXT: it stands on the account's timeline.");
  const recalled = await recallAll(client, sorted.free, request);
  await askForCorrection(client, sorted.already, activities, request);
  const reason = `recalled: ${target}`;
  const withdrawn = await withdrawApprovals(client, [...new Set(sorted.free.map(({ account }) => account))], reason);
  const rest = run === null || sorted.free.length === 0 ? 0 : await withdrawRun(client, run, reason);
  return { recalled, refused: sorted.refused, already: sorted.already.map(presentAlready), withdrawn: withdrawn + rest };
}

/** The letters, with their accounts locked: of a run, what a delivery has claimed meanwhile too. */
async function lockLetters(client: PoolClient, of: Parameters<typeof findRecallable>[1]): Promise<RecallableLetter[]> {
  let locked: ReadonlySet<number> = new Set();
  for (;;) {
    const letters = await findRecallable(client, of);
    const accounts = accountsOf(letters);
    if (accounts.every((account) => locked.has(account))) return letters;
    await lockAccounts(client, accounts);
    locked = new Set(accounts);
  }
}

function accountsOf(letters: readonly RecallableLetter[]): number[] {
  return [...new Set(letters.map(({ account }) => account))];
}

function unknown(target: string, run: number | null): UserError {
  return run === null
    ? new UserError("letter-unknown", `There is no letter ${target}. \`firmly account\` lists the letters of an account; a run is written R12.`)
    : new UserError("run-empty", `No letter of run ${target} was made: there is nothing to recall.`);
}

interface Sorted {
  readonly free: RecallableLetter[];
  readonly refused: RecallReport["refused"][number][];
  readonly already: (RecallableLetter & { readonly recall: ActivityOf<"recall"> })[];
}

async function sortLetters(
  client: PoolClient,
  letters: readonly RecallableLetter[],
  accounts: readonly number[],
  activities: ReadonlyMap<number, readonly Activity[]>,
): Promise<Sorted> {
  const standing = await readStandingSteps(client, accounts);
  const sorted: Sorted = { free: [], refused: [], already: [] };
  for (const letter of letters) {
    const own = activities.get(letter.account)!;
    const recall = own.find((each): each is ActivityOf<"recall"> => each.kind === "recall" && each.letter === letter.id);
    if (recall) sorted.already.push({ ...letter, recall });
    // Of a run, a letter that never left is nothing to recall; asked for by its id, it is told.
    else if (letter.void && letters.length > 1) continue;
    else {
      const why = whyNot(letter, standing.get(letter.account) ?? [], own);
      if (why) sorted.refused.push({ letter: letter.id, account: `A${letter.account}`, ...why });
      else sorted.free.push(letter);
    }
  }
  return sorted;
}

function whyNot(letter: RecallableLetter, standing: readonly StandingStep[], activities: readonly Activity[]) {
  const { id } = letter;
  if (isAnswerKind(letter.step)) return { code: "answer", reason: `letter ${id} answers the debtor and demands nothing: write again instead` };
  if (letter.void) return { code: "never-left", reason: `letter ${id} never reached the debtor: there is nothing to recall` };
  if (letter.states.includes("uncertain"))
    return { code: "uncertain", reason: `nobody knows yet whether letter ${id} left: say so with \`firmly deliver --resolve ${id}-CHANNEL\` first` };
  const rests = recallRefusal(letter, standing, activities);
  return rests && { code: rests.code, reason: sentenceOf(id, rests) };
}

function sentenceOf(id: string, rests: RecallRefusal): string {
  return rests.code === "placed"
    ? `what letter ${id} is about was placed${rests.agency ? ` with ${rests.agency}` : ""} on ${rests.filedOn}: recall the placement first`
    : `letter ${rests.letter} (${rests.step}, of ${rests.sentOn}) has taken it further than letter ${id}: recall that one first`;
}

function refusal(refused: Sorted["refused"], all: number): UserError {
  const named = refused.slice(0, 10).map(({ account, reason }) => `${account}: ${reason}`);
  const more = refused.length > 10 ? [`and ${refused.length - 10} more`] : [];
  const partly = all > 1 ? " Nothing was recalled; --partly recalls the others." : "";
  return new UserError("recall-refused", `${[...named, ...more].join("; ")}.${partly}`);
}

async function recallAll(client: PoolClient, letters: readonly RecallableLetter[], request: RecallRequest): Promise<RecallReport["recalled"]> {
  const { asOf } = request;
  await appendActivities(
    client,
    letters.map((letter) => recallOf(letter, request.reason!.trim(), request)),
  );
  await voidLetters(
    client,
    letters.map(({ id }) => id),
  );
  const charges = await takeBackCharges(client, letters, asOf);
  return letters.map(({ id, account, debtor, step, states }) => {
    const hadLeft = states.some((state) => state !== "failed" && state !== "refused" && state !== "claimed");
    return { letter: id, account: `A${account}`, debtor, step, hadLeft, charges: charges.get(id) ?? 0 };
  });
}

/** A letter that was recalled before is corrected once, however often that is asked for. */
async function askForCorrection(
  client: PoolClient,
  letters: Sorted["already"],
  activities: ReadonlyMap<number, readonly Activity[]>,
  request: RecallRequest,
): Promise<void> {
  if (!request.correct) return;
  const open = letters.filter(({ id, account }) => !activities.get(account)!.some((each) => each.kind === "recall" && each.letter === id && each.correct));
  await appendActivities(
    client,
    open.map((letter) => recallOf(letter, letter.recall.reason, request)),
  );
}

function recallOf({ id, account }: RecallableLetter, reason: string, { correct, asOf, by }: RecallRequest): NewActivity {
  return { account, happening: { kind: "recall", letter: id, reason, ...(correct && { correct }) }, happenedOn: asOf, knownOn: asOf, by };
}

function presentAlready({ id, account, recall: { happenedOn, by, reason } }: Sorted["already"][number]): RecallReport["already"][number] {
  return { letter: id, account: `A${account}`, on: happenedOn, by, reason };
}

/** Whatever is known of the accounts, also from later days: a recall must not pass over what rests on the letter. */
async function readActivities(client: PoolClient, accounts: readonly number[]): Promise<Map<number, readonly Activity[]>> {
  const activities = new Map<number, Activity[]>(accounts.map((account) => [account, []]));
  await loadActivities(client, accounts, FOREVER, (account, activity) => activities.get(account)!.push(activity));
  return activities;
}
