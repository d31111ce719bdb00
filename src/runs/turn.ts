import { setTimeout as sleep } from "node:timers/promises";
import type { Creditor } from "../core/values/party.ts";
import { type Pause, pauseOf } from "../store/pause-store.ts";
import { type Rest, readRests } from "../store/rest-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { takeTurns } from "../store/turn-store.ts";
import { channelSettings, type PlannedDelivery } from "./delivery-plan.ts";
import type { Held } from "./held-letter.ts";
import type { DayOf } from "./prepare-letter.ts";
import type { Sender } from "./send-delivery.ts";

/** So long a letter waits here for its turn; for a later one it comes back. No claim is held meanwhile. */
const PATIENCE_SECONDS = 10;

/**
 * A letter's turn to leave, on all its ways: their channels work, and what limits how fast their messages may go allows it. Waits for a turn that comes soon.
 * Null: now.
 */
export async function turnOf(
  { store, asOf, outDir }: Pick<Sender, "store" | "asOf" | "outDir">,
  creditor: Creditor,
  planned: readonly Pick<PlannedDelivery, "channel" | "recipient">[],
): Promise<Held | null> {
  const rests = await readRests(store.pool, creditor.id);
  const rest = rests.find(({ channel, minutes }) => minutes !== null && planned.some((each) => each.channel.name === channel));
  if (rest) return { code: "postponed", reason: restSentence(rest), inMinutes: rest.minutes! };
  const limits = planned.flatMap(({ channel, recipient }) => {
    const settings = channel.limits && channelSettings(store, channel, creditor, asOf, outDir);
    return settings ? channel.limits!(recipient, settings) : [];
  });
  if (limits.length === 0) return null;
  const wait = await inTransaction(store, (client) => takeTurns(client, limits, PATIENCE_SECONDS));
  if (wait > PATIENCE_SECONDS) {
    const keys = limits.map(({ key, perMinute }) => `${perMinute} a minute for ${key}`).join(", ");
    return { code: "postponed", reason: `waits for its turn: ${keys}`, inMinutes: wait / 60 };
  }
  if (wait > 0) await sleep(wait * 1000);
  return null;
}

/** What a letter of now is made for. */
export function momentOf(sender: Sender): DayOf {
  const { asOf, outDir, instant } = sender;
  return { asOf, outDir, instant: instant(), turn: (creditor, planned) => turnOf(sender, creditor, planned) };
}

/** Nothing is claimed and nothing handed over while a pause holds; null: none does. */
export async function pausedAt({ store }: Pick<Sender, "store">, account: number): Promise<Held | null> {
  const pause = await pauseOf(store.pool, account);
  return pause && { code: "postponed", reason: pauseSentence(pause) };
}

export function restSentence({ channel, failures, since, until, detail }: Rest): string {
  const begun = `${channel} has failed ${failures} times in a row since ${since}`;
  return `${begun}${until === null ? "" : `, and rests until ${until}`}: ${detail}`;
}

export function pauseSentence({ creditor, reason, by, at }: Pause): string {
  return `sending ${creditor === null ? "" : `for ${creditor} `}is paused since ${at} by ${by}: ${reason}`;
}
