import type { PoolClient } from "pg";
import type { Receipt } from "../channels/contract.ts";
import { ABOUT, isAnswerKind } from "../core/letter/answer.ts";
import type { Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import { type Day, latest } from "../core/values/day.ts";
import { appendActivities, type NewActivity } from "../store/activity-store.ts";
import { closeApproval } from "../store/approval-store.ts";
import { bookCharges, takeBackCharges } from "../store/charge-store.ts";
import type { Store } from "../store/database.ts";
import { changeState, type Delivery, type DeliveryState, failRecipient, readDeliveries, readDelivery, settle } from "../store/delivery-store.ts";
import { lockAccount, readLetter, type StoredLetter, voidLetters } from "../store/letter-store.ts";
import { addReceipt, type NewReceipt } from "../store/receipt-store.ts";
import { inRetriedTransaction, inTransaction } from "../store/transaction.ts";

/**
 * Records what came of a claimed delivery, all in one transaction with the account locked: its state, and what follows
 * for the letter, the approval and the log. Null where the claim is no longer this holder's.
 */
export async function settleDelivery(store: Store, delivery: Delivery, holder: string, given: Receipt, asOf: Day): Promise<DeliveryState | null> {
  // What left is never given up to a deadlock: it would be uncertain for ever.
  return inRetriedTransaction(store, async (client) => {
    await lockAccount(client, delivery.account);
    const receipt = await endOfRetries(client, delivery, given);
    if (!(await settle(client, delivery.id, holder, receipt.outcome, receipt))) return null;
    // What a crash of a later day has left may be settled by a run of an earlier one: nothing is known before it was sent.
    const knownOn = latest(asOf, delivery.sentOn)!;
    await addReceipt(client, delivery, proofOf(delivery, receipt), { knownOn });
    await recordOutcome(client, { ...delivery, state: receipt.outcome }, detailOf(receipt), knownOn);
    return receipt.outcome;
  });
}

/** A recipient that fails and fails is refused in the end: the letter goes another way, or its address is asked for. */
async function endOfRetries(client: PoolClient, { id }: Delivery, receipt: Receipt): Promise<Receipt> {
  if (receipt.outcome !== "failed" || receipt.about !== "recipient" || !(await failRecipient(client, id))) return receipt;
  return { outcome: "refused", detail: `given up after three days of failing: ${receipt.detail}` };
}

function detailOf(receipt: Receipt): string {
  return receipt.outcome === "accepted" ? receipt.answer : receipt.detail;
}

/** What was handed over stands in the proof where it left, or may have. */
function proofOf({ recipient, files }: Delivery, receipt: Receipt): NewReceipt {
  const { outcome } = receipt;
  const left = outcome === "accepted" || outcome === "uncertain";
  return {
    outcome,
    recipient,
    providerId: outcome === "accepted" ? receipt.providerId : null,
    answer: detailOf(receipt),
    ...(left && { files: files.map(({ hash }) => hash) }),
  };
}

/** A delivery is in its new state: what follows for the letter, its approval and the log. */
async function recordOutcome(client: PoolClient, delivery: Delivery, detail: string, asOf: Day): Promise<void> {
  const all = await readDeliveries(client, delivery.letter);
  // Also what has come back since was a letter.
  const arrived = all.filter(({ state }) => state === "accepted" || state === "bounced" || state === "returned");
  if (delivery.state === "accepted" && arrived.length === 1) await recordLetter(client, all, asOf);
  if (delivery.state === "uncertain") await log(client, delivery.account, { kind: "delivery-uncertain", delivery: delivery.id }, asOf);
  if (delivery.state !== "refused") return;
  if (arrived.length > 0) {
    await log(client, delivery.account, { kind: "letter-returned", letter: delivery.letter, channel: delivery.channel, detail }, asOf);
    await undoUnsent(client, delivery.letter, asOf);
  } else if (all.every(({ state }) => state === "refused")) await recordUndeliverable(client, delivery, all, detail, asOf);
}

/**
 * Where nothing of a letter that had left is on its way or at the debtor's any more, in a transaction that has the account locked: it was not sent (R4),
 * its charges are taken back, and its steps may be taken again. False where something is.
 */
export async function undoUnsent(client: PoolClient, letter: string, asOf: Day): Promise<boolean> {
  if ((await readDeliveries(client, letter)).some(({ state }) => !["refused", "bounced", "returned"].includes(state))) return false;
  await voidLetters(client, [letter]);
  await takeBackCharges(client, [(await readLetter(client, letter))!], asOf);
  return true;
}

/** The first acceptance makes the letter a fact: from now on its items have reached their steps, and what it charges is owed. */
async function recordLetter(client: PoolClient, all: readonly Delivery[], asOf: Day): Promise<void> {
  const letter = (await readLetter(client, all[0]!.letter))!;
  const { account, run, sentOn } = letter;
  const channels = all.filter(({ state }) => state !== "refused").map(({ channel }) => channel);
  await appendActivities(client, [{ account, happening: factOf(letter, channels), happenedOn: sentOn, knownOn: asOf, by: null }]);
  await bookCharges(client, letter, asOf);
  // Recalled while it was on its way: it has left, and is taken back all the same.
  if (letter.void) await takeBackCharges(client, [letter], asOf);
  if (run !== null) await closeApproval(client, account, run, "delivered", null);
}

function factOf({ id, step, answers, items, sentOn, deliveredOn, payBy, procedure }: StoredLetter, channels: readonly string[]): Happening {
  const sent = { letter: id, sentOn, deliveredOn, channels };
  if (isAnswerKind(step)) return { kind: "answer", ...sent, about: ABOUT[step], of: answers! };
  return { kind: "letter", ...sent, step, items, payBy, ...(procedure !== null && { procedure }) };
}

/** Refused on every channel: it never was a letter, and somebody must find a better address. An answer may go by another way. */
async function recordUndeliverable(client: PoolClient, delivery: Delivery, all: readonly Delivery[], detail: string, asOf: Day): Promise<void> {
  const { account, run, step, letter } = delivery;
  const channels = all.map(({ channel }) => channel);
  await voidLetters(client, [letter]);
  if (run === null || isAnswerKind(step)) {
    for (const channel of channels) await log(client, account, { kind: "letter-returned", letter, channel, detail }, asOf);
    return;
  }
  await closeApproval(client, account, run, "withdrawn", `address: ${detail}`);
  await log(client, account, { kind: "delivery-held", code: "address", step, detail, channels }, asOf);
}

async function log(client: PoolClient, account: number, happening: Happening, asOf: Day): Promise<void> {
  await appendActivities(client, [{ account, happening, happenedOn: asOf, knownOn: asOf, by: null }]);
}

/** A further copy of a letter that has left on another way, and is not wanted any more: given up. Nothing is said against its address. */
export async function giveUp(store: Store, delivery: Delivery, detail: string, asOf: Day): Promise<void> {
  await inTransaction(store, async (client) => {
    await lockAccount(client, delivery.account);
    if (!(await changeState(client, delivery.id, "failed", "refused", { outcome: "refused", detail }))) return;
    await addReceipt(client, delivery, proofOf(delivery, { outcome: "refused", detail }), { knownOn: asOf });
    await log(client, delivery.account, { kind: "copy-given-up", letter: delivery.letter, channel: delivery.channel, detail }, asOf);
    await undoUnsent(client, delivery.letter, asOf);
  });
}

/** Takes back a letter that certainly did not leave, so that the approval leads to a new one made on the day it leaves. */
export async function voidUnsent(store: Store, delivery: Delivery): Promise<boolean> {
  return inTransaction(store, async (client) => {
    await lockAccount(client, delivery.account);
    const all = await readDeliveries(client, delivery.letter);
    if (!all.every(({ state }) => state === "failed" || state === "refused")) return false;
    await voidLetters(client, [delivery.letter]);
    return true;
  });
}

/**
 * A person's word on an uncertain delivery, from the server's log or a call: it was accepted after all, or it was not
 * sent and goes out again.
 * @throws UserError where there is no such delivery, or it is not uncertain
 */
export async function resolveUncertain(store: Store, id: string, outcome: "accepted" | "not-sent", by: string | null, asOf: Day): Promise<void> {
  await inTransaction(store, async (client) => {
    const delivery = await readDelivery(client, id);
    if (!delivery) throw new UserError("delivery-unknown", `There is no delivery ${id}. \`firmly account\` lists an account's deliveries.`);
    await lockAccount(client, delivery.account);
    const detail = `resolved by ${by ?? "a person"}: ${outcome}`;
    if (!(await resolveWithin(client, delivery, outcome, { detail, by, asOf }))) {
      throw new UserError("delivery-conflict", `Delivery ${id} is ${delivery.state}; only an uncertain delivery is resolved.`);
    }
  });
}

/** The same in a transaction that has the account locked; false where the delivery is not uncertain any more. */
export async function resolveWithin(
  client: PoolClient,
  delivery: Delivery,
  outcome: "accepted" | "not-sent",
  { detail, by, asOf }: { readonly detail: string; readonly by: string | null; readonly asOf: Day },
): Promise<boolean> {
  const state = outcome === "accepted" ? "accepted" : "failed";
  if (!(await changeState(client, delivery.id, "uncertain", state, { outcome: state, detail }))) return false;
  const resolved: NewActivity = {
    account: delivery.account,
    happening: { kind: "delivery-resolved", delivery: delivery.id, outcome },
    happenedOn: asOf,
    knownOn: asOf,
    by,
  };
  const { recipient } = delivery;
  await addReceipt(client, delivery, { outcome: state, recipient, providerId: null, answer: detail }, { knownOn: asOf, by, besides: [resolved] });
  await recordOutcome(client, { ...delivery, state }, outcome, asOf);
  return true;
}
