import type { ImportSource } from "../contract.ts";
import { openAsUtf8, readByteFacts } from "../csv/encoding.ts";
import { Refusal } from "../refusal/refusal.ts";

/** What happens in an OFX file, in its order: an aggregate opens or closes, an element has a value. */
export type OfxEvent =
  | { readonly kind: "open" | "close"; readonly name: string; readonly line: number }
  | { readonly kind: "value"; readonly name: string; readonly value: string; readonly line: number };

const LONGEST_PIECE = 256 * 1024;
/** A tag: a comparison sign within a text begins none. */
const MARKUP = /<(?:!\[CDATA\[|!--|\?|(\/?)([A-Za-z][A-Za-z0-9._-]{0,63})(?:\s[^<>]{0,200})?(\/?)>)/g;

/**
 * Reads OFX 1 (SGML, where an element's value ends at the next tag and need not be closed) and OFX 2 (XML) alike. An element
 * that has neither a value nor an end is an empty one, or an aggregate: its reader knows the aggregates by name.
 */
export async function* readElements(source: ImportSource): AsyncGenerator<OfxEvent[]> {
  const facts = await readByteFacts(source);
  if (facts.binary) throw new Refusal("file-not-text", 1, "The file holds bytes that no text file holds. Export it again.");
  const decoder = new TextDecoder("utf-8");
  const cutter = new ElementCutter();
  for await (const chunk of openAsUtf8(source, facts)) {
    cutter.push(decoder.decode(chunk, { stream: true }));
    yield cutter.take();
  }
  cutter.push(`${decoder.decode()}\n`);
  cutter.finish();
  yield cutter.take();
}

class ElementCutter {
  #rest = "";
  #line = 1;
  /** The tag that opened last, while nothing but text has followed. */
  #open: { readonly name: string; readonly line: number } | null = null;
  #text = "";
  readonly #events: OfxEvent[] = [];

  take(): OfxEvent[] {
    return this.#events.splice(0);
  }

  push(text: string): void {
    const all = this.#rest + text;
    let at = 0;
    MARKUP.lastIndex = 0;
    for (let match = MARKUP.exec(all); match; match = MARKUP.exec(all)) {
      this.#say(all.slice(at, match.index));
      const end = this.#markup(all, match);
      if (end < 0) {
        at = match.index;
        break;
      }
      at = end;
      MARKUP.lastIndex = end;
    }
    // What may be the beginning of a tag waits for the next piece; text before it does not.
    const open = Math.max(all.lastIndexOf("<"), at);
    const isOpen = all[open] === "<" && all.length - open < 512 + (all.startsWith("<!", open) ? LONGEST_PIECE : 0);
    const safe = isOpen ? open : all.length;
    this.#say(all.slice(at, safe));
    this.#rest = all.slice(safe);
    if (this.#rest.length > LONGEST_PIECE || this.#text.length > LONGEST_PIECE) {
      throw new Refusal("ofx-text-too-long", this.#line, `A text has more than ${LONGEST_PIECE / 1024} KB. This is no statement as a bank writes it.`);
    }
  }

  finish(): void {
    this.#say(this.#rest);
    this.#settle();
  }

  /** Where the markup ends; negative where its end has not come yet. */
  #markup(all: string, match: RegExpExecArray): number {
    const [whole, slash, name, closed] = match;
    if (whole === "<![CDATA[") {
      const end = all.indexOf("]]>", match.index);
      if (end < 0) return -1;
      this.#text += all.slice(match.index + whole.length, end).replace(/&/g, "&amp;");
      this.#count(all.slice(match.index, end));
      return end + 3;
    }
    if (name === undefined) {
      const close = whole === "<!--" ? "-->" : "?>";
      const end = all.indexOf(close, match.index);
      if (end >= 0) this.#count(all.slice(match.index, end));
      return end < 0 ? -1 : end + close.length;
    }
    this.#tag(name.toUpperCase(), slash === "/", closed === "/");
    this.#count(whole);
    return match.index + whole.length;
  }

  #tag(name: string, isClosing: boolean, isEmpty: boolean): void {
    const wasOpen = this.#open;
    const hadValue = this.#text.trim() !== "";
    if (isClosing && wasOpen?.name === name) {
      this.#events.push({ kind: "value", name, value: decodeEntities(this.#text), line: wasOpen.line }, { kind: "close", name, line: this.#line });
      this.#open = null;
      this.#text = "";
      return;
    }
    this.#settle();
    // The end of an element whose value came already needs no event of its own: an unknown close is passed over.
    if (isClosing) this.#events.push({ kind: "close", name, line: this.#line });
    else if (isEmpty) this.#events.push({ kind: "value", name, value: "", line: this.#line }, { kind: "close", name, line: this.#line });
    else this.#open = { name, line: this.#line };
    if (!wasOpen && hadValue) this.#text = "";
  }

  #settle(): void {
    if (this.#open) {
      const { name, line } = this.#open;
      const value = decodeEntities(this.#text);
      this.#events.push(value === "" ? { kind: "open", name, line } : { kind: "value", name, value, line });
    }
    this.#open = null;
    this.#text = "";
  }

  #say(text: string): void {
    this.#text += text;
    this.#count(text);
  }

  #count(text: string): void {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#line++;
  }
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function decodeEntities(text: string): string {
  const decoded = text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return ENTITIES.get(name)!;
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
    return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : code < 32 ? " " : whole;
  });
  return decoded.trim();
}
