import type { Receipt } from "../channels/contract.ts";
import { usableAddress } from "../channels/email.ts";
import { signMail } from "../channels/email/dkim.ts";
import type { Language } from "../core/letter/language.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { chooseLanguage } from "../languages/read.ts";
import type { NoteHead } from "../letters/internal-note.ts";
import { channelSettings, findChannel } from "./delivery-plan.ts";
import { loadHouse } from "./house/house.ts";
import { senderHead } from "./letter-mail.ts";
import type { Sender } from "./send-delivery.ts";

/** How a message to a colleague went. */
export type Told = { readonly to: string; readonly how: "email" | "file" | "not-possible"; readonly detail: string };

interface InsideMail {
  /** Who it is for: an address, or a name that has none; null: the debtor has no salesperson. */
  readonly named: string | null;
  /** Stable for the message; the address makes it whole. */
  readonly id: string;
  readonly day: Day;
  /** In the creditor's language. */
  readonly render: (language: Language, head: NoteHead) => Promise<Uint8Array>;
}

/**
 * Sends a message to a colleague: by the creditor's e-mail, or where nothing leaves the house, as a file in the outbox folder's
 * `internal`. Null: it was certainly not sent, and the next delivery tries again.
 */
export async function sendInside(sender: Sender, creditor: Creditor, { named, id: stem, day, render }: InsideMail): Promise<Told | null> {
  const address = usableAddress(named);
  if (!address) return { to: named ?? "salesperson", how: "not-possible", detail: named ? "no e-mail address is known" : "the debtor has no salesperson" };
  const asFile = sender.outDir !== null || creditor.channels.mode === "outbox";
  const channel = await findChannel(asFile ? "outbox" : "email");
  const settings = channelSettings(sender.store, channel, creditor, day, sender.outDir);
  if (settings === null) return { to: address, how: "not-possible", detail: "e-mail is not set up" };
  const id = `${stem}-${address.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
  const language = (await loadHouse(sender.store.pool, creditor.id, day)).dress(chooseLanguage([creditor.language]));
  const { domain, from, date } = senderHead(creditor, day);
  const note = await render(language, { messageId: `${id}@${domain}`, from, to: address, date });
  const dkim = asFile ? undefined : creditor.channels.email?.dkim;
  const bytes = dkim ? await signMail(note, dkim) : note;
  const recipient = asFile ? `${channel.recipient({} as never, settings)}/internal` : address;
  const file = { name: `${id}.eml`, mediaType: "message/rfc822", bytes };
  const receipt = await channel.send({ deliveryId: id, day, recipient, files: [file] }, settings);
  return receipt.outcome === "failed" ? null : { to: address, ...saidOf(receipt, asFile) };
}

function saidOf(receipt: Exclude<Receipt, { outcome: "failed" }>, asFile: boolean): Omit<Told, "to"> {
  if (receipt.outcome === "accepted") return { how: asFile ? "file" : "email", detail: "" };
  // Nobody can say whether it arrived: a note is not worth asking a person, nor sending twice.
  if (receipt.outcome === "uncertain") return { how: "email", detail: `uncertain: ${receipt.detail}` };
  return { how: "not-possible", detail: receipt.detail };
}
