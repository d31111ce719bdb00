import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a signature in hexadecimal is the HMAC-SHA256 of these pieces under the secret; the time it takes tells nothing of how near it was. */
export function isSigned(secret: string, pieces: readonly (string | Uint8Array)[], signature: string | undefined): boolean {
  if (!signature || !/^[0-9a-f]{64}$/.test(signature)) return false;
  const hmac = createHmac("sha256", secret);
  for (const piece of pieces) hmac.update(piece);
  return timingSafeEqual(hmac.digest(), Buffer.from(signature, "hex"));
}
