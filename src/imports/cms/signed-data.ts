import { createHash, timingSafeEqual } from "node:crypto";
import { Refusal } from "../refusal/refusal.ts";
import { type BerNode, BerProblem, octetsOf, oidOf, optionTag, readBer, TAG, toDer } from "./ber.ts";
import { digestName, isSignedBy } from "./signature.ts";

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const SIGNED_DATA_BYTES = Buffer.from("06092a864886f70d010702", "hex");
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
/** A file may be signed, and the signed file again. */
const MOST_LAYERS = 4;

/** Whether some bytes are the start of CMS SignedData: DER or BER, as PEM, or as bare base64. */
export function isSignedData(sample: Buffer): boolean {
  const bytes = plainBytes(sample.subarray(0, 400));
  return bytes !== null && bytes.subarray(0, 40).includes(SIGNED_DATA_BYTES);
}

/**
 * What was signed, after every signature of every layer was found to fit it. Source: RFC 5652. Whom the certificates belong
 * to, and whether they are still valid, is not judged. @throws Refusal
 */
export function signedContent(file: Buffer): Buffer {
  let content = file;
  try {
    for (let layer = 0; layer < MOST_LAYERS && isSignedData(content); layer++) content = openLayer(plainBytes(content));
  } catch (error) {
    if (!(error instanceof BerProblem)) throw error;
    throw new Refusal("signature-damaged", 1, `The signed file is damaged (${error.message}). Take the file as it was sent.`);
  }
  if (isSignedData(content)) throw new Refusal("signature-damaged", 1, `The file is signed more than ${MOST_LAYERS} times over.`);
  return content;
}

function plainBytes(file: Buffer): Buffer | null {
  if (file[0] === TAG.sequence) return file;
  const text = file.toString("latin1").trim();
  const armour = /^-----BEGIN (?:PKCS7|CMS|SIGNED DATA|PKCS #7 SIGNED DATA)-----/.exec(text);
  const body = armour ? text.slice(armour[0].length).split("-----END", 1)[0]! : text;
  if (!/^[A-Za-z0-9+/=\s]*$/.test(body) || !body.trimStart().startsWith("M")) return null;
  const bytes = Buffer.from(body, "base64");
  return bytes[0] === TAG.sequence ? bytes : null;
}

function openLayer(bytes: Buffer | null): Buffer {
  if (!bytes) throw new BerProblem("its text is no base64");
  const signed = wrapped(readBer(bytes));
  const parts = signed.children;
  const enclosed = parts[2]?.children ?? [];
  const holder = enclosed[1]?.children[0];
  if (oidOf(enclosed[0]) === "" || parts[0]?.tag !== TAG.integer) throw new BerProblem("it is no signed data");
  if (!holder) throw new Refusal("signature-detached", 1, "The file holds only a signature, and not the invoice. Take the signed invoice itself (.xml.p7m).");
  // PKCS #7 allows any type in the place of the octets; then its content is what was signed.
  const content = (holder.tag & 0xdf) === TAG.octets ? octetsOf(holder) : holder.content;
  const certificates = parts.find(({ tag }) => tag === optionTag(0))?.children ?? [];
  const signers = parts.at(-1)?.tag === TAG.set ? parts.at(-1)!.children : [];
  if (signers.length === 0) throw new Refusal("signature-missing", 1, "The file is made to be signed, and nobody has signed it. Take the file as it was sent.");
  for (const signer of signers) checkSigner(signer, content, certificates);
  return content;
}

function wrapped(info: BerNode): BerNode {
  const signed = info.children[1]?.children[0];
  if (oidOf(info.children[0]) === SIGNED_DATA && signed?.tag === TAG.sequence) return signed;
  throw new BerProblem("it is no signed data");
}

/** @throws Refusal where the signature does not fit the content */
function checkSigner(signer: BerNode, content: Buffer, certificates: readonly BerNode[]): void {
  const signedAttributes = signer.children[3]?.tag === optionTag(0) ? signer.children[3] : undefined;
  const rest = signer.children.slice(signedAttributes ? 4 : 3);
  const digest = digestName(oidOf(signer.children[2]?.children[0]));
  if (!digest || rest.length < 2) throw new Refusal("signature-unknown", 1, "The file is signed in a way that is not known, so that it cannot be checked.");
  let signed = content;
  if (signedAttributes) {
    const stated = signedAttributes.children.find((attribute) => oidOf(attribute.children[0]) === MESSAGE_DIGEST)?.children[1]?.children[0];
    const is = createHash(digest).update(content).digest();
    const says = stated ? octetsOf(stated) : Buffer.alloc(0);
    if (is.length !== says.length || !timingSafeEqual(is, says)) throw broken();
    signed = toDer(signedAttributes, TAG.set);
  }
  const keys = certificates.filter((certificate) => mayBelong(certificate, signer.children[1]));
  if (keys.length === 0)
    throw new Refusal("signature-unverifiable", 1, "The signer's certificate is not in the file, so that the signature cannot be checked.");
  const found = keys.map((certificate) => isSignedBy(certificate, { digest, algorithm: rest[0]!, signature: octetsOf(rest[1]!), signed }));
  if (found.includes(true)) return;
  if (found.includes(null)) throw new Refusal("signature-unknown", 1, "The file is signed in a way that is not known, so that it cannot be checked.");
  throw broken();
}

function broken(): Refusal {
  return new Refusal("signature-broken", 1, "The signature does not fit the invoice: the file was changed after it was signed. Take the file as it was sent.");
}

/** By its serial number, where the signer is named by issuer and number; else the signature itself tells. */
function mayBelong(certificate: BerNode, signer: BerNode | undefined): boolean {
  if (signer?.tag !== TAG.sequence) return certificate.tag === TAG.sequence;
  const fields = certificate.children[0]?.children ?? [];
  const serial = fields[0]?.tag === optionTag(0) ? fields[1] : fields[0];
  return serial !== undefined && signer.children[1] !== undefined && serial.content.equals(signer.children[1].content);
}
