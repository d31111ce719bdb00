const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
/** How much of a message is looked at to see how its lines end. */
const SAMPLE = 16_384;

/** More lines than the largest mail has (25 MB of base64): each costs its parser as much as a long one. The rest is not looked at. */
const MOST_LINES = 400_000;

/**
 * The bytes with line ends that a parser knows. Old systems and careless copies end lines with CR alone, or with CR CR LF; a mailbox file
 * puts a "From " line before the first header, and some programs a byte order mark or empty lines. A message with ordinary ends is
 * returned as it is, so that a binary attachment keeps its bytes.
 */
export function evenLineEnds(bytes: Uint8Array): Uint8Array {
  const start = startOf(bytes);
  const body = start === 0 ? bytes : bytes.subarray(start);
  const { alone, lf } = countEnds(body.subarray(0, SAMPLE));
  return cut(alone > lf ? withLf(body) : body);
}

function cut(bytes: Uint8Array): Uint8Array {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (++lines >= MOST_LINES) return bytes.subarray(0, at + 1);
  }
  return bytes;
}

function countEnds(sample: Uint8Array): { alone: number; lf: number } {
  let alone = 0;
  let lf = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === LF) lf++;
    else if (sample[i] === CR && sample[i + 1] !== LF) alone++;
  }
  return { alone, lf };
}

function withLf(bytes: Uint8Array): Uint8Array {
  const even = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== CR) even[length++] = bytes[i]!;
    else if (bytes[i + 1] !== LF) even[length++] = LF;
  }
  return even.subarray(0, length);
}

/** Where the first header begins. */
function startOf(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF || bytes[at] === SPACE)) at++;
  const isMailbox = [0x46, 0x72, 0x6f, 0x6d, SPACE].every((byte, index) => bytes[at + index] === byte);
  if (!isMailbox) return at;
  while (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) at++;
  while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF)) at++;
  return at;
}
