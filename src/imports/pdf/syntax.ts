/** Objects of a PDF (ISO 32000-2, 7.3). Strings are bytes. */
export type PdfValue = null | boolean | number | Buffer | PdfName | PdfRef | PdfStream | readonly PdfValue[] | PdfDict;
export type PdfDict = ReadonlyMap<string, PdfValue>;

export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Stands for an object that is written elsewhere. */
export class PdfRef {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** Where its bytes start in the file. */
  readonly start: number;
  constructor(dict: PdfDict, start: number) {
    this.dict = dict;
    this.start = start;
  }
}

/** What is not as a PDF has to be. */
export class PdfProblem extends Error {}

const DEEPEST = 60;
// Lists of objects and strings of files that were made by programs stay far below.
const MOST_PARTS = 200_000;
const LONGEST_STRING = 1024 * 1024;
const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Buffer.from("()<>[]{}/%"));
const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** Reads objects from some bytes, one after the other. */
export class PdfReader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    if (!Number.isSafeInteger(at) || at < 0 || at > bytes.length) throw new PdfProblem("an object lies outside of the file");
    this.#bytes = bytes;
    this.at = at;
  }

  /** The next object, with references and streams where they are allowed. */
  value(depth = 0): PdfValue {
    if (depth > DEEPEST) throw new PdfProblem("its objects are nested too deep");
    this.skipSpace();
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new PdfProblem("it ends too early");
    const character = String.fromCharCode(byte);
    if (character === "/") return this.#name();
    if (character === "(") return this.#literal();
    if (character === "[") return this.#array(depth);
    if (character === "<") return this.#bytes[this.at + 1] === byte ? this.#dictOrStream(depth) : this.#hex();
    if (/[0-9+.-]/.test(character)) return this.#numberOrRef();
    const word = this.word();
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    throw new PdfProblem("an object is of no known kind");
  }

  /** A number, or a word such as `obj`; empty at a delimiter. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (this.at < this.#bytes.length && this.at - start < 200 && !SPACE.has(this.#bytes[this.at]!) && !DELIMITERS.has(this.#bytes[this.at]!)) this.at++;
    return this.#bytes.toString("latin1", start, this.at);
  }

  integer(): number {
    const word = this.word();
    if (!/^\+?\d{1,15}$/.test(word)) throw new PdfProblem("a number is missing");
    return Number(word);
  }

  skipSpace(): void {
    for (; this.at < this.#bytes.length; this.at++) {
      const byte = this.#bytes[this.at]!;
      if (byte === 0x25) while (this.at + 1 < this.#bytes.length && this.#bytes[this.at + 1] !== 10 && this.#bytes[this.at + 1] !== 13) this.at++;
      else if (!SPACE.has(byte)) return;
    }
  }

  #numberOrRef(): number | PdfRef {
    const word = this.word();
    const number = Number(word);
    if (word === "" || Number.isNaN(number)) throw new PdfProblem("a number is none");
    if (!/^\d{1,10}$/.test(word)) return number;
    const back = this.at;
    if (/^\d{1,5}$/.test(this.word()) && this.word() === "R") return new PdfRef(number);
    this.at = back;
    return number;
  }

  #name(): PdfName {
    this.at++;
    const start = this.at;
    while (this.at < this.#bytes.length && !SPACE.has(this.#bytes[this.at]!) && !DELIMITERS.has(this.#bytes[this.at]!)) this.at++;
    const raw = this.#bytes.toString("latin1", start, this.at).slice(0, 1000);
    return new PdfName(raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  }

  #hex(): Buffer {
    const end = this.#bytes.indexOf(">", this.at);
    if (end < 0) throw new PdfProblem("a string has no end");
    const digits = this.#bytes.toString("latin1", this.at + 1, end).replace(/[^0-9A-Fa-f]/g, "");
    this.at = end + 1;
    return Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex");
  }

  #literal(): Buffer {
    const found: number[] = [];
    let open = 1;
    for (this.at++; this.at < this.#bytes.length; this.at++) {
      let byte = this.#bytes[this.at]!;
      if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) {
        this.at++;
        return Buffer.from(found);
      } else if (byte === 0x5c) {
        const escaped = this.#escape();
        if (escaped === null) continue;
        byte = escaped;
      }
      if (found.push(byte) > LONGEST_STRING) throw new PdfProblem("a string is too long");
    }
    throw new PdfProblem("a string has no end");
  }

  /** What a backslash stands for; null for the end of a line, which it takes away. */
  #escape(): number | null {
    const octal = /^[0-7]{1,3}/.exec(this.#bytes.toString("latin1", this.at + 1, this.at + 4))?.[0];
    if (octal) {
      this.at += octal.length;
      return Number.parseInt(octal, 8) & 0xff;
    }
    const byte = this.#bytes[++this.at] ?? 0x5c;
    if (byte === 13 && this.#bytes[this.at + 1] === 10) this.at++;
    if (byte === 13 || byte === 10) return null;
    return ESCAPES[String.fromCharCode(byte)] ?? byte;
  }

  #array(depth: number): PdfValue[] {
    const found: PdfValue[] = [];
    for (this.at++, this.skipSpace(); this.#bytes[this.at] !== 0x5d; this.skipSpace()) {
      if (found.push(this.value(depth + 1)) > MOST_PARTS) throw new PdfProblem("a list is too long");
    }
    this.at++;
    return found;
  }

  #dictOrStream(depth: number): PdfDict | PdfStream {
    const dict = new Map<string, PdfValue>();
    for (this.at += 2, this.skipSpace(); this.#bytes[this.at] !== 0x3e; this.skipSpace()) {
      const key = this.value(depth + 1);
      if (!(key instanceof PdfName)) throw new PdfProblem("a dictionary has a key that is no name");
      if (dict.set(key.name, this.value(depth + 1)).size > MOST_PARTS) throw new PdfProblem("a list is too long");
    }
    this.at += 2;
    const back = this.at;
    if (depth === 0 && this.word() === "stream") {
      if (this.#bytes[this.at] === 13) this.at++;
      if (this.#bytes[this.at] === 10) this.at++;
      return new PdfStream(dict, this.at);
    }
    this.at = back;
    return dict;
  }
}

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return value instanceof Map;
}

export function nameOf(value: PdfValue | undefined): string {
  return value instanceof PdfName ? value.name : "";
}
