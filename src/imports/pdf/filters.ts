import { inflateSync } from "node:zlib";
import { isDict, nameOf, PdfProblem, type PdfDict, type PdfValue } from "./syntax.ts";

/** How many bytes may still be unpacked. */
export interface Budget {
  left: number;
}

/**
 * The bytes of a stream as they were before its filters (ISO 32000-2, 7.4). Those for pictures are left out: no attachment
 * has them. @throws PdfProblem for damage, an unknown filter, or more than the budget
 */
export function unpack(raw: Buffer, dict: PdfDict, resolve: (value: PdfValue | undefined) => PdfValue, budget: Budget): Buffer {
  const filters = listOf(resolve(dict.get("Filter") ?? dict.get("F"))).map((each) => nameOf(resolve(each)));
  const parameters = listOf(resolve(dict.get("DecodeParms") ?? dict.get("DP"))).map(resolve);
  if (filters.length > 4) throw new PdfProblem("a stream is packed too many times");
  let bytes = raw;
  for (const [index, filter] of filters.entries()) {
    bytes = unpackOne(bytes, filter, budget);
    budget.left -= bytes.length;
    if (budget.left < 0) throw new PdfProblem("it unpacks into more than is ever sent");
    const own = parameters[index];
    if (isDict(own)) bytes = unpredict(bytes, own);
  }
  return bytes;
}

function listOf(value: PdfValue): readonly PdfValue[] {
  return value === null ? [] : Array.isArray(value) ? (value as readonly PdfValue[]) : [value];
}

function unpackOne(bytes: Buffer, filter: string, budget: Budget): Buffer {
  switch (filter) {
    case "FlateDecode":
    case "Fl":
      return inflate(bytes, budget);
    case "ASCIIHexDecode":
    case "AHx":
      return Buffer.from(
        bytes
          .toString("latin1")
          .split(">", 1)[0]!
          .replace(/[^0-9A-Fa-f]/g, ""),
        "hex",
      );
    case "ASCII85Decode":
    case "A85":
      return fromAscii85(bytes.toString("latin1"));
    default:
      throw new PdfProblem(`a stream is packed in a way that is not known (${filter.slice(0, 30)})`);
  }
}

function inflate(bytes: Buffer, budget: Budget): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, budget.left) });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new PdfProblem(isTooLarge ? "it unpacks into more than is ever sent" : "a stream cannot be unpacked");
  }
}

function fromAscii85(text: string): Buffer {
  const digits = text.replace(/\s+/g, "").replace(/^<~/, "").split("~", 1)[0]!;
  const found = Buffer.alloc(digits.length * 4);
  let size = 0;
  for (let at = 0; at < digits.length; ) {
    if (digits[at] === "z") {
      size += 4;
      at++;
      continue;
    }
    const group = digits.slice(at, at + 5);
    let value = 0;
    for (const digit of group.padEnd(5, "u")) value = value * 85 + (digit.charCodeAt(0) - 33);
    if (!(value >= 0 && value <= 0xffff_ffff)) throw new PdfProblem("a stream cannot be unpacked");
    found.writeUInt32BE(value, size);
    size += group.length - 1;
    at += group.length;
  }
  return found.subarray(0, size);
}

/** Undoes the predictors of PNG, which tables of objects are packed with. */
function unpredict(bytes: Buffer, parameters: PdfDict): Buffer {
  const number = (key: string, otherwise: number) => {
    const value = parameters.get(key);
    return typeof value === "number" && value >= 1 && value <= 10_000 ? Math.trunc(value) : otherwise;
  };
  if (number("Predictor", 1) < 10) return bytes;
  const sample = Math.max(1, (number("Colors", 1) * number("BitsPerComponent", 8)) >> 3);
  const width = sample * number("Columns", 1);
  const rows = Math.floor(bytes.length / (width + 1));
  const found = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row++) {
    const kind = bytes[row * (width + 1)]!;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const left = column < sample ? 0 : found[at - sample]!;
      const above = row === 0 ? 0 : found[at - width]!;
      const corner = column < sample || row === 0 ? 0 : found[at - width - sample]!;
      found[at] = bytes[row * (width + 1) + 1 + column]! + predicted(kind, left, above, corner);
    }
  }
  return found;
}

function predicted(kind: number, left: number, above: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  if (kind !== 4) return 0;
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}
