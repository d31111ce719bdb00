import type { PoolClient } from "pg";
import { DEBTOR_WIDE, type Happening } from "../core/process/activity.ts";
import { personKey } from "../core/process/dun.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { parseMinor } from "../core/values/money.ts";
import { type AccountRow, findAccounts, findAccountsOfDebtor, resolveAccount, resolveDebtor } from "../store/account-store.ts";
import { appendActivities, type NewActivity } from "../store/activity-store.ts";
import type { Store } from "../store/database.ts";
import { lockAccounts } from "../store/letter-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { withdrawApprovals } from "../store/withdrawal.ts";
import { refuseBackdating } from "./backdating.ts";
import { decideAccount } from "./decide-accounts.ts";
import { checkHappening } from "./record-check.ts";

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
export interface Recorded {
  /** The activity's number. */
  readonly activity: number;
  /** "A17" */
  readonly account: string;
  readonly debtor: { readonly id: string; readonly name: string };
  /** What is allowed and still worth a second look. */
  readonly warnings: readonly string[];
}

type ToHappening = (itemOf: (document: string) => number, minor: (amount: string) => bigint) => Happening;

/** Records what happened on an account. `happening` may ask for the account's documents by number: a person names documents, not items. */
export async function recordHappening(store: Store, options: RecordOptions & { happening: Happening | ToHappening }): Promise<Recorded> {
  const { asOf, by, happenedOn = asOf } = options;
  return inTransaction(store, async (client) => {
    const account = options.debtorWide ? await resolveDebtor(client, options.account) : await resolveAccount(client, options.account);
    const [row] = await findAccounts(client, [account]);
    await refuseBackdating(client, row!.creditor, options);
    const happening =
      typeof options.happening === "function" ? options.happening(await itemFinder(client, account), amountReader(row!.currency)) : options.happening;
    const warnings = await checkHappening(client, row!, happening, happenedOn, asOf);
    const [activity] = await recordWithNews(client, { account, happening, happenedOn, knownOn: asOf, by });
    return { activity: activity!, ...placeOf(row!), warnings };
  });
}

/** What gives way to letters again: they are looked at by a person before they leave, however short the pause was. */
const OPENING: ReadonlySet<Happening["kind"]> = new Set([
  "lift",
  "debtor-lift",
  "reply-read",
  "contact-allowed",
  "insolvency-ended",
  "dispute-resolved",
  "promise-withdrawn",
  "plan-withdrawn",
]);

async function recordWithNews(client: PoolClient, activity: NewActivity): Promise<readonly number[]> {
  const { kind } = activity.happening;
  if (!OPENING.has(kind)) return appendActivities(client, [activity]);
  const touched = DEBTOR_WIDE.has(kind) ? (await findAccountsOfDebtor(client, activity.account)).map(({ id }) => id) : [activity.account];
  await lockAccounts(client, touched);
  const ids = await appendActivities(client, [activity]);
  await withdrawApprovals(client, touched, `news: ${kind}`);
  return ids;
}

function placeOf({ id, debtor, debtorName }: AccountRow): Pick<Recorded, "account" | "debtor"> {
  return { account: `A${id}`, debtor: { id: debtor, name: debtorName } };
}

function amountReader(currency: string): (amount: string) => bigint {
  return (amount) => {
    const minor = parseMinor(amount, currency);
    if (minor === null) throw new UserError("amount-invalid", `"${amount}" is no amount in ${currency}. Write it like 1234.50.`);
    return minor;
  };
}

async function itemFinder(client: PoolClient, account: number): Promise<(document: string) => number> {
  const { rows } = await client.query<{ item: bigint; document: string }>(
    "select distinct item, document from entry where account_id = $1 and kind in ('invoice', 'fee')",
    [account],
  );
  return (document) => {
    const found = rows.filter((row) => row.document === document);
    if (found.length === 0) throw new UserError("document-unknown", `Account A${account} has no document "${document}".`);
    return Number(found[0]!.item);
  };
}

/** One person's approval of a hand-over; two different people are needed (R18). Returns who has approved so far. */
export async function approveHandOver(
  store: Store,
  options: RecordOptions & { by: string },
): Promise<Pick<Recorded, "account" | "debtor"> & { readonly approved: readonly string[] }> {
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, options.account);
    const [row] = await findAccounts(client, [account]);
    const { decision } = await decideAccount(client, account, options.asOf);
    if (decision.kind !== "hand-over") {
      throw new UserError("no-hand-over", `Account A${account} is not up for hand-over on ${options.asOf}: its decision is "${decision.kind}".`);
    }
    const approved = decision.why.flatMap((reason) => (reason.code === "approved-by" && Array.isArray(reason.by) ? (reason.by as string[]) : []));
    if (approved.some((person) => personKey(person) === personKey(options.by)))
      throw new UserError("same-person", `${options.by} has approved this hand-over already; a second, different person must.`);
    const items = decision.items.map(({ item }) => item.item);
    const open = decision.items.map(({ item }) => String(item.openMinor));
    await appendActivities(client, [
      { account, happening: { kind: "hand-over-approved", items, open }, happenedOn: options.asOf, knownOn: options.asOf, by: options.by },
    ]);
    return { ...placeOf(row!), approved: [...approved, options.by] };
  });
}
