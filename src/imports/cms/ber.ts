/** An element of ASN.1 in BER or DER (ITU-T X.690). */
export interface BerNode {
  /** The first byte of its tag: class, whether it is made of others, number. */
  readonly tag: number;
  /** Its bytes, with tag and length. */
  readonly whole: Buffer;
  /** Its content, without; of an indefinite length without its end. */
  readonly content: Buffer;
  readonly children: readonly BerNode[];
}

export const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;
/** The tag of the n-th choice or option, made of others. */
export function optionTag(number: number): number {
  return 0xa0 + number;
}

const MADE_OF_OTHERS = 0x20;
const DEEPEST = 40;
const MOST_NODES = 500_000;

/** What is not BER, or made to exhaust its reader. */
export class BerProblem extends Error {}

/** Reads the element at the start of some bytes; what stands behind it is ignored. @throws BerProblem */
export function readBer(bytes: Buffer): BerNode {
  return readNode(bytes, 0, 0, { left: MOST_NODES }).node;
}

function readNode(bytes: Buffer, start: number, depth: number, budget: { left: number }): { node: BerNode; end: number } {
  if (depth > DEEPEST || --budget.left < 0) throw new BerProblem("nested too deep, or too many parts");
  const tag = byteAt(bytes, start);
  if ((tag & 0x1f) === 0x1f) throw new BerProblem("a tag of more than one byte");
  const first = byteAt(bytes, start + 1);
  if (first === 0x80) return readIndefinite(bytes, start, depth, budget);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4) throw new BerProblem("a length beyond all files");
  const head = start + 2 + size;
  const length = size === 0 ? first : head <= bytes.length ? bytes.readUIntBE(start + 2, size) : Number.MAX_SAFE_INTEGER;
  const end = head + length;
  if (end > bytes.length) throw new BerProblem("it ends too early");
  const children: BerNode[] = [];
  if (tag & MADE_OF_OTHERS) {
    const inner = bytes.subarray(0, end);
    for (let at = head; at < end; ) {
      const child = readNode(inner, at, depth + 1, budget);
      children.push(child.node);
      at = child.end;
    }
  }
  return { node: { tag, whole: bytes.subarray(start, end), content: bytes.subarray(head, end), children }, end };
}

function readIndefinite(bytes: Buffer, start: number, depth: number, budget: { left: number }): { node: BerNode; end: number } {
  const tag = bytes[start]!;
  if (!(tag & MADE_OF_OTHERS)) throw new BerProblem("an open length of a plain value");
  const children: BerNode[] = [];
  let at = start + 2;
  while (!(byteAt(bytes, at) === 0 && byteAt(bytes, at + 1) === 0)) {
    const child = readNode(bytes, at, depth + 1, budget);
    children.push(child.node);
    at = child.end;
  }
  return { node: { tag, whole: bytes.subarray(start, at + 2), content: bytes.subarray(start + 2, at), children }, end: at + 2 };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new BerProblem("it ends too early");
  return byte;
}

/** The bytes of an octet string, which BER may cut into pieces. */
export function octetsOf(node: BerNode): Buffer {
  return node.tag & MADE_OF_OTHERS ? Buffer.concat(node.children.map(octetsOf)) : node.content;
}

/** The element in DER: every length definite, octet strings in one piece. `tag` takes the place of its own. */
export function toDer(node: BerNode, tag = node.tag): Buffer {
  const isCut = (node.tag & 0xdf) === TAG.octets && (node.tag & MADE_OF_OTHERS) !== 0;
  const content = isCut ? octetsOf(node) : node.tag & MADE_OF_OTHERS ? Buffer.concat(node.children.map((child) => toDer(child))) : node.content;
  return Buffer.concat([Buffer.from([isCut ? TAG.octets : tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const size = length < 0x1_00 ? 1 : length < 0x1_0000 ? 2 : length < 0x1_00_0000 ? 3 : 4;
  const bytes = Buffer.alloc(size + 1);
  bytes[0] = 0x80 + size;
  bytes.writeUIntBE(length, 1, size);
  return bytes;
}

/** An object identifier in dots. */
export function oidOf(node: BerNode | undefined): string {
  if (node?.tag !== TAG.oid) return "";
  const numbers: bigint[] = [];
  let value = 0n;
  for (const byte of node.content.subarray(0, 40)) {
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    numbers.push(value);
    value = 0n;
  }
  const [first = 0n, ...rest] = numbers;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join(".");
}
