import type { Receipt } from "../contract.ts";
import { type Progress, UnknownLetters } from "./hand-over.ts";
import type { SmtpError } from "./line.ts";

/** An answer is kept whole, up to this length: for a person who looks into a server's log. */
const MOST_ANSWER_LETTERS = 2_000;

/** What servers call a message that they have taken, in the forms of Exim, Postfix, Exchange, Gmail, Amazon SES, Sendmail and qmail. */
const PROVIDER_IDS: readonly RegExp[] = [
  /\bid=([\w.-]{1,100})/,
  /\bqueued as ([\w.-]{1,100})/i,
  /\[InternalId=(\d{1,40})/i,
  /^250[ -](?:2\.0\.0 )?OK\s{1,4}(\d{6,20} [\w.-]{1,100}) - gsmtp/i,
  /^250[ -]Ok ([0-9a-f]{10,40}(?:-[0-9a-f]{2,20}){2,8})\s{0,4}$/i,
  /^250[ -]2\.\d\.\d ([\w.-]{6,100}) Message accepted/i,
  /^250[ -]ok (\d{6,20} qp \d{1,20})/i,
];

/** The id by which the server's own log knows the message; empty where its answer names none. */
export function providerIdOf(answer: string): string {
  for (const form of PROVIDER_IDS) {
    const [, id] = form.exec(answer) ?? [];
    if (id !== undefined) return id;
  }
  return "";
}

export function accepted(answer: string): Receipt {
  return { outcome: "accepted", providerId: providerIdOf(answer), answer: readable(answer) };
}

/**
 * What an end without acceptance means. What the server says of a recipient or of the message counts as said of them; what it says of the
 * sender, of our sign-in or of itself is about the way to everybody (docs/guides/e-mail.md has the table).
 */
export function judge(error: SmtpError, progress: Progress): Receipt {
  const detail = readable(error.response ?? error.message);
  const status = error.responseCode ?? 0;
  const stage = error.command ?? "";
  if (isTooLarge(error) || error instanceof UnknownLetters) return { outcome: "refused", detail };
  const isAnswer = ["MAIL FROM", "RCPT TO", "DATA"].includes(stage) && status >= 400 && status < 600;
  // A reset, a silence or half an answer after the closing dot: the server may have taken it.
  if (!isAnswer) return progress.handedOver ? { outcome: "uncertain", detail } : { outcome: "failed", detail, about: "channel" };
  if (stage === "MAIL FROM" || isAboutUs(status, detail)) return { outcome: "failed", detail, about: "channel" };
  return status >= 500 ? { outcome: "refused", detail } : { outcome: "failed", detail, about: "recipient" };
}

/** It never will go through this server: told in advance by SIZE (RFC 1870), or in the answer (RFC 3463, x.3.4). */
function isTooLarge({ code, command, response, responseCode = 0 }: SmtpError): boolean {
  const inAdvance = code === "EMESSAGE" && command === "MAIL FROM" && response === undefined;
  return inAdvance || (responseCode >= 500 && responseCode < 600 && enhancedCode(response ?? "") === "5.3.4");
}

/**
 * Bad sender (1.7, 1.8), signing in and encryption (7.8 to 7.14), the sender's name proved by SPF, DKIM, DMARC or its host (RFC 7372), TLS (7.30); how many
 * a day (Gmail, 4.5); not allowed to send as this sender (Exchange, 2.252, 7.57, 7.60).
 */
const ABOUT_SENDER = /^[45]\.(1\.[78]|2\.252|4\.5|7\.([89]|1[0-4]|2[0-7]|30|57|60))$/;

function isAboutUs(status: number, answer: string): boolean {
  const enhanced = enhancedCode(answer);
  if ([530, 534, 535, 538].includes(status) || ABOUT_SENDER.test(enhanced) || isBusy(status, answer)) return true;
  // Exchange Online speaks of the mailbox that we send from as if it were the recipient's: full, or over what it may send a day.
  if (/\bSTOREDRV\.(?:Client)?Submi/i.test(answer)) return true;
  return isRelayRefusal(answer);
}

/** The server itself: full, closing, not accepting mail now. */
export function isBusy(status: number, answer: string): boolean {
  return [421, 432].includes(status) || enhancedCode(answer).startsWith("4.3.");
}

function enhancedCode(answer: string): string {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1] ?? "";
}

/** "Relay access denied" is said of every recipient to those who are not let in. */
export function isRelayRefusal(answer: string): boolean {
  return /^5\.7\.[01]$|^$/.test(enhancedCode(answer)) && /\brelay(?:ing)?\b/i.test(answer);
}

/** The answer as text that any database and terminal takes. */
export function readable(answer: string): string {
  return answer.slice(0, MOST_ANSWER_LETTERS).replace(/[^\P{Cc}\n\t]/gu, " ");
}
