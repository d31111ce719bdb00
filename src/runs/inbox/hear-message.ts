import { createHmac, timingSafeEqual } from "node:crypto";
import type { Store } from "../../store/database.ts";
import { loadCreditors } from "../../store/settings-store.ts";
import { now, todayOf } from "../clock.ts";
import { type Taken, takeMail } from "./take-mail.ts";

/** A signature is good for so long, so that a message that was overheard cannot be handed over again later. */
const TOLERANCE_SECONDS = 300;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/**
 * The signature that a mail service puts on a message it hands over: `t=<seconds>,v1=<HMAC-SHA256 over "<seconds>." and the bytes, hexadecimal>`
 * in the header `X-Firmly-Signature`.
 */
export function signMessage(secret: string, seconds: number, bytes: Uint8Array): string {
  const mark = createHmac("sha256", secret).update(`${seconds}.`).update(bytes).digest("hex");
  return `t=${seconds},v1=${mark}`;
}

/** Takes a message that a mail service hands over; null where it is not signed by one that this creditor has set up. */
export async function hearMessage(store: Store, creditorId: string, signature: string, bytes: Uint8Array): Promise<Taken | null> {
  const creditor = (await loadCreditors(store)).find(({ id }) => id === creditorId);
  const secret = creditor?.inbox.webhook?.secret;
  if (!creditor || !secret || !isSigned(secret, signature, bytes)) return null;
  return takeMail(store, { creditor: creditorId, bytes, today: todayOf(creditor) });
}

function isSigned(secret: string, signature: string, bytes: Uint8Array): boolean {
  const seconds = Number(SIGNATURE.exec(signature)?.[1] ?? Number.NaN);
  if (Number.isNaN(seconds) || Math.abs(now().getTime() / 1000 - seconds) > TOLERANCE_SECONDS) return false;
  const [own, theirs] = [Buffer.from(signMessage(secret, seconds, bytes)), Buffer.from(signature)];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}
