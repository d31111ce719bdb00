import type { Picture } from "./letterhead.ts";

export const MOST_PICTURE_BYTES = 1_000_000;
const MOST_PIXELS = 4_000;

/** What a drawing may not have: what runs, what names anything outside of it, what multiplies, and text in fonts that we have not. */
const NOT_DRAWN: readonly [RegExp, string][] = [
  [/<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/i, "declares entities or style sheets"],
  [/<(?:\w+:)?(?:script|foreignObject|iframe|object|embed|image|feImage|use|audio|video|animate\w*|set)\b/i, "holds scripts, pictures, animations or <use>"],
  [/<(?:\w+:)?(?:text|textPath)\b/i, "holds text: turn it into outlines"],
  [/\bhref\s*=\s*["']?\s*(?!["'#])/i, "names something outside of itself"],
  [/url\(\s*["']?\s*(?!["'#])|@import/i, "names something outside of itself"],
];

/**
 * Why a picture cannot be printed on a letter, as the end of the sentence "the picture ..."; null: it can. Pictures come
 * from outside: one that is broken must not keep letters from leaving.
 */
export function checkPicture({ mediaType, bytes }: Picture): string | null {
  if (bytes.length === 0) return "is empty";
  if (bytes.length > MOST_PICTURE_BYTES) return "is larger than 1 MB";
  if (mediaType === "image/svg+xml") return checkDrawing(bytes);
  const size = pictureSize({ mediaType, bytes });
  if (!size) return mediaType === "image/png" ? "is no PNG" : "is no JPEG";
  return size.width > MOST_PIXELS || size.height > MOST_PIXELS
    ? `has more than ${MOST_PIXELS} pixels on a side`
    : size.width * size.height === 0
      ? "has no size"
      : null;
}

function checkDrawing(bytes: Uint8Array): string | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "is no UTF-8 text";
  }
  if (!/^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)) return "is no SVG";
  return NOT_DRAWN.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** In pixels; null where it has none that can be told: a drawing, or bytes that are not what they say. */
export function pictureSize({ mediaType, bytes }: Pick<Picture, "mediaType" | "bytes">): Size | null {
  if (mediaType === "image/svg+xml") return null;
  return mediaType === "image/png" ? pngSize(bytes) : jpegSize(bytes);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function pngSize(bytes: Uint8Array): Size | null {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 45 || head.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size stands in the frame header, behind segments of any length. */
function jpegSize(bytes: Uint8Array): Size | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 2;
  while (place + 9 < bytes.length) {
    if (bytes[place] !== 0xff) return null;
    const marker = bytes[place + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(place + 5), width: view.getUint16(place + 7) };
    place += marker === 0xff ? 1 : 2 + view.getUint16(place + 2);
  }
  return null;
}
