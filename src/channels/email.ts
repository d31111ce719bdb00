import type { Debtor } from "../core/values/party.ts";
import type { Channel, Message, RateLimit, Receipt } from "./contract.ts";
import { bareAddress, domainOf, envelopeAddress, usableAddress } from "./email/address.ts";
import { type Envelope, handOver, type Progress, reset } from "./email/hand-over.ts";
import type { Line, SmtpError } from "./email/line.ts";
import { closePools, type Pool, withPool } from "./email/pool.ts";
import { accepted, judge } from "./email/receipt.ts";
import { type EmailSettings, emailSettings } from "./email/settings.ts";
import { tryEmail } from "./email/trial.ts";

export { usableAddress } from "./email/address.ts";

/**
 * SMTP. Mail has no way of asking afterwards whether a message was taken, so there is no `reconcile`: a connection
 * that is lost after the message was handed over leaves the delivery uncertain. The Message-ID inside the message derives
 * from the delivery, so that a person can find it in the server's log.
 */
export default {
  name: "email",
  settings: emailSettings,
  carries: ["email"],
  recipient: (debtor: Debtor) => usableAddress(debtor.email),
  arrivesAtOnce: true,
  transitBusinessDays: () => 0,
  send,
  trial: (message, settings) => tryEmail(message, settings),
  limits,
  close: closePools,
} satisfies Channel<EmailSettings>;

async function send(message: Message, email: EmailSettings): Promise<Receipt> {
  const envelope = { from: envelopeAddress(message.returnPath ?? bareAddress(email.from)), to: envelopeAddress(message.recipient) };
  return withPool(email, (pool) => sendOn(pool, message.files[0]!.bytes, envelope, email));
}

async function sendOn(pool: Pool, bytes: Uint8Array, envelope: Envelope, email: EmailSettings): Promise<Receipt> {
  const progress: Progress = { begun: false, handedOver: false };
  let line: Line | null = null;
  try {
    line = await pool.take(email);
    try {
      return await exchange(pool, line, bytes, envelope, progress, email);
    } catch (error) {
      // Closed by the server since its last message, which says nothing about this one: not a byte of it was shown.
      if (line.messages < 2 || progress.begun || !isLoss(error as SmtpError)) throw error;
      const lost = line;
      line = null;
      line = await pool.replace(lost);
      return await exchange(pool, line, bytes, envelope, progress, email);
    }
  } catch (error) {
    if (line) pool.giveBack(line, await isReady(line, error as SmtpError, progress), email);
    return judge(error as SmtpError, progress);
  }
}

async function exchange(pool: Pool, line: Line, bytes: Uint8Array, envelope: Envelope, progress: Progress, email: EmailSettings): Promise<Receipt> {
  const answer = await handOver(line, envelope, bytes, progress);
  pool.giveBack(line, true, email);
  return accepted(answer);
}

/** The connection ended: by itself, or announced. */
function isLoss({ responseCode, code = "" }: SmtpError): boolean {
  return responseCode === 421 || ["ECONNECTION", "ESOCKET", "ETIMEDOUT"].includes(code);
}

/** Whether the connection takes another message: only after a refusal at the door. What was said after that may be about another message. */
async function isReady(line: Line, error: SmtpError, progress: Progress): Promise<boolean> {
  if (progress.begun || isLoss(error) || line.connection.destroyed) return false;
  return reset(line);
}

function limits(recipient: string, { host, perMinute, perDomain = {} }: EmailSettings): readonly RateLimit[] {
  const domain = domainOf(recipient);
  const named = Object.entries(perDomain).find(([name]) => name !== "*" && domainOf(name) === domain)?.[1];
  const toDomain = named ?? perDomain["*"];
  return [
    ...(perMinute === undefined ? [] : [{ key: `smtp ${host.toLowerCase()}`, perMinute }]),
    ...(toDomain === undefined ? [] : [{ key: `to ${domain}`, perMinute: toDomain }]),
  ];
}
