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

/** What is to be kept of one recipient of a report. */
export function judgeRecipient({ address, said, reported }: Told, kind: "bounce" | "delay" | "arrived", around: Around): FailedRecipient {
  const diagnostic = reported?.diagnostic ?? "";
  const own = around.isOnly ? around.own : "";
  const lines = said.trim() === "" ? own : said;
  const codes = codesIn(diagnostic);
  const saidCodes = codesIn(withoutAddress(lines, address));
  const given = reported ? (mostTelling(codes.status, reported.status) ?? saidCodes.status) : saidCodes.status;
  const reply = codes.reply ?? saidCodes.reply;
  const words = kind === "arrived" ? "delivered" : reasonOf({ diagnostic, lines, own, subject: around.subject, given });
  const status = given ?? (words === "delivered" ? "2.0.0" : statusOfReason(words, isForEver(reply, words, `${lines}\n${own}`, kind)));
  return {
    address,
    status,
    permanent: kind === "bounce" && reported?.action !== "delayed" && words !== "delivered" && status.startsWith("5") && isDead(words),
    reason: words,
    diagnostic: oneLine(diagnostic) ?? oneLine(lines),
  };
}

function reasonOf({ diagnostic, lines, own, subject, given }: { diagnostic: string; lines: string; own: string; subject: string; given: string | null }): Failure {
  const found = reasonInWords(diagnostic) ?? reasonInWords(lines) ?? reasonOfStatus(given) ?? reasonInWords(own) ?? reasonInWords(subject) ?? "undefined";
  // Whoever is not there is refused at RCPT. A server that says so only after it has the whole message, or of a mailbox in a state of its own
  // (x.2.0), means a filter: Japanese carriers do, for subscribers who let nobody in.
  const isAfterData = /in reply to (?:the )?end of data/i.test(lines) || given?.slice(1) === ".2.0";
  return found === "mailbox-unknown" && isAfterData && !/@gmail\.com|email account that you tried/i.test(lines) ? "filtered" : found;
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
