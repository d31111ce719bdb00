import type { ImportSource } from "../contract.ts";
import { openAsUtf8, readByteFacts } from "../csv/encoding.ts";
import { Refusal } from "../refusal/refusal.ts";

export interface TextLine {
  /** 1 is the file's first line. */
  readonly line: number;
  readonly text: string;
}

/** Formats whose lines carry meaning have short ones; a file that is one endless line is none of them. It bounds the memory. */
const LONGEST_LINE = 256 * 1024;

/**
 * The lines of a text file in UTF-8, UTF-16 or windows-1252 (which ISO-8859-1 is read as, too), as many at a time as the file
 * comes in. Line ends are CR LF, LF or CR.
 * @throws Refusal where the file is no text
 */
export async function* readLines(source: ImportSource): AsyncGenerator<TextLine[]> {
  const facts = await readByteFacts(source);
  if (facts.binary)
    throw new Refusal("file-not-text", 1, "The file holds bytes that no text file holds. Export it again, and do not open it in another program first.");
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let line = 0;
  for await (const chunk of openAsUtf8(source, facts)) {
    rest += decoder.decode(chunk, { stream: true });
    const texts = rest.split(/\r\n|\n|\r(?=[^\n])/);
    rest = texts.pop()!;
    if (rest.length > LONGEST_LINE)
      throw new Refusal("line-too-long", line + texts.length + 1, `A line has more than ${LONGEST_LINE / 1024} KB. This is no statement as a bank writes it.`);
    if (texts.length > 0) yield texts.map((text) => ({ line: ++line, text }));
  }
  yield (rest + decoder.decode()).split(/\r\n|\n|\r/).map((text) => ({ line: ++line, text }));
}

/** Without the end-of-file mark of old systems (0x1A), which stands within where files were joined, and without the blanks at the end where they mean nothing. */
export function cleanEnd(text: string, trim = true): string {
  const bare = text.includes("\x1a") ? text.replaceAll("\x1a", "") : text;
  return trim ? bare.trimEnd() : bare;
}
