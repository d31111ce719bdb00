import { setTimeout as sleep } from "node:timers/promises";
import { usableAddress } from "../channels/email.ts";
import type { EmailSettings } from "../channels/email/settings.ts";
import { UserError } from "../core/user-error.ts";
import type { Creditor } from "../core/values/party.ts";
import { channels } from "../open-folders.ts";
import type { Store } from "../store/database.ts";
import { readPauses } from "../store/pause-store.ts";
import { endRest, readRests } from "../store/rest-store.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { takeTurns } from "../store/turn-store.ts";
import { todayOf } from "./clock.ts";
import { channelSettings } from "./delivery-plan.ts";
import { tryMailbox } from "./inbox/try-mailbox.ts";
import { trialMail } from "./trial-mail.ts";
import { takeTrial } from "./trial-turn.ts";
import { mailArrives, mailSentence } from "./trial-words.ts";
import { pauseSentence } from "./turn.ts";
import { wakeQueue } from "./worker.ts";

/** What came of trying a channel, or the mailbox of answers, as it is stored. */
export interface ChannelTrial {
  readonly works: boolean;
  /** Where it got stuck, for programs; null: it works. */
  readonly fault: string | null;
  /** What happened and what to do, in whole sentences. */
  readonly sentence: string;
  /** What the server, or the system, said word for word; null: nothing that helps. */
  readonly said: string | null;
  /** What was seen in the mailbox; null: it was a channel, or could not be read. */
  readonly mailbox: { readonly messages: number; readonly fresh: number; readonly knowsIdle: boolean } | null;
}

/** A letter's patience: so long a test mail waits for its turn among the letters. */
const PATIENCE_SECONDS = 10;

/**
 * Tries a channel as it is stored by a test mail, or looks into the mailbox of answers ("inbox"). It is no delivery, stands on no log and does not count as a
 * failure of the channel's; that it works ends a rest.
 * @param to where the test mail goes; null: to the creditor's contact
 * @throws UserError `trial-unknown`, `channel-missing`, `inbox-missing`, `address-invalid`, `sending-paused`, `trial-too-soon`
 */
export async function tryChannel(store: Store, creditor: string, name: string, to: string | null): Promise<ChannelTrial> {
  const whose = await loadCreditor(store, creditor);
  return name === "inbox" ? tryMailbox(store, whose) : tryToSend(store, whose, name, to);
}

async function tryToSend(store: Store, creditor: Creditor, name: string, to: string | null): Promise<ChannelTrial> {
  const channel = (await channels()).get(name);
  if (!channel?.trial) throw new UserError("trial-unknown", `"${name}" cannot be tried. Try email or inbox.`);
  const settings = channelSettings(store, channel, creditor, todayOf(creditor), null) as EmailSettings | null;
  if (settings === null) throw new UserError("channel-missing", `${name} is not set up for ${creditor.name}: save its settings first.`);
  const address = usableAddress(to ?? creditor.contact?.email ?? null);
  if (!address) throw new UserError("address-invalid", `Say where the test mail is to go: one plain e-mail address, such as "ar@example.com".`);
  const pause = (await readPauses(store.pool)).find((each) => each.creditor === null || each.creditor === creditor.id);
  if (pause) throw new UserError("sending-paused", `No test mail was sent, because ${pauseSentence(pause)}. Resume sending first.`);
  const limits = channel.limits?.(address, settings) ?? [];
  const wait = await inTransaction(store, async (client) => {
    await takeTrial(client, creditor.id);
    const seconds = await takeTurns(client, limits, PATIENCE_SECONDS);
    if (seconds > PATIENCE_SECONDS)
      throw new UserError("trial-too-soon", `No test mail was sent: letters take all that may leave by ${name} in a minute. Try again when they have left.`);
    return seconds;
  });
  if (wait > 0) await sleep(wait * 1000);
  const trial = await channel.trial(await trialMail(creditor, address), settings);
  if (!trial.works) {
    const sentence = mailSentence(trial.fault, trial.isPassing, settings, address);
    return { works: false, fault: trial.fault, sentence, said: trial.said, mailbox: null };
  }
  await wake(store, creditor.id, name);
  return { works: true, fault: null, sentence: mailArrives(settings, address), said: trial.answer, mailbox: null };
}

/** The channel works again: what waited for it is looked at now, as after a change of its settings. */
async function wake(store: Store, creditor: string, name: string): Promise<void> {
  if (!(await readRests(store.pool, creditor)).some(({ channel }) => channel === name)) return;
  await endRest(store.pool, creditor, name);
  await wakeQueue(store);
}
