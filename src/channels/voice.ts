import { join } from "node:path";
import type { Debtor } from "../core/values/party.ts";
import type { Channel, Message, Receipt } from "./contract.ts";
import { writeWhole } from "./folder/written-file.ts";
import { saidText, twimlText } from "./voice/dry-run.ts";
import { hearCall } from "./voice/heard.ts";
import { findCall, makeCall } from "./voice/provider.ts";
import { settings, type VoiceSettings } from "./voice/settings.ts";
import { callOf } from "./voice/spoken-call.ts";
import { readSpoken } from "./voice/spoken-file.ts";
import { countryOfNumber, dialledNumber } from "./voice/phone-number.ts";

/** New providers' accounts may begin one call a second. */
const CALLS_PER_MINUTE = 60;

/**
 * A letter as an automated call. Whoever answers hears who is calling and for whom; what is open only after the PIN. The provider asks us, call by
 * call and key by key, what to say (`hear`). A call that was not heard to the end of the message counts as not sent; it is `accepted`
 * only as far as the provider is concerned.
 */
export default {
  name: "voice",
  settings,
  carries: ["voice"],
  recipient: (debtor: Debtor, { from }) => dialledNumber(debtor.phone, debtor.country ?? countryOfNumber(from)),
  arrivesAtOnce: true,
  transitBusinessDays: () => 0,
  send,
  reconcile,
  limits: (_recipient, { baseUrl, from }) => [{ key: `${new URL(baseUrl).host} ${from}`, perMinute: CALLS_PER_MINUTE }],
  hear: hearCall,
} satisfies Channel<VoiceSettings>;

async function send(message: Message, voice: VoiceSettings): Promise<Receipt> {
  const spoken = readSpoken(message);
  if (!spoken || spoken.phone !== message.recipient) return { outcome: "refused", detail: "there is nothing to say to this number" };
  return voice.dryRun ? writeDown(message, voice) : makeCall(callOf(spoken, voice), voice);
}

/** Nobody was called, so it is no delivery: the letter goes by another way. */
async function writeDown(message: Message, voice: VoiceSettings): Promise<Receipt> {
  const call = callOf(readSpoken(message)!, voice);
  const folder = join(voice.folder, message.day);
  const name = message.files[0]!.name.replace(/\.json$/, "");
  try {
    await writeWhole(folder, `${name}.txt`, Buffer.from(saidText(call)));
    await writeWhole(folder, `${name}.xml`, Buffer.from(twimlText(call)));
  } catch (error) {
    return { outcome: "failed", detail: (error as Error).message };
  }
  return { outcome: "refused", detail: `dry run: nobody was called; what would be said is in ${join(folder, `${name}.txt`)} (channels.voice.dryRun)` };
}

async function reconcile(message: Message, voice: VoiceSettings): Promise<"accepted" | "unknown"> {
  const spoken = readSpoken(message);
  if (!spoken || voice.dryRun) return "unknown";
  return findCall(callOf(spoken, voice), message.day, voice);
}
