import { isArchive, sampledFiles } from "../zip/sample.ts";

const STATEMENT = /<(?:[\w.-]{1,40}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)(?:V\d{2})?[\s/>]/;
const NAMESPACE = /xmlns(?::[\w.-]{1,40})?\s{0,20}=\s{0,20}["']urn:(?:iso:std:iso:20022|swift:xsd):[^"']{0,60}?([a-z]{4}\.\d{3})/g;

/** How sure it is, from 0 to 1, that a file holds camt statements, by its first bytes: XML, or an archive of such. */
export function recogniseCamt(sample: Buffer): number {
  return isArchive(sample) ? ofArchive(sample) : ofXml(sample);
}

function ofXml(sample: Buffer): number {
  const text = textOf(sample);
  if (!/^[\ufeff\s]{0,1000}</.test(text)) return 0;
  if (STATEMENT.test(text)) return 0.95;
  const messages = [...text.matchAll(NAMESPACE)].map((match) => match[1]!);
  if (messages.some((message) => /^camt\.05[234]$/.test(message))) return 0.95;
  // Payment orders and the like belong to no other format: here their reader is told what they are.
  return messages.some((message) => message !== "head.001") ? 0.9 : 0;
}

function ofArchive(sample: Buffer): number {
  const files = sampledFiles(sample).filter(({ name }) => !name.endsWith("/"));
  if (files.some(({ name }) => /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|xl\/|word\/|META-INF\/)/.test(name))) return 0;
  const best = Math.max(0, ...files.map(({ start }) => ofXml(start)));
  if (best > 0) return best;
  if (files.some(({ name, isEncrypted }) => isEncrypted && /\.xml$/i.test(name))) return 0.5;
  // An archive of something else: where no other format takes it, the reason is told here.
  return files.some(({ start, name }) => start.length > 0 && /\.xml$/i.test(name)) ? 0 : 0.1;
}

/** Names of elements are ASCII in camt, whatever the encoding of the rest. */
function textOf(sample: Buffer): string {
  const [first, second] = [sample[0], sample[1]];
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return sample.toString("utf16le");
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return Buffer.from(sample.subarray(0, sample.length & ~1))
      .swap16()
      .toString("utf16le");
  return sample.toString(first === 0xef ? "utf8" : "latin1");
}
