import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { type BerNode, oidOf, optionTag, TAG, toDer } from "./ber.ts";

/** Digests that still tell something; MD5 does not. Source: RFC 5754, RFC 3370. */
const DIGESTS: Record<string, string> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** What an algorithm of signing hashes with; null: with the digest that stands beside it. Sources: RFC 8017, RFC 5758. */
const ALGORITHMS: Record<string, string | null> = {
  "1.2.840.113549.1.1.1": null,
  "1.2.840.113549.1.1.5": "sha1",
  "1.2.840.113549.1.1.14": "sha224",
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.2.1": null,
  "1.2.840.10045.4.1": "sha1",
  "1.2.840.10045.4.3.1": "sha224",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
};
const RSA_PSS = "1.2.840.113549.1.1.10";

/** Node's name of a digest algorithm; undefined for one that is not known, or no longer good. */
export function digestName(oid: string): string | undefined {
  return DIGESTS[oid];
}

export interface Signed {
  /** Node's name. */
  readonly digest: string;
  /** AlgorithmIdentifier. */
  readonly algorithm: BerNode;
  readonly signature: Buffer;
  readonly signed: Buffer;
}

/** Whether the key of a certificate made the signature; null where key or algorithm are of a kind that is not known. */
export function isSignedBy(certificate: BerNode, { digest, algorithm, signature, signed }: Signed): boolean | null {
  const key = publicKeyOf(certificate);
  const oid = oidOf(algorithm.children[0]);
  if (!key) return null;
  try {
    if (oid === RSA_PSS) {
      const hash = digestName(oidOf(algorithm.children[1]?.children.find(({ tag }) => tag === optionTag(0))?.children[0]?.children[0])) ?? "sha1";
      return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature);
    }
    const hash = ALGORITHMS[oid];
    return hash === undefined ? null : verify(hash ?? digest, signed, key, signature);
  } catch {
    // OpenSSL throws where a signature is no number of the key's size: it is none of this key.
    return false;
  }
}

/** The SubjectPublicKeyInfo of a certificate is the sixth of its fields, or the seventh where it names its version. */
function publicKeyOf(certificate: BerNode): KeyObject | null {
  const fields = certificate.children[0]?.children ?? [];
  const info = fields[fields[0]?.tag === optionTag(0) ? 6 : 5];
  if (info?.tag !== TAG.sequence) return null;
  try {
    return createPublicKey({ key: toDer(info), format: "der", type: "spki" });
  } catch {
    return null;
  }
}
