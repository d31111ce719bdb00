import type { PoolClient } from "pg";
import type { ReadMail } from "../../inbox/contract.ts";
import { accountsByEmail, documentAccounts, letterAccounts, mailsOfCreditor, type RoutedBy } from "../../store/inbox-store.ts";
import { readReplyToken } from "../mail-token.ts";

/** Whom a message is about, and how that is known. */
export interface Route {
  readonly account: number | null;
  /** The mail of ours that it answers or returns. */
  readonly delivery: string | null;
  readonly by: RoutedBy | null;
  /** Why a person is to be careful with it. */
  readonly warning: string | null;
}

const NOWHERE: Route = { account: null, delivery: null, by: null, warning: null };
const TOKEN = /l[a-z0-9]{1,20}-[a-z]{1,10}-[a-z2-7]{16}/i;
/** As letters name themselves in subject and text, and within a creditor reference (ISO 11649). */
const LETTER = /(?:\bRF\d\d ?|\b)(L[A-Z2-9]{10})\b/g;
const OWN_MESSAGE = /^(L[A-Z0-9]{1,20}-[a-z]{1,10})@/;
const MOST_NAMES = 20;
/** Of a message that nothing else leads anywhere. */
const MOST_READ = 20_000;
const MOST_NUMBERS = 100;

/**
 * Finds whom a message is about: by the sealed token of the address that it was sent to, by the mail of ours that it answers or returns, by the
 * reference of a letter, by its sender, where that is one debtor's address, and at last by the number of an invoice that only one account has. What is read of it is anybody's word: only token and
 * reference prove that a letter of ours has been where it comes from.
 */
export async function routeMail(client: PoolClient, creditor: string, mail: ReadMail, key: Uint8Array): Promise<Route> {
  const warning = warningOf(mail);
  const tokens = [...mail.to, ...mail.inside].flatMap((address) => {
    const written = TOKEN.exec(address.split("@")[0]!)?.[0];
    const delivery = written === undefined ? null : readReplyToken(key, written);
    return delivery === null ? [] : [delivery];
  });
  const byToken = await deliveryOf(client, creditor, tokens);
  if (byToken) return { ...byToken, by: "token", warning };
  const byReference = await deliveryOf(
    client,
    creditor,
    mail.references.flatMap((id) => OWN_MESSAGE.exec(id)?.[1] ?? []),
  );
  if (byReference) return { ...byReference, by: "reference", warning };
  // A report of a mail server that bears no mark of ours is about anybody's mail.
  if (mail.kind === "bounce" || mail.kind === "delay") return NOWHERE;
  const named = [...`${mail.subject}\n${mail.text}`.matchAll(LETTER)].map(([, letter]) => letter!).slice(0, MOST_NAMES);
  const letters = await letterAccounts(client, creditor, [...new Set(named)]);
  if (letters.length > 0 && new Set(letters.map(({ account }) => account)).size === 1)
    return { account: letters[0]!.account, delivery: null, by: "case-number", warning };
  const known = mail.from ? await accountsByEmail(client, creditor, mail.from.address) : [];
  if (new Set(known.map(({ debtor }) => debtor)).size === 1)
    return { account: known[0]!.account, delivery: null, by: "sender", warning: warning ?? unprovenSender(mail) };
  const numbers = numbersIn(mail);
  const owing = mail.kind === "reply" && numbers.length > 0 ? await documentAccounts(client, creditor, numbers) : [];
  if (owing.length === 1) return { account: owing[0]!, delivery: null, by: "case-number", warning: [warning, STRANGER].filter(Boolean).join(" ") };
  return { ...NOWHERE, warning };
}

const STRANGER = "It names an invoice of this account; its sender is not known here.";

/** What may be the number of an invoice: words of a message that have a figure in them, as they stand, in lower case. */
function numbersIn({ subject, text }: ReadMail): string[] {
  const read = `${subject}\n${text}`.slice(0, MOST_READ).toLowerCase();
  const words = [...read.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._/-]{2,40}/gu)].map(([word]) => word.replace(/[._/-]+$/, ""));
  return [...new Set(words)].filter((word) => /\d/.test(word) && !/^\d{1,3}$|^(19|20)\d\d$/.test(word)).slice(0, MOST_NUMBERS);
}

async function deliveryOf(client: PoolClient, creditor: string, ids: readonly string[]): Promise<Pick<Route, "account" | "delivery"> | null> {
  const [found] = ids.length === 0 ? [] : await mailsOfCreditor(client, creditor, ids.slice(0, MOST_NAMES));
  return found ? { account: found.account, delivery: found.id } : null;
}

/** What our mail server found of the sender (RFC 8601). */
function warningOf({ authentication: { dmarc, spf, dkim }, from }: ReadMail): string | null {
  if (dmarc === "fail") return `The mail server says that this was not sent by ${from?.address ?? "its sender"} (DMARC fail).`;
  if (dmarc === null && spf === "fail" && dkim !== "pass")
    return `The mail server says that ${from?.address ?? "its sender"} may not be the sender (SPF fail).`;
  return null;
}

function unprovenSender({ authentication: { dmarc, spf, dkim } }: ReadMail): string | null {
  return dmarc === "pass" || spf === "pass" || dkim === "pass" ? null : "It is known by its sender's address only, and nobody has checked that.";
}
