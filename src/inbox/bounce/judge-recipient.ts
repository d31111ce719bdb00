import type { FailedRecipient } from "../contract.ts";
import type { Failure } from "./failure-words.ts";
import { isDead, reasonInWords, reasonOfStatus, statusOfReason } from "./reasons.ts";
import type { ReportedRecipient } from "./report-fields.ts";
import { codesIn, isVague, mostTelling } from "./status-code.ts";

/** A recipient, and everything that a report says of it. */
export interface Told {
  readonly address: string;
  /** The lines of the text that are about it. */
  readonly said: string;
  /** Its group of a delivery status part. */
  readonly reported: ReportedRecipient | null;
}

interface Around {
  /** The report's own words, with the transcript of what two servers said. */
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
  const words = kind === "arrived" ? "delivered" : reasonOf({ address, diagnostic, lines, own, around, given });
  const status = given ?? (words === "delivered" ? "2.0.0" : statusOfReason(words, isForEver(reply, words, `${lines}\n${own}`, kind)));
  return {
    address,
    status,
    permanent: kind === "bounce" && reported?.action !== "delayed" && words !== "delivered" && isDead(words) && !isPassing(status, `${diagnostic} ${lines}`),
    reason: words,
    diagnostic: oneLine(diagnostic) ?? oneLine(lines),
  };
}

function reasonOf({ address, diagnostic, lines, own, around, given }: Words): Failure {
  const local = ofLocalDelivery(own) ?? ofLocalDelivery(lines);
  const said = reasonInWords(diagnostic) ?? reasonInWords(lines) ?? reasonOfStatus(given) ?? reasonInWords(own) ?? reasonInWords(around.subject);
  const found = local ?? said ?? "undefined";
  if (!isDead(found)) return found;
  const words = lines.slice(0, MOST_WORDS).replace(/\s+/g, " ");
  // Refused before any recipient was named: what is not there is the sender, or his domain.
  if (/\.1\.[78]$/.test(given ?? "") || AT_SENDER.test(words)) return "sender-rejected";
  const session = `${diagnostic}\n${lines.slice(0, MOST_WORDS)}`;
  const isDoubted =
    found === "mailbox-unknown" && (isFilter(session, given) || isFilter(transcriptOf(around.own, address), given) || isBare(session, around.own, given));
  return isDoubted ? "filtered" : found;
}

interface Words {
  readonly address: string;
  readonly diagnostic: string;
  readonly lines: string;
  readonly own: string;
  readonly around: Around;
  readonly given: string | null;
}

/**
 * What the machine says that has the mailbox itself, where it says something passing: Dovecot's delivery agent ("was automatically rejected: Not
 * enough disk space"), or a program that could not write ("Command output: procmail: Couldn't create ..."). A code beside it is only a summary.
 */
function ofLocalDelivery(text: string): Failure | null {
  const words = text.slice(0, MOST_WORDS);
  const rejected = reasonInWords(/was automatically rejected:\s{1,10}([^\n]{1,300})/i.exec(words)?.[1] ?? "");
  if (rejected !== null && !isDead(rejected)) return rejected;
  return /command output:\s{1,10}\S{1,60}:\s{1,10}(?:couldn't|could not|can't|cannot|unable to|failed to) (?:create|open|write|lock|access)/i.test(words)
    ? "system"
    : null;
}

/** The part of a transcript in which a server answers to DATA and names the recipient (an alias may have another domain there). */
function transcriptOf(own: string, address: string): string {
  const at = />>> DATA\s{1,20}<<< 5\d\d[^\n]{0,400}/i.exec(own.slice(0, MOST_WORDS))?.[0] ?? "";
  const mailbox = address.slice(0, address.lastIndexOf("@") + 1).toLowerCase();
  return mailbox.length > 1 && at.toLowerCase().includes(`<${mailbox}`) ? at : "";
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
 * A quoted reply of nothing but "550 user unknown": no enhanced code, and nothing tells at which command it was said, though who reports well
 * says "in reply to RCPT TO". It may as well be such a filter, and an address is not closed on a doubt.
 */
function isBare(words: string, own: string, given: string | null): boolean {
  if (given !== null && !isVague(given)) return false;
  const reply = /(?:said:|smtp;)\s{1,20}5\d\d\s{1,20}(?:<[^>\s]{1,320}>)?[\s:.]{0,20}(?:user unknown|unknown user)/i;
  return reply.test(words) && !/\brcpt\b/i.test(`${words}\n${own.slice(0, MOST_WORDS)}`);
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
