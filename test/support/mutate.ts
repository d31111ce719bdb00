/** A number from 0 to 1, from a seed. */
type Next = () => number;
type Change = (bytes: Buffer, next: Next, others: readonly Buffer[]) => Buffer;

/** No mutated file is larger: what is slow on large files is for the bench to find, here it would only be fewer files. */
const LARGEST = 256 * 1024;
const MOST_CHANGES = 6;

/** A sample, damaged in one to six ways: bytes, slices, lines, tags, numbers, encodings. The same seed damages it in the same way. */
export function mutate(sample: Buffer, next: Next, others: readonly Buffer[]): Buffer {
  let bytes = sample;
  for (let changes = 1 + upTo(MOST_CHANGES, next); changes > 0; changes--) {
    const changed = pick(CHANGES, next)(bytes, next, others);
    if (changed.length <= LARGEST) bytes = changed;
  }
  return bytes;
}

function upTo(limit: number, next: Next): number {
  return Math.floor(next() * limit);
}

function pick<T>(list: readonly T[], next: Next): T {
  return list[upTo(list.length, next)]!;
}

/** Mostly short pieces, sometimes half of the file. */
function slice(bytes: Buffer, next: Next): [number, number] {
  const from = upTo(bytes.length + 1, next);
  const length = next() < 0.8 ? upTo(24, next) : upTo(bytes.length - from + 1, next);
  return [from, Math.min(bytes.length, from + length)];
}

function splice(bytes: Buffer, [from, to]: readonly [number, number], piece: Buffer | string): Buffer {
  return Buffer.concat([bytes.subarray(0, from), typeof piece === "string" ? Buffer.from(piece) : piece, bytes.subarray(to)]);
}

const ofBytes: readonly Change[] = [
  (bytes, next) => {
    const at = upTo(bytes.length, next);
    return splice(bytes, [at, at + 1], Buffer.of((bytes[at] ?? 0) ^ (1 << upTo(8, next))));
  },
  (bytes, next) => {
    const at = upTo(bytes.length, next);
    return splice(bytes, [at, at + 1], Buffer.of(upTo(256, next)));
  },
  (bytes, next) => {
    const at = upTo(bytes.length + 1, next);
    return splice(bytes, [at, at], Buffer.from(Array.from({ length: 1 + upTo(8, next) }, () => upTo(256, next))));
  },
  (bytes, next) => splice(bytes, slice(bytes, next), ""),
  (bytes, next) => {
    const [from, to] = slice(bytes, next);
    return splice(bytes, [to, to], bytes.subarray(from, to));
  },
  (bytes, next) => {
    const [from, to] = slice(bytes, next);
    return splice(bytes, [to, to], Buffer.concat(Array.from({ length: 1 + upTo(200, next) }, () => bytes.subarray(from, to))).subarray(0, LARGEST));
  },
  (bytes, next) => bytes.subarray(0, upTo(bytes.length + 1, next)),
  (bytes, next) => bytes.subarray(upTo(bytes.length + 1, next)),
  (bytes, next) => {
    const [from, to] = slice(bytes, next);
    const at = upTo(bytes.length + 1, next);
    return splice(bytes, [at, at], bytes.subarray(from, to));
  },
  (bytes, next, others) => {
    const other = pick(others, next);
    return splice(bytes, slice(bytes, next), other.subarray(...slice(other, next)));
  },
];

/** "NaN" is not among them: where it is read, a reader has made it. */
const NUMBERS = [
  "0",
  "-0",
  "-1",
  "00",
  "1e999",
  "Infinity",
  "0x10",
  "999999999999999999",
  "1000000000000000000",
  "9999999999999999999999",
  "0,000000001",
  "0.000000001",
  "1.234.567,89",
  "1,234,567.89",
  "1'234.50",
  "12.345",
  "20261332",
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "31.02.2026",
  "260230",
  "١٢٣",
  "１２",
  "--5",
  "5-",
  "(5)",
  ".",
  ",",
  "9".repeat(400),
];
const TEXTS = [
  "\0",
  "\u001a",
  "\u2028",
  "\ufeff",
  "\ufffd",
  "]]>",
  "<![CDATA[",
  "<!--",
  "&#0;",
  "&#xD800;",
  "&lt;",
  "&x;",
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  "<?xml version='1.1'?>",
  '"',
  "'",
  '""',
  ";",
  "\t",
  ",",
  "|",
  "\r",
  "\n\n",
  ":61:",
  ":86:",
  "\n-}",
  "<STMTTRN>",
  "</a>",
  "<a/>",
  "🙂",
  "é",
  "EUR",
  "JPY",
  "XXX",
  "eur",
  "__proto__",
  "constructor",
  "{",
  "}",
  "[",
  "null",
  "true",
  "$&",
  "x".repeat(70_000),
  "<a>".repeat(3000),
  "(".repeat(3000),
  " ".repeat(20_000),
];

/** Read as latin1, so that no byte is lost. */
function inText(change: (text: string, next: Next) => string): Change {
  return (bytes, next) => Buffer.from(change(bytes.toString("latin1"), next), "latin1");
}

function place(text: string, pattern: RegExp, next: Next): RegExpMatchArray | null {
  const all = [...text.matchAll(pattern)].slice(0, 5000);
  return all.length > 0 ? pick(all, next) : null;
}

function onePlace(pattern: RegExp, becomes: (found: string, next: Next) => string): Change {
  return inText((text, next) => {
    const found = place(text, pattern, next);
    if (found?.index === undefined) return text;
    return text.slice(0, found.index) + becomes(found[0], next) + text.slice(found.index + found[0].length);
  });
}

function inLines(change: (lines: string[], next: Next) => string[]): Change {
  return inText((text, next) => change(text.split(/(?<=\n)/), next).join(""));
}

const latin1 = (text: string) => Buffer.from(text).toString("latin1");

const ofText: readonly Change[] = [
  onePlace(/\d+/g, (_found, next) => latin1(pick(NUMBERS, next))),
  onePlace(/\d+/g, (_found, next) => latin1(pick(NUMBERS, next))),
  onePlace(/[\d.,]+/g, (found, next) => found.repeat(1 + upTo(6, next))),
  onePlace(/\d/g, (_found, next) => String(upTo(10, next))),
  onePlace(/[A-Za-z]+/g, (_found, next) => latin1(pick(TEXTS, next))),
  onePlace(/\b|^/g, (_found, next) => latin1(pick(TEXTS, next))),
  onePlace(/<\/?[A-Za-z][^<>]{0,80}>/g, (found) => found + found),
  onePlace(/<\/?[A-Za-z][^<>]{0,80}>/g, () => ""),
  onePlace(/<([A-Za-z][\w:]{0,40})[^<>]{0,80}>[^<>]{0,80}<\/\1>/g, (found, next) => found.repeat(1 + upTo(4, next))),
  onePlace(/<([A-Za-z][\w:]{0,40})[^<>]{0,80}>[^<>]{0,80}<\/\1>/g, () => ""),
  onePlace(/"[^"\n]{0,80}"/g, (_found, next) => latin1(`"${pick(TEXTS, next)}"`)),
  inLines((lines, next) => lines.toSpliced(upTo(lines.length, next), 1 + upTo(3, next))),
  inLines((lines, next) => {
    const at = upTo(lines.length, next);
    return lines.toSpliced(at, 0, ...Array.from({ length: 1 + upTo(5, next) }, () => lines[at]!));
  }),
  inLines((lines, next) => {
    const [one, two] = [upTo(lines.length, next), upTo(lines.length, next)];
    return lines.with(one, lines[two]!).with(two, lines[one]!);
  }),
];

const ofEncoding: readonly Change[] = [
  inText((text) => text.replace(/\r?\n/g, "\r\n")),
  inText((text) => text.replace(/\r?\n/g, "\r")),
  inText((text) => text.replace(/\r?\n/g, "")),
  (bytes) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes]),
  (bytes) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(bytes.toString("latin1"), "utf16le")]),
  (bytes) => Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(bytes.toString("latin1"), "utf16le").swap16()]),
  (bytes) => Buffer.from(bytes.toString("latin1")),
  (bytes) => Buffer.from(bytes.map((byte) => byte & 0x7f)),
  (bytes) => bytes.map((byte) => (byte === 0x20 ? 0xa0 : byte)) as Buffer,
  onePlace(/UTF-8|ISO-8859-1|UTF-16/gi, (_found, next) => pick(["UTF-16", "UTF-32", "EBCDIC", "windows-1252", "utf8", "x"], next)),
];

const CHANGES: readonly Change[] = [...ofBytes, ...ofText, ...ofText, ...ofEncoding];
