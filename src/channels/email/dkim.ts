import DKIM from "nodemailer/lib/dkim";
import type { EmailSettings } from "./settings.ts";

/**
 * A mail with its DKIM signature on top (RFC 6376, rsa-sha256, relaxed/relaxed). The same mail, key and names give the same bytes.
 * @throws Error where the key cannot sign
 */
export async function signMail(mail: Uint8Array, { domain, selector, privateKey }: NonNullable<EmailSettings["dkim"]>): Promise<Uint8Array> {
  const signed = new DKIM({ domainName: domain, keySelector: selector, privateKey }).sign(Buffer.from(mail));
  const pieces: Buffer[] = [];
  for await (const piece of signed as AsyncIterable<Buffer>) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  // With a key that it cannot use it hands the mail out unsigned.
  if (!bytes.subarray(0, 15).equals(Buffer.from("DKIM-Signature:"))) throw new Error(`the DKIM key of ${domain} cannot sign`);
  return new Uint8Array(bytes);
}
