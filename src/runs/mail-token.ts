import { createHmac, timingSafeEqual } from "node:crypto";
import { type Day, parseDay } from "../core/values/day.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** 80 bits: too many to guess, few enough for the part of an address before the @ (64 characters). */
const TOKEN_LETTERS = 16;
const TOKEN = /^(L[A-Z0-9]{1,20})-([a-z]{1,10})-([a-z2-7]{16})$/;
/** 128 bits, in base64url. */
const SEAL_LETTERS = 22;

/**
 * Stands in the address that a reply to a delivery's mail goes to. In lower case, because programs on the way change the case
 * of addresses.
 */
export function replyToken(key: Uint8Array, delivery: string): string {
  const digest = createHmac("sha256", key).update(`reply ${delivery}`).digest();
  const mark = [...digest.subarray(0, TOKEN_LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return `${delivery.toLowerCase()}-${mark}`;
}

/** The delivery that a reply answers; null where the token is none of ours. */
export function readReplyToken(key: Uint8Array, token: string): string | null {
  const [letter = "", channel = "", mark = ""] = token.toLowerCase().split("-");
  const delivery = `${letter.toUpperCase()}-${channel}`;
  if (!TOKEN.test(`${delivery}-${mark}`)) return null;
  return isSame(token.toLowerCase(), replyToken(key, delivery)) ? delivery : null;
}

/**
 * The path under which a letter's PDF can be fetched up to a day, inclusive: the hash of its bytes, the day and a seal over
 * both. It tells nothing of what the letter says.
 */
export function linkPath(key: Uint8Array, hash: string, until: Day): string {
  return `letter-files/${hash}/${until}/${seal(key, hash, until)}`;
}

/** Whether the seal is that of hash and day, and the day is not over. */
export function isLinkGood(key: Uint8Array, link: { readonly hash: string; readonly until: string; readonly seal: string }, today: Day): boolean {
  const until = parseDay(link.until);
  // Compared first, and always: the answer takes as long for a wrong seal as for a right one.
  const isSealed = isSame(link.seal, seal(key, link.hash, link.until));
  return isSealed && until !== null && today <= until;
}

function seal(key: Uint8Array, hash: string, until: string): string {
  return createHmac("sha256", key).update(`letter ${hash} ${until}`).digest("base64url").slice(0, SEAL_LETTERS);
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
