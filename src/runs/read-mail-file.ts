import { open } from "node:fs/promises";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Intent, ReadMail } from "../inbox/contract.ts";
import { MOST_MAIL_BYTES, readMail } from "../inbox/read-mail.ts";
import { readIntentLexicons } from "../languages/intent-words.ts";

export type { ReadMail };

/** What `firmly inbox read` prints: the meaning of one message, without its address and headers. */
export interface MailDocument {
  readonly kind: ReadMail["kind"];
  readonly recipients: readonly Pick<ReadMail["recipients"][number], "address" | "status" | "permanent" | "reason">[];
  readonly until: Day | null;
  readonly text: string;
  readonly intent: readonly Pick<Intent, "kind" | "day" | "amount" | "words">[];
}

export interface MailFileRequest {
  /** "-": standard input. */
  readonly file: string;
  /** The day it came in; null: the message's own date decides. */
  readonly today: Day | null;
  readonly input?: AsyncIterable<Uint8Array | string>;
}

const MB = 1024 * 1024;

/**
 * Reads one message from a file and stores nothing.
 * @throws UserError "file-unreadable", "mail-empty", "mail-too-large"
 */
export async function readMailFile({ file, today, input = process.stdin }: MailFileRequest): Promise<ReadMail> {
  const bytes = file === "-" ? await readAll(input) : await readBytes(file);
  const name = file === "-" ? "Standard input" : `The file "${file}"`;
  if (bytes.length > MOST_MAIL_BYTES) {
    throw new UserError("mail-too-large", `${name} is larger than ${MOST_MAIL_BYTES / MB} MB, which no mail is. Give it one message.`);
  }
  if (!bytes.some((byte) => byte > 0x20))
    throw new UserError("mail-empty", `${name} is empty. Give it one message with its headers, as a mail program saves it (.eml).`);
  return readMail(bytes, { lexicons: readIntentLexicons(), ...(today !== null && { today }) });
}

export function mailDocument({ kind, recipients, until, text, intent }: ReadMail): MailDocument {
  return {
    kind,
    recipients: recipients.map(({ address, status, permanent, reason }) => ({ address, status, permanent, reason })),
    until,
    text,
    intent: intent.map(({ kind, day, amount, words }) => ({ kind, day, amount, words })),
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      if ((await handle.stat()).isDirectory()) throw new UserError("file-unreadable", `"${file}" is a folder. Name one file with one message in it.`);
      return await readAll(handle.createReadStream({ autoClose: false }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError("file-unreadable", `The file "${file}" ${code === "ENOENT" ? "does not exist" : `cannot be read (${code ?? "unknown reason"})`}.`);
  }
}

/** One byte more than is allowed is enough to see that it is too much. */
async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    chunks.push(bytes);
    length += bytes.length;
    if (length > MOST_MAIL_BYTES) break;
  }
  return new Uint8Array(Buffer.concat(chunks));
}
