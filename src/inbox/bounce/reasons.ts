import type { Failure } from "./failure-words.ts";
import { FAILURES } from "./failure-words.ts";

/**
 * By enhanced status code: the IANA registry "SMTP Enhanced Status Codes" (RFC 3463, 3886, 4468, 5248, 6710, 7293, 7372, 7505, 8616; read
 * 2026-11). Only the subject and detail: whether it is for ever, the class tells.
 */
const BY_STATUS: Readonly<Record<string, Failure>> = {
  "1.0": "mailbox-unknown",
  "1.1": "mailbox-unknown",
  "1.2": "host-unknown",
  "1.3": "address-malformed",
  "1.4": "mailbox-unknown",
  "1.6": "moved",
  "1.7": "sender-rejected",
  "1.8": "sender-rejected",
  "1.10": "no-mail-accepted",
  "2.1": "suspended",
  "2.2": "mailbox-full",
  "2.3": "too-large",
  "2.4": "mailing-list",
  "3.0": "system",
  "3.1": "system-full",
  "3.2": "system",
  "3.3": "system",
  "3.4": "too-large",
  "3.5": "system",
  "4.0": "network",
  "4.1": "network",
  "4.2": "network",
  "4.3": "network",
  "4.4": "host-unknown",
  "4.5": "network",
  "4.6": "network",
  "4.7": "expired",
  "5.3": "rate-limited",
  "6.0": "content",
  "6.1": "content",
  "6.2": "content",
  "6.3": "content",
  "6.5": "content",
  "6.6": "content",
  "6.7": "content",
  "7.0": "policy",
  "7.1": "policy",
  "7.2": "not-allowed",
  "7.7": "content",
  "7.8": "not-allowed",
  "7.9": "policy",
  "7.13": "suspended",
  "7.17": "moved",
  "7.20": "authentication",
  "7.21": "authentication",
  "7.22": "authentication",
  "7.23": "authentication",
  "7.24": "authentication",
  "7.25": "reverse-dns",
  "7.26": "authentication",
  "7.27": "sender-rejected",
  "7.28": "rate-limited",
};

/** No other try to the address can succeed: it, or its domain, is not there, or takes no mail. All else is about the message or the moment. */
const DEAD: ReadonlySet<Failure> = new Set<Failure>(["mailbox-unknown", "host-unknown", "moved", "no-mail-accepted"]);

export function isDead(reason: Failure): boolean {
  return DEAD.has(reason);
}

const MOST_TEXT = 8000;

/** What the words of a server or a mail program mean; null where they are none that are known. */
export function reasonInWords(text: string): Failure | null {
  const words = text
    .slice(0, MOST_TEXT)
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/[\s_]+/g, " ");
  return (
    FAILURES.find(([, patterns]) => patterns.some((pattern) => (typeof pattern === "string" ? words.includes(pattern) : pattern.test(words))))?.[0] ?? null
  );
}

export function reasonOfStatus(status: string | null): Failure | null {
  return status === null ? null : (BY_STATUS[status.slice(2)] ?? null);
}

/** The status code that says what the words say, where the message names none; null where even its class is not known. */
export function statusOfReason(reason: Failure, isForEver: boolean): string {
  const detail = STATUS_OF[reason] ?? "0.0";
  return `${isForEver ? 5 : 4}.${detail}`;
}

const STATUS_OF: Partial<Record<Failure, string>> = {
  "mailbox-unknown": "1.1",
  "host-unknown": "1.2",
  "address-malformed": "1.3",
  moved: "1.6",
  "no-mail-accepted": "1.10",
  "sender-rejected": "1.8",
  suspended: "2.1",
  "mailbox-full": "2.2",
  "too-large": "3.4",
  "system-full": "3.1",
  network: "4.0",
  expired: "4.7",
  content: "6.0",
  policy: "7.1",
  spam: "7.1",
  blocked: "7.1",
  "not-allowed": "7.1",
  "no-relay": "7.1",
  virus: "7.1",
  authentication: "7.26",
  "reverse-dns": "7.25",
};
