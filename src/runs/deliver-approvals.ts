import { findAccounts, loadAccounts } from "../store/account-store.ts";
import type { Approval } from "../store/approval-store.ts";
import { findUsedUp } from "../store/call-store.ts";
import { findRun } from "../store/decision-store.ts";
import type { Delivery } from "../store/delivery-store.ts";
import { accountMark } from "../store/letter-store.ts";
import { loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { claimLetter } from "./claim-letter.ts";
import { type DecidedAccount, decideAll, type Grounds, loadGrounds } from "./decide-accounts.ts";
import { type Held, hold } from "./held-letter.ts";
import type { LetterParties } from "./letter-facts.ts";
import { prepareLetter } from "./prepare-letter.ts";
import { sendDelivery, type Sender } from "./send-delivery.ts";
import { momentOf, pausedAt } from "./turn.ts";

/** What came of an approval. `busy`: another letter to this debtor is on its way, and this one is to be looked at afterwards. `gone`: another process has it. */
export type Outcome = { readonly deliveries: readonly Delivery[] } | { readonly held: Held } | "busy" | "gone";

/** An approval with everything that its letter is made from. `mark` was taken before deciding. */
interface Ready {
  readonly approval: Approval;
  readonly decided: DecidedAccount;
  readonly parties: LetterParties;
  readonly mark: string;
}

/** So many letters are on their way at once: while one is written to the database, others are set. */
const AT_ONCE = 4;
/** How often an account may change under a delivery before it is left for the next run. */
const MOST_CHANGES = 3;

/** Decides a chunk of approvals again, together, and takes each as far as it goes. */
export async function deliverApprovals(
  sender: Sender,
  approvals: readonly Approval[],
  signal: AbortSignal | undefined,
  done: (approval: Approval, outcome: Outcome) => void,
): Promise<void> {
  const waiting = await decideAgain(sender, approvals);
  const work = async () => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      sender.presence.confirm();
      done(next.approval, await deliverOne(sender, next));
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = workers.find((worker) => worker.status === "rejected");
  if (failed) throw failed.reason;
}

/** Marks first, then decisions: a change in between shows at the claim. The debtors are read after it: nobody waits for a second connection with one in hand. */
async function decideAgain({ store, asOf }: Sender, approvals: readonly Approval[]): Promise<Ready[]> {
  const ready = await inTransaction(store, async (client) => {
    const grounds = new Map<number, Grounds>();
    for (const { run } of approvals) {
      if (grounds.has(run)) continue;
      const { procedure } = await findRun(client, run);
      grounds.set(run, await loadGrounds(client, asOf, procedure));
    }
    const ready: (Omit<Ready, "parties"> & { readonly creditor: LetterParties["creditor"] })[] = [];
    for (const [run, ground] of grounds) {
      const own = approvals.filter((approval) => approval.run === run);
      const accounts = own.map(({ account }) => account);
      // What was approved as a letter because the run had no call left is decided so again.
      const usedUp = await findUsedUp(client, run, accounts);
      const marks = new Map<number, string>();
      for (const account of accounts) marks.set(account, await accountMark(client, account, false));
      for (const decided of decideAll(await loadAccounts(client, await findAccounts(client, accounts), asOf), { ...ground, usedUp })) {
        const approval = own.find(({ account }) => account === decided.account.id)!;
        ready.push({ approval, decided, creditor: ground.creditors.get(decided.account.creditor)!, mark: marks.get(decided.account.id)! });
      }
    }
    return ready;
  });
  const debtors = new Map(
    (
      await loadDebtors(
        store,
        ready.map(({ decided }) => decided.account.debtor),
      )
    ).map((debtor) => [debtor.id, debtor]),
  );
  return ready.map(({ creditor, ...each }) => ({ ...each, parties: { creditor, debtor: debtors.get(each.decided.account.debtor)! } }));
}

async function deliverOne(sender: Sender, first: Ready): Promise<Outcome> {
  const { store, asOf } = sender;
  let ready = first;
  for (let changes = 0; changes < MOST_CHANGES; changes++) {
    const paused = await pausedAt(sender, ready.approval.account);
    if (paused) return { held: paused };
    const prepared = await prepareLetter(store, ready.approval, ready.decided, ready.parties, momentOf(sender), ready.mark).catch((error: Error) => {
      sender.presence.confirm();
      // One letter that cannot be made must not stop those that come after it.
      return { held: { code: "postponed", reason: `it could not be made (${error.message})` } } as const;
    });
    if ("held" in prepared) return (await hold(store, ready.approval, prepared.held, asOf)) ? prepared : "gone";
    const claimed = await claimLetter(store, prepared, sender.presence.id);
    if (claimed === "gone" || claimed === "busy") return claimed;
    if (claimed === "paused") continue;
    if (claimed === "stale") {
      const [again] = await decideAgain(sender, [ready.approval]);
      ready = again!;
      continue;
    }
    const sent: Delivery[] = [];
    for (const delivery of claimed.deliveries) {
      const state = await sendDelivery(sender, delivery);
      if (state) sent.push({ ...delivery, state });
    }
    return { deliveries: sent };
  }
  return { held: { code: "postponed", reason: "the account kept changing while its letter was made" } };
}
