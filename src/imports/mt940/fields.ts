import { cleanEnd, type TextLine } from "../bank/lines.ts";
import { Refusal } from "../refusal/refusal.ts";

/** A field of a message: its tag ("61", "60F"), its lines as they stand. The tag "-" ends a message. */
export interface Field {
  readonly tag: string;
  readonly line: number;
  readonly lines: string[];
}

/** The tags of MT940 and MT942. Others do not begin a field: texts are cut anywhere, and ":26:37" may be the rest of a clock time. */
const TAG = /^:(20|21|25P?|28C?|13D?|34F|60[FM]?|61|62[FM]?|64|65F?|86|90[CD]|NS|94[02]):/;
/** What a new message begins with. */
const BEGINNING = /^(:20:|:94[02]:|\{1:|\s*-|\d{4} \d\d[A-Z]|94[02]\b|[A-Z]{6}[A-Z0-9]{2}\s*$)/;
const MOST_LINES = 400;

/**
 * Cuts lines into fields. Blocks of the SWIFT envelope ({1:..}{2:..}{4: .. -}), in whatever code page their braces came,
 * and the header lines of single banks lie between messages and are left out.
 */
export class FieldCutter {
  readonly #fields: Field[] = [];
  #field: Field | null = null;
  /** A line "-" before the closing balance: part of a text, unless a new message or the file's end follows. */
  #dash = false;
  #closed = false;

  push({ line, text }: TextLine): void {
    if (this.#dash) {
      if (text.trim() === "") return;
      this.#dash = false;
      if (BEGINNING.test(text)) this.#end(line);
      else this.#field?.lines.push("-");
    }
    const bare = cleanEnd(text, false);
    const envelope = /^(\{[1-5]:|[{ä]4:\s*$|\s?-[}å])/u.test(bare);
    if (envelope) this.#envelope(bare, line);
    else this.#plain(bare, line);
  }

  finish(line: number): void {
    this.#dash = false;
    this.#end(line);
  }

  take(): Field[] {
    return this.#fields.splice(0);
  }

  /** The blocks around a message; the first field may stand on the line that opens block 4. */
  #envelope(text: string, line: number): void {
    this.#end(line);
    const at = text.indexOf("{4:");
    const inside = at < 0 ? "" : text.slice(at + 3).trimStart();
    const type = /\{2:[IO](94[02])/.exec(text)?.[1];
    if (type) this.#fields.push({ tag: type, line, lines: [""] });
    if (inside !== "") this.#plain(inside, line);
  }

  #plain(text: string, line: number): void {
    const tag = TAG.exec(text)?.[1];
    if (tag !== undefined && !this.#continues(tag, text)) {
      this.#flush();
      this.#field = { tag, line, lines: [text.slice(tag.length + 2)] };
      this.#closed ||= /^(6[245]|90)/.test(tag);
      if (tag === "20") this.#closed = false;
    } else if (/^\s?-\s*$/.test(text) || (this.#closed && /^\s?-[A-Z]{1,4}\s*$/.test(text))) {
      if (this.#closed) this.#end(line);
      else this.#dash = true;
    } else if (this.#field) {
      if (this.#field.lines.length >= MOST_LINES)
        throw new Refusal(
          "mt940-field-too-long",
          this.#field.line,
          `The field :${this.#field.tag}: has more than ${MOST_LINES} lines. This is no statement as a bank writes it.`,
        );
      this.#field.lines.push(text);
    }
  }

  /** "2026-11-23T20" and ":20:15" on the next line are one time, cut in the middle. */
  #continues(tag: string, text: string): boolean {
    if (this.#field?.tag !== "86" || tag === "86") return false;
    const before = this.#field.lines.at(-1)!;
    return before.length > 40 && /\d$/.test(before) && /^\d\d(\D|$)/.test(text.slice(tag.length + 2));
  }

  #flush(): void {
    if (this.#field) this.#fields.push(this.#field);
    this.#field = null;
  }

  #end(line: number): void {
    this.#flush();
    this.#fields.push({ tag: "-", line, lines: [] });
    this.#closed = false;
  }
}
