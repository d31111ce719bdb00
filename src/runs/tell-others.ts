import type { PoolClient } from "pg";
import type { Receipt } from "../channels/contract.ts";
import { usableAddress } from "../channels/email.ts";
import { addDays, type Day, latest } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { chooseLanguage } from "../languages/read.ts";
import { type InternalNote, renderInternalNote } from "../letters/internal-note.ts";
import { appendActivities } from "../store/activity-store.ts";
import { lockAccount } from "../store/letter-store.ts";
import { claimTelling, markTold, readUntold, type Untold } from "../store/tell-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { channelSettings, findChannel } from "./delivery-plan.ts";
import { loadHouse } from "./house/house.ts";
import { senderHead } from "./letter-mail.ts";
import type { Sender } from "./send-delivery.ts";

/** A note that could not be sent for so long is no news any more. */
const NEWS_DAYS = 14;
/** A run of many letters is not told of all at once: each brings its whole notice. */
const PAGE = 200;

/**
 * Tells colleagues of letters that have left, as their procedures say: by the creditor's e-mail, or where nothing leaves the
 * house, as a file in the outbox folder's `internal`. Once per letter and person; a crash in between may send the same
 * mail again, under the same Message-ID. Whom no address reaches is listed on the timeline all the same.
 */
export async function tellOthers(sender: Sender, creditor: string | null): Promise<void> {
  const since = addDays(sender.asOf, -NEWS_DAYS);
  let page: readonly Untold[] = await readUntold(sender.store.pool, creditor, since, null, PAGE);
  while (page.length > 0) {
    for (const untold of page) {
      await inTransaction(sender.store, async (client) => {
        if (!(await claimTelling(client, untold))) return;
        const told = await tell(sender, untold);
        if (told) await recordTold(client, untold, told, sender.asOf);
      });
    }
    page = await readUntold(sender.store.pool, creditor, since, page.at(-1)!, PAGE);
  }
}

type Told = { readonly to: string; readonly how: "email" | "file" | "not-possible"; readonly detail: string };

/** Null: it was certainly not sent, and the next delivery tries again. */
async function tell(sender: Sender, untold: Untold): Promise<Told | null> {
  const creditor = await sender.creditorOf(untold.account);
  const named = untold.to === "salesperson" ? untold.salesperson : untold.to;
  const address = usableAddress(named);
  if (!address) return { to: named ?? "salesperson", how: "not-possible", detail: named ? "no e-mail address is known" : "the debtor has no salesperson" };
  const asFile = sender.outDir !== null || creditor.channels.mode === "outbox";
  const channel = await findChannel(asFile ? "outbox" : "email");
  const settings = channelSettings(sender.store, channel, creditor, untold.sentOn, sender.outDir);
  if (settings === null) return { to: address, how: "not-possible", detail: "e-mail is not set up" };
  const id = `${untold.letter}-told-${address.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
  const language = (await loadHouse(sender.store.pool, creditor.id, untold.sentOn)).dress(chooseLanguage([creditor.language]));
  const bytes = await renderInternalNote(noteOf(untold), language, creditor.country, noteHead(id, creditor, address, untold.sentOn));
  const recipient = asFile ? `${channel.recipient({} as never, settings)}/internal` : address;
  const file = { name: `${id}.eml`, mediaType: "message/rfc822", bytes };
  const receipt = await channel.send({ deliveryId: id, day: untold.sentOn, recipient, files: [file] }, settings);
  return receipt.outcome === "failed" ? null : { to: address, ...saidOf(receipt, asFile) };
}

function saidOf(receipt: Exclude<Receipt, { outcome: "failed" }>, asFile: boolean): Omit<Told, "to"> {
  if (receipt.outcome === "accepted") return { how: asFile ? "file" : "email", detail: "" };
  // Nobody can say whether it arrived: a note is not worth asking a person, nor sending twice.
  if (receipt.outcome === "uncertain") return { how: "email", detail: `uncertain: ${receipt.detail}` };
  return { how: "not-possible", detail: receipt.detail };
}

function noteHead(id: string, creditor: Creditor, to: string, sentOn: Day) {
  const { domain, from, date } = senderHead(creditor, sentOn);
  return { messageId: `${id}@${domain}`, from, to, date };
}

function noteOf({ notice, step, sentOn, payBy, currency, totalMinor }: Untold): InternalNote {
  const { debtor, items } = JSON.parse(notice) as { debtor: { id: string; name: string }; items: { document: string; due: Day; openMinor: string }[] };
  return { step, sentOn, payBy, currency, totalMinor, debtor, items: items.map((item) => ({ ...item, openMinor: BigInt(item.openMinor) })) };
}

async function recordTold(client: PoolClient, untold: Untold, { to, how, detail }: Told, asOf: Day): Promise<void> {
  const day = latest(asOf, untold.sentOn)!;
  await lockAccount(client, untold.account);
  await appendActivities(client, [
    { account: untold.account, happening: { kind: "told", letter: untold.letter, to, how, detail }, happenedOn: day, knownOn: day, by: null },
  ]);
  await markTold(client, untold);
}
