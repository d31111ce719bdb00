import { connectionFault } from "../../core/values/connection-fault.ts";
import type { Message, Trial, TrialFault } from "../contract.ts";
import { accessToken } from "./access-token.ts";
import { bareAddress, envelopeAddress } from "./address.ts";
import { type Envelope, handOver, type Progress, UnknownLetters } from "./hand-over.ts";
import { closeLine, type Line, openLine, type SmtpError } from "./line.ts";
import { isBusy, isRelayRefusal, judge, readable } from "./receipt.ts";
import type { EmailSettings } from "./settings.ts";

/** Somebody sits before it. Longer than a connection may take, so that what keeps it is told apart. */
const PATIENCE_MS = 45_000;

/**
 * Hands one message over as a letter is, and tells where it got stuck. On a connection of its own: one that is open for letters has signed in long ago.
 * Never throws for what the outside does.
 */
export async function tryEmail(message: Pick<Message, "recipient" | "returnPath" | "files">, email: EmailSettings, patienceMs = PATIENCE_MS): Promise<Trial> {
  const envelope = { from: envelopeAddress(message.returnPath ?? bareAddress(email.from)), to: envelopeAddress(message.recipient) };
  const progress: Progress = { begun: false, handedOver: false };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  try {
    const answer = await exchange(email, envelope, message.files[0]!.bytes, progress, late.signal);
    return { works: true, answer: readable(answer) };
  } catch (error) {
    const said = readable((error as SmtpError).response ?? (error as Error).message);
    const { responseCode = 0 } = error as SmtpError;
    return { works: false, fault: faultOf(error as SmtpError, progress), isPassing: responseCode >= 400 && responseCode < 500, said };
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(email: EmailSettings, envelope: Envelope, bytes: Uint8Array, progress: Progress, late: AbortSignal): Promise<string> {
  const signal = new Promise<never>((_resolve, reject) => late.addEventListener("abort", () => reject(new TooLate()), { once: true }));
  signal.catch(() => {});
  if (email.oauth2)
    await Promise.race([accessToken(email.oauth2), signal]).catch((error: Error) =>
      Promise.reject(error instanceof TooLate ? error : new NoToken(error.message)),
    );
  const opening = openLine(email);
  try {
    const line = await Promise.race([opening, signal]);
    return await Promise.race([handOver(line, envelope, bytes, progress), signal]);
  } finally {
    // One that opens only now is closed as well.
    opening.then((line) => goodbye(line, late.aborted)).catch(() => {});
  }
}

/** Hangs up where it is not waited for any more: a goodbye would stand in the middle of a message. */
async function goodbye(line: Line, isLate: boolean): Promise<void> {
  if (isLate) line.connection.close();
  else await closeLine(line);
}

class TooLate extends Error {
  constructor() {
    super("no answer for a long time");
  }
}

class NoToken extends Error {}

/** As `judge` tells apart what is about a recipient, but in the detail that a person needs who has just typed the settings. */
function faultOf(error: SmtpError, progress: Progress): TrialFault {
  const { code, command = "", responseCode = 0, response = "" } = error;
  if (error instanceof NoToken) return "token";
  if (error instanceof TooLate) return progress.handedOver ? "unsettled" : "timeout";
  if (error instanceof UnknownLetters) return "recipient";
  if (code === "EAUTH" || command.startsWith("AUTH") || [530, 534, 535, 538].includes(responseCode)) return "sign-in";
  if (isBusy(responseCode, response)) return "busy";
  if (command === "STARTTLS" || /STARTTLS/.test(error.message)) return "no-tls";
  if (command === "RCPT TO" && isRelayRefusal(response)) return "relay";
  if (command === "MAIL FROM") return code === "EMESSAGE" ? "message" : "sender";
  if (command === "RCPT TO" || command === "DATA") {
    const receipt = judge(error, progress);
    if (receipt.outcome === "failed" && receipt.about === "channel") return "sender";
    return command === "DATA" ? "message" : "recipient";
  }
  if (progress.handedOver) return "unsettled";
  // At the door, or to our name: it takes nothing from here.
  if (responseCode >= 400) return "busy";
  return connectionFault((error as { originalCode?: string }).originalCode, code) ?? "lost";
}
