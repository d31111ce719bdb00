import { owedAnswers } from "../core/process/owed-answers.ts";
import { accountsToAnswer, type AnswerScope } from "../store/answer-store.ts";
import type { Delivery } from "../store/delivery-store.ts";
import { accountMark, answeredActivities } from "../store/letter-store.ts";
import { loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { claimLetter } from "./claim-letter.ts";
import { decideAccount } from "./decide-accounts.ts";
import type { Held } from "./held-letter.ts";
import { prepareAnswer } from "./prepare-answer.ts";
import { sendDelivery, type Sender } from "./send-delivery.ts";
import { momentOf, pausedAt } from "./turn.ts";

export interface AnswersDelivered {
  readonly sent: readonly Delivery[];
  /** What stays owed for now, and why. */
  readonly held: readonly ({ readonly account: number } & Held)[];
}

const CHUNK = 200;
/** How often an account may change under an answer before that is left for the next run. */
const MOST_CHANGES = 3;

/** Sends the answers that debtors are owed. Nothing approves them: a person has agreed on what they say, or has recalled the letter. */
export async function deliverAnswers(sender: Sender, scope: AnswerScope, signal?: AbortSignal): Promise<AnswersDelivered> {
  const sent: Delivery[] = [];
  const held: ({ account: number } & Held)[] = [];
  let after = 0;
  for (;;) {
    const accounts = await accountsToAnswer(sender.store.pool, scope, after, CHUNK);
    if (accounts.length === 0 || signal?.aborted) return { sent, held };
    after = accounts.at(-1)!;
    for (const account of accounts) {
      if (signal?.aborted) break;
      sender.presence.confirm();
      await answerAccount(sender, account, sent, held);
    }
  }
}

/** One answer after the other: each is an activity of the account, after which it is looked at again. */
async function answerAccount(sender: Sender, account: number, sent: Delivery[], held: ({ account: number } & Held)[]): Promise<void> {
  const done = new Set<number>();
  for (let changes = 0; changes < MOST_CHANGES; ) {
    const paused = await pausedAt(sender, account);
    if (paused) {
      held.push({ account, ...paused });
      return;
    }
    const { owed, decided, mark, parties } = await nextOwed(sender, account, done);
    if (!owed) return;
    const prepared = await prepareAnswer(sender.store, owed, decided, parties, momentOf(sender), mark);
    const claimed = prepared === null || "held" in prepared ? null : await claimLetter(sender.store, prepared, sender.presence.id);
    if (claimed === "stale" || claimed === "paused") {
      changes++;
      continue;
    }
    done.add(owed.id);
    if (prepared && "held" in prepared) held.push({ account, ...prepared.held });
    if (claimed === null || typeof claimed === "string") continue;
    for (const delivery of claimed.deliveries) {
      const state = await sendDelivery(sender, delivery);
      if (state) sent.push({ ...delivery, state });
    }
  }
  held.push({ account, code: "postponed", reason: "the account kept changing while its answer was made" });
}

/** The mark first, then what is owed: a change in between shows at the claim. */
async function nextOwed({ store, asOf, creditorOf }: Sender, account: number, done: ReadonlySet<number>) {
  const { mark, decided, answered } = await inTransaction(store, async (client) => ({
    mark: await accountMark(client, account, false),
    answered: await answeredActivities(client, account),
    decided: await decideAccount(client, account, asOf),
  }));
  const owed = owedAnswers(decided.view, asOf).find(({ id }) => !done.has(id) && !answered.has(id)) ?? null;
  const [debtor] = await loadDebtors(store, [decided.account.debtor]);
  return { mark, decided, owed, parties: { creditor: await creditorOf(account), debtor: debtor! } };
}
