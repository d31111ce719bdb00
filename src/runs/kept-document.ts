import { createHash } from "node:crypto";
import type { Document } from "../store/letter-store.ts";

/** Bytes as they are kept: under their SHA-256. */
export function keptDocument(mediaType: string, bytes: Uint8Array): Document {
  return { hash: createHash("sha256").update(bytes).digest("hex"), mediaType, bytes };
}
