import type { FailedRecipient } from "../contract.ts";
import type { Failure } from "./failure-words.ts";
import { isDead, reasonInWords, reasonOfStatus, statusOfReason } from "./reasons.ts";
import type { ReportedRecipient } from "./report-fields.ts";
import { codesIn, mostTelling } from "./status-code.ts";

/** A recipient, and everything that a report says of it. */
export interface Told {
  readonly address: string;
  /** The lines of the text that are about it. */
  readonly said: string;
  /** Its group of a delivery status part. */
  readonly reported: ReportedRecipient | null;
}

interface Around {
  /** The report's own words. */
  readonly own: string;
  readonly subject: string;
  /** Nothing else is reported, so that all words are about this one. */
  readonly isOnly: boolean;
}

const MOST_DIAGNOSTIC = 500;
const MOST_WORDS = 20_000;

/** What is to be kept of one recipient of a report. */
export function judgeRecipient({ address, said, reported }: Told, kind: "bounce" | "delay" | "arrived", around: Around): FailedRecipient {
  const diagnostic = reported?.diagnostic ?? "";
  const own = around.isOnly ? around.own : "";
  const lines = said.trim() === "" ? own : said;
  const codes = codesIn(diagnostic);
  const saidCodes = codesIn(withoutAddress(lines, address));
  // What the other server said in full is worth more than the reporting one's summary, and its transcript the least.
  const given = mostTelling(codes.status, reported?.status ?? null, codes.status === null ? saidCodes.status : null);
  const reply = codes.reply ?? saidCodes.reply;
  const words = kind === "arrived" ? "delivered" : reasonOf({ diagnostic, lines, own, subject: around.subject, given });
  const status = given ?? (words === "delivered" ? "2.0.0" : statusOfReason(words, isForEver(reply, words, `${lines}\n${own}`, kind)));
  return {
    address,
    status,
    permanent: kind === "bounce" && reported?.action !== "delayed" && words !== "delivered" && isDead(words) && !isPassing(status, `${diagnostic} ${lines}`),
    reason: words,
    diagnostic: oneLine(diagnostic) ?? oneLine(lines),
  };
}

function reasonOf({
  diagnostic,
  lines,
  own,
  subject,
  given,
}: {
  diagnostic: string;
  lines: string;
  own: string;
  subject: string;
  given: string | null;
}): Failure {
  const found = reasonInWords(diagnostic) ?? reasonInWords(lines) ?? reasonOfStatus(given) ?? reasonInWords(own) ?? reasonInWords(subject) ?? "undefined";
  if (!isDead(found)) return found;
  const words = lines.slice(0, MOST_WORDS).replace(/\s+/g, " ");
  // Refused before any recipient was named: what is not there is the sender, or his domain.
  if (/\.1\.[78]$/.test(given ?? "") || AT_SENDER.test(words)) return "sender-rejected";
  return found === "mailbox-unknown" && isFilter(`${diagnostic}\n${lines.slice(0, MOST_WORDS)}`, given) ? "filtered" : found;
}

const AT_SENDER = /(?:error .{0,60}after (?:pipelined )?mail from:|in reply to mail from)/i;

/**
 * Whoever is not there is refused at RCPT. A server that says "user unknown" only when the message itself comes, or of a mailbox in a state of
 * its own (x.2.0), means a filter: carriers do, for subscribers who let few people in.
 */
function isFilter(words: string, given: string | null): boolean {
  if (given?.slice(1) === ".2.0") return true;
  if (given?.slice(1) === ".1.1") return false;
  const atData = />>> DATA\s{1,20}<<< (5\d\d[^\n]{0,400})/i.exec(words)?.[1] ?? (/in\s+reply\s+to\s+(?:the\s+)?end\s+of\s+data/i.test(words) ? words : "");
  return /user unknown|unknown user/i.test(atData);
}

/**
 * Class 4 alone does not keep an unknown address alive: who gave up after days of tries ("450 user unknown", a name that does not resolve) will not
 * do better the next time. "Mailbox unavailable" is what RFC 5321 has servers say of a mailbox that is merely busy.
 */
function isPassing(status: string, words: string): boolean {
  return status.startsWith("4") && /mailbox (?:is )?(?:unavailable|not available|busy)|temporar|try again/i.test(words.slice(0, MOST_WORDS));
}

/** Of a message that names no code: a server's reply code tells; else what is given up after a time of tries was never refused for ever. */
function isForEver(reply: number | null, reason: Failure, text: string, kind: "bounce" | "delay" | "arrived"): boolean {
  if (kind === "delay") return false;
  if (reply !== null) return reply >= 500;
  return reason !== "expired" && !/retry time(?:out)? (?:exceeded|not reached)|failing for a long time|in the queue too long/i.test(text);
}

/** Numbers within the address are no codes. */
function withoutAddress(text: string, address: string): string {
  return text.slice(0, 20_000).replaceAll(address, " ");
}

function oneLine(text: string): string | null {
  const line = text.slice(0, 4000).replace(/\s+/g, " ").trim().slice(0, MOST_DIAGNOSTIC);
  return line === "" ? null : line;
}
