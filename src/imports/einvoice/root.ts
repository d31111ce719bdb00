import type { XmlElement } from "../xml/parse.ts";

/** The name of an XML file's root, and all that its start says of namespaces. */
export interface SniffedRoot {
  readonly name: string;
  /** The root's start tag. */
  readonly tag: string;
}

/** Looks for the root in the first bytes of a file, in any encoding; null where it is no XML. */
export function sniffRoot(sample: Buffer): SniffedRoot | null {
  let rest = textOf(sample).trimStart();
  for (;;) {
    // A document type may declare entities between brackets; that such a file is refused, the parser says.
    const end = rest.startsWith("<?") ? "?>" : rest.startsWith("<!--") ? "-->" : /^<![^>[]{0,500}\[/.test(rest) ? "]>" : rest.startsWith("<!") ? ">" : null;
    if (end === null) break;
    const at = rest.indexOf(end);
    if (at < 0) return null;
    rest = rest.slice(at + end.length).trimStart();
  }
  const found = /^<(?:[\p{L}_][\p{L}\p{N}_.-]{0,60}:)?([\p{L}_][\p{L}\p{N}_.-]{0,100})[\s/>]/u.exec(rest);
  if (!found) return null;
  const close = rest.indexOf(">");
  return { name: found[1]!, tag: close < 0 ? rest : rest.slice(0, close) };
}

export function textOf(sample: Buffer): string {
  const isLittle = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0x3c && sample[1] === 0);
  const isBig = (sample[0] === 0xfe && sample[1] === 0xff) || (sample[0] === 0 && sample[1] === 0x3c);
  if (isLittle) return sample.toString("utf16le").replace(/^\ufeff/, "");
  if (isBig)
    return Buffer.from(sample.subarray(0, sample.length & ~1))
      .swap16()
      .toString("utf16le")
      .replace(/^\ufeff/, "");
  return sample.toString("utf8").replace(/^\ufeff/, "");
}

/**
 * The documents of a file: the root itself, or what a UN/CEFACT Standard Business Document (the envelope in which the Peppol
 * network carries documents) holds.
 */
export function documentsIn(root: XmlElement): readonly XmlElement[] {
  if (root.name !== "StandardBusinessDocument") return [root];
  return root.children.filter(({ name }) => name !== "StandardBusinessDocumentHeader");
}
