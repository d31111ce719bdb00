import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../core/user-error.ts";
import { MOST_MAIL_BYTES } from "../../inbox/read-mail.ts";

export interface MailFromFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** False: only the beginning of a message that is too large. */
  readonly isWhole: boolean;
}

const FROM = Buffer.from("From ");
const NEW_LINE = 0x0a;
const QUOTED_FROM = /^>+From /;
const MBOX = /\.(mbox|mbx)$/i;

/**
 * The messages of files: one each (.eml), a folder of them, or many in one (mbox, as RFC 4155 describes it; known by its name or its first line).
 * @throws UserError `file-unreadable`
 */
export async function* mailsOf(paths: readonly string[]): AsyncGenerator<MailFromFile> {
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) yield* mailsOf(await mailFiles(path));
      else if (await isMbox(path)) yield* messagesOf(path);
      else yield await oneOf(path);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(
        "file-unreadable",
        `"${path}" cannot be read: ${(error as Error).message}. Name a message (.eml), a folder of them, or an mbox file.`,
      );
    }
  }
}

async function mailFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && (/\.eml$/i.test(entry.name) || MBOX.test(entry.name)))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function isMbox(path: string): Promise<boolean> {
  const { bytes } = await beginningOf(path, FROM.length);
  return MBOX.test(path) || bytes.equals(FROM);
}

async function oneOf(path: string): Promise<MailFromFile> {
  const { bytes, isWhole } = await beginningOf(path, MOST_MAIL_BYTES);
  return { file: path, bytes, isWhole };
}

async function beginningOf(path: string, most: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, most));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await file.read(bytes, read, bytes.length - read, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return { bytes: bytes.subarray(0, read), isWhole: size <= most };
  } finally {
    await file.close();
  }
}

/** Of each message no more is kept than a mail may have; the file itself may be of any size. */
async function* messagesOf(path: string): AsyncGenerator<MailFromFile> {
  let kept: Buffer[] = [];
  let size = 0;
  let isWhole = true;
  let afterEmpty = true;
  const message = (): MailFromFile => ({ file: path, bytes: Buffer.concat(kept), isWhole });
  for await (const line of linesOf(path)) {
    if (afterEmpty && line.subarray(0, FROM.length).equals(FROM)) {
      if (size > 0) yield message();
      kept = [];
      size = 0;
      isWhole = true;
    } else if (size + line.length > MOST_MAIL_BYTES) isWhole = false;
    else if (isWhole) {
      kept.push(unquoted(line));
      size += line.length;
    }
    afterEmpty = line.length <= 2 && (line[0] === NEW_LINE || line[1] === NEW_LINE);
  }
  if (size > 0) yield message();
}

/** A line of the message that looked like the beginning of another one was quoted when it was written. */
function unquoted(line: Buffer): Buffer {
  return line[0] === 0x3e && QUOTED_FROM.test(line.subarray(0, 100).toString("latin1")) ? line.subarray(1) : line;
}

/** Lines with their ends; one of more bytes than a mail has comes in pieces. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE, from); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end + 1)]);
      rest = [];
      size = 0;
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > MOST_MAIL_BYTES) {
      yield Buffer.concat(rest);
      rest = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(rest);
}
