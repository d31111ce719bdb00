import type { ImportSource } from "../contract.ts";
import { Refusal } from "../refusal/refusal.ts";

/** Signed files and PDFs are read whole: nobody sends an invoice that is larger. */
const MOST_MB = 100;

/** All bytes of a file. @throws Refusal where it is too large */
export async function wholeFile(source: ImportSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    size += chunk.length;
    if (size > MOST_MB * 1024 * 1024)
      throw new Refusal("file-too-large", 1, `The file is larger than ${MOST_MB} MB. Export the invoice without its attachments.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The first bytes of a file: enough to tell what it is. */
export async function startOfFile(source: ImportSource): Promise<Buffer> {
  for await (const chunk of source.open()) return chunk;
  return Buffer.alloc(0);
}

/** Bytes that are at hand, as a file. */
export function fileOf(name: string, bytes: Buffer): ImportSource {
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}
