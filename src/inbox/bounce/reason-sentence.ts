import type { Failure } from "./failure-words.ts";

/** What a person reads first; the server's own line stands behind it. */
const SENTENCES: Readonly<Record<Failure, string>> = {
  "mailbox-unknown": "The mailbox does not exist",
  "mailbox-full": "The mailbox is full",
  "host-unknown": "The domain of the address was not found",
  moved: "The recipient has another address now",
  "no-mail-accepted": "The domain of the address takes no mail",
  suspended: "The mailbox is closed or takes no mail at the moment",
  filtered: "A mail filter there refused the mail",
  "address-malformed": "The address is not written as one",
  "sender-rejected": "The sender's address was refused",
  authentication: "The sender could not be verified (SPF, DKIM or DMARC)",
  "reverse-dns": "The sending server has no valid host name (reverse DNS)",
  blocked: "The sending server is on a block list",
  spam: "The mail was taken for spam",
  virus: "The mail was taken for a virus or for phishing",
  content: "The content of the mail was refused",
  policy: "The mail was refused by policy",
  "not-allowed": "The recipient takes mail from certain senders only",
  "no-relay": "The server does not receive mail for this address",
  "mailing-list": "The mailing list could not pass on the mail",
  "too-large": "The mail is too large",
  "rate-limited": "Too many mails in a short time",
  network: "The mail server there could not be reached",
  expired: "The mail could not be delivered within the time allowed",
  "system-full": "The mail server there is out of space",
  system: "The mail server there had a fault",
  undefined: "The mail came back for no reason that is known",
};

/** What a failed recipient's reason says, as a sentence without its full stop: "The mailbox does not exist". */
export function failureSentence(reason: string): string {
  return Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as Failure] : reason;
}
