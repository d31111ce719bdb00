import { randomUUID } from "node:crypto";
import type { Message } from "../channels/contract.ts";
import { signMail } from "../channels/email/dkim.ts";
import type { Creditor } from "../core/values/party.ts";
import { chooseLanguage } from "../languages/read.ts";
import { plainMail } from "../letters/internal-note.ts";
import { wordingOf } from "../letters/wording.ts";
import { now, todayOf } from "./clock.ts";
import { senderHead, trialReturnPath } from "./letter-mail.ts";

/** A short message that says it is a test, in the creditor's language, made and signed as its letters are. It is no delivery and names no debtor. */
export async function trialMail(creditor: Creditor, to: string): Promise<Pick<Message, "recipient" | "returnPath" | "files">> {
  const wording = wordingOf(chooseLanguage([creditor.language]), creditor.country);
  const { domain, from } = senderHead(creditor, todayOf(creditor));
  // It is tried now, on whatever day a creditor with a clock of its own may be.
  const head = { messageId: `test-${randomUUID()}@${domain}`, from, to, date: now().toISOString() };
  const name = { name: creditor.name };
  const mail = await plainMail(wording.label("trial-mail.subject", name), `${wording.label("trial-mail.text", name)}\n`, wording.locale, head);
  const dkim = creditor.channels.email?.dkim;
  const bytes = dkim ? await signMail(mail, dkim) : mail;
  const returnPath = trialReturnPath(creditor);
  return { recipient: to, files: [{ name: "test.eml", mediaType: "message/rfc822", bytes }], ...(returnPath !== null && { returnPath }) };
}
