import { crc32, inflateSync } from "node:zlib";
import type { Picture } from "../../core/letter/letterhead.ts";
import { checkSvg } from "./check-svg.ts";

/** Why a picture cannot be used, in a sentence that says what to do; or what it is. */
export type PictureCheck = { readonly mediaType: Picture["mediaType"] } | { readonly refused: string };

const MOST_BYTES = 400_000;
const MOST_SIDE = 4_000;
const LEAST_SIDE = 16;

/** Looks at the bytes of a logo or signature: a real PNG, JPEG or SVG, whatever its name says, of a size that a letterhead needs. */
export function checkPicture(bytes: Uint8Array): PictureCheck {
  if (bytes.length === 0) return { refused: "it is empty" };
  if (bytes.length > MOST_BYTES) return { refused: `it has ${bytes.length} bytes: save it smaller, at most ${MOST_BYTES}` };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.subarray(0, 8).equals(PNG)) return sized("image/png", pngSize(view));
  if (view[0] === 0xff && view[1] === 0xd8 && view[2] === 0xff) return sized("image/jpeg", jpegSize(view));
  const svg = checkSvg(view);
  if (svg === null) return { refused: "it is no PNG, JPEG or SVG: save it as one of these" };
  return svg === "" ? { mediaType: "image/svg+xml" } : { refused: svg };
}

function sized(mediaType: Picture["mediaType"], size: readonly [number, number] | string): PictureCheck {
  if (typeof size === "string") return { refused: size };
  const [width, height] = size;
  if (width > MOST_SIDE || height > MOST_SIDE) return { refused: `it is ${width} by ${height} pixels: save it smaller, at most ${MOST_SIDE} each way` };
  if (width < LEAST_SIDE || height < LEAST_SIDE) return { refused: `it is ${width} by ${height} pixels: too small to be printed` };
  return { mediaType };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BROKEN = "it is damaged: save it once more";
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Reads every chunk and unpacks the pixels, so that what is kept can surely be drawn (PNG, ISO/IEC 15948). */
function pngSize(bytes: Buffer): readonly [number, number] | string {
  const data: Buffer[] = [];
  let header: Buffer | null = null;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) return BROKEN;
    const type = bytes.toString("latin1", at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (!header && (type !== "IHDR" || length !== 13)) return BROKEN;
    if (type === "IHDR") header = content;
    if (type === "acTL") return "it moves: save one still picture";
    if (type === "IDAT") data.push(content);
    if (type === "IEND") return header && data.length > 0 ? unpacked(header, Buffer.concat(data)) : BROKEN;
    at = end;
  }
  return BROKEN;
}

function unpacked(header: Buffer, data: Buffer): readonly [number, number] | string {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = CHANNELS[header[9]!];
  if (channels === undefined || width === 0 || height === 0) return BROKEN;
  // Not unpacked where its size is refused anyway.
  if (width > MOST_SIDE || height > MOST_SIDE) return [width, height];
  const row = Math.ceil((width * channels * header[8]!) / 8) + 1;
  try {
    // An interlaced picture has some more rows, each with its own filter byte.
    const pixels = inflateSync(data, { maxOutputLength: row * height + 16 * (width + height) + 1_024 });
    return pixels.length >= (header[12] === 0 ? row * height : 1) ? [width, height] : BROKEN;
  } catch {
    return BROKEN;
  }
}

/** Finds the frame header between the markers (ISO/IEC 10918-1); 0xC0 to 0xCF but for three are frames. */
function jpegSize(bytes: Buffer): readonly [number, number] | string {
  if (bytes[bytes.length - 2] !== 0xff || bytes[bytes.length - 1] !== 0xd9) return BROKEN;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return BROKEN;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return BROKEN;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + length;
  }
  return BROKEN;
}
