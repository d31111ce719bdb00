import { SaxesParser } from "saxes";
import type { ImportSource } from "../contract.ts";
import { Refusal } from "../refusal/refusal.ts";

/** An element with all that is in it. Names are local: prefixes differ from file to file, the namespace stands beside. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed. */
  readonly text: string;
  /** Its own text as it stands in the file: a blank at the end of a cut line tells words apart. Empty where it is blank. */
  readonly raw: string;
  readonly line: number;
}

/** Where the reading stands: containers as they open and close, and whole elements where a cut was asked for. */
export type XmlEvent =
  | { readonly kind: "open"; readonly path: string; readonly element: XmlElement }
  | { readonly kind: "whole"; readonly path: string; readonly element: XmlElement }
  | { readonly kind: "close"; readonly path: string; readonly text: string };

export interface XmlOptions {
  /** The local names of the elements that are handed over whole, with all that is in them; else the root is. */
  readonly cut?: ReadonlySet<string>;
  /** Instead of `cut`: the containers to go through, by their path; what is directly in one of them is handed over whole. */
  readonly through?: (path: string, name: string) => boolean;
  /** The local names of elements whose text is not kept: attachments. */
  readonly skipText?: ReadonlySet<string>;
}

/** What is wrong with an XML file, in words for its owner. */
export class XmlProblem extends Refusal {
  declare readonly code: "xml-damaged" | "xml-doctype" | "xml-too-large" | "xml-encoding";
}

// No invoice or statement comes near these; what does is made to exhaust its reader.
const DEEPEST = 64;
const MOST_ELEMENTS = 200_000;
const MOST_ATTRIBUTES = 64;
const STEP = 32 * 1024;
const LONGEST_TEXT = 1024 * 1024;
/** Text that is skipped is still held by the parser until it ends. */
const LONGEST_SKIPPED = 80 * 1024 * 1024;

const BLANK = /^[ \t\r\n]*$/;
const NO_CHILDREN: readonly XmlElement[] = [];
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** An element that is still being read. One shape for all of them: a large file has millions. */
class Growing implements XmlElement {
  children = NO_CHILDREN;
  attributes = NO_ATTRIBUTES;
  text = "";
  raw = "";
  readonly name: string;
  readonly namespace: string;
  readonly line: number;
  /** Only of containers and of what is handed over. */
  path = "";
  constructor(name: string, namespace: string, line: number) {
    this.name = name;
    this.namespace = namespace;
    this.line = line;
  }
}

/**
 * Reads an XML file piece by piece: memory is bounded by the largest element that is handed over. Entities are never
 * declared by the file itself (a DOCTYPE is refused), so that none expands.
 * @throws XmlProblem where the file is damaged, or made to do harm
 */
export async function* readXml(source: ImportSource, options: XmlOptions = {}): AsyncGenerator<XmlEvent[]> {
  const reader = new Reader(options);
  let decoder: TextDecoder | null = null;
  for await (const chunk of source.open()) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decode(decoder, chunk, true, reader.line);
    // In small steps: what is handed over and forgotten soon is cheap.
    for (let at = 0; at < text.length; at += STEP) {
      reader.write(text.slice(at, at + STEP));
      if (reader.events.length > 0) yield reader.take();
    }
  }
  if (decoder) reader.write(decode(decoder, undefined, false, reader.line));
  reader.end();
  if (reader.events.length > 0) yield reader.take();
}

/** Reads a whole XML file into its root element. @throws XmlProblem */
export async function readXmlRoot(source: ImportSource, skipText?: ReadonlySet<string>): Promise<XmlElement> {
  for await (const events of readXml(source, skipText ? { skipText } : {})) {
    for (const event of events) if (event.kind === "whole") return event.element;
  }
  throw new XmlProblem("xml-damaged", 1, "The file is empty. Export it again.");
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, stream: boolean, line: number): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch {
    throw new XmlProblem("xml-encoding", line, `The file says that it is ${decoder.encoding}, and holds bytes that are not. Export it again.`);
  }
}

/** By its mark, by its first bytes, else as its declaration says; without one it is UTF-8 (XML 1.0, appendix F). */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  if (start[0] === 0x3c && start[1] === 0) return "utf-16le";
  if (start[0] === 0 && start[1] === 0x3c) return "utf-16be";
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/.exec(start.subarray(0, 400).toString("latin1"))?.[1];
  if (!declared || /^(utf-?16|ucs-?2)/i.test(declared)) return "utf-8";
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new XmlProblem("xml-encoding", 1, `The file says that its encoding is "${declared}", which is not known. Export it as UTF-8.`);
  }
}

class Reader {
  events: XmlEvent[] = [];
  readonly #options: XmlOptions;
  readonly #parser = new SaxesParser<{ xmlns: true; position: true }>({ xmlns: true, position: true });
  readonly #stack: Growing[] = [];
  /** The depth at which the element being collected stands; 0: none is. */
  #collecting = 0;
  #elements = 0;
  /** Characters since the parser last told anything: it holds them all until their piece ends. */
  #held = 0;
  #isAlive = false;

  constructor(options: XmlOptions) {
    this.#options = options;
    this.#parser.on("error", (error) => {
      throw new XmlProblem(
        "xml-damaged",
        this.line,
        `The file is damaged XML: ${error.message.replace(/^\d+:\d+:\s*|\.$/g, "").slice(0, 200)}. Export it again.`,
      );
    });
    this.#parser.on("doctype", () => {
      throw new XmlProblem(
        "xml-doctype",
        this.line,
        "The file declares a document type (DOCTYPE). Invoices and statements have none; files that do harm have. It is not read.",
      );
    });
    this.#parser.on("opentag", ({ local, uri, attributes }) => this.#open(local, uri, attributes));
    this.#parser.on("text", (text) => this.#text(text));
    this.#parser.on("cdata", (text) => this.#text(text));
    this.#parser.on("closetag", () => this.#close());
  }

  get line(): number {
    return this.#parser.line;
  }

  write(text: string): void {
    this.#isAlive = false;
    this.#parser.write(text);
    this.#held = this.#isAlive ? 0 : this.#held + text.length;
    const skipped = this.#options.skipText?.has(this.#stack.at(-1)?.name ?? "");
    if (this.#held > (skipped ? LONGEST_SKIPPED : LONGEST_TEXT))
      throw new XmlProblem("xml-too-large", this.line, "The file holds one piece of text, a comment or a tag that has no end. It is no invoice or statement.");
  }

  end(): void {
    this.#parser.close();
  }

  take(): XmlEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  #open(name: string, namespace: string, found: Readonly<Record<string, { local: string; value: string }>>): void {
    this.#isAlive = true;
    const depth = this.#stack.length;
    if (depth >= DEEPEST) throw new XmlProblem("xml-too-large", this.line, `The file nests elements more than ${DEEPEST} deep. It is no invoice or statement.`);
    const element = new Growing(name, namespace, this.#parser.line);
    for (const key in found) {
      if (element.attributes === NO_ATTRIBUTES) element.attributes = new Map();
      if (element.attributes.size >= MOST_ATTRIBUTES)
        throw new XmlProblem("xml-too-large", this.line, `An element has more than ${MOST_ATTRIBUTES} attributes.`);
      (element.attributes as Map<string, string>).set(found[key]!.local, found[key]!.value);
    }
    const parent = this.#stack[depth - 1];
    this.#stack.push(element);
    if (this.#collecting > 0) {
      if (++this.#elements > MOST_ELEMENTS) throw new XmlProblem("xml-too-large", this.line, `One part of the file has more than ${MOST_ELEMENTS} elements.`);
      if (parent!.children === NO_CHILDREN) parent!.children = [element];
      else (parent!.children as XmlElement[]).push(element);
      return;
    }
    element.path = parent ? `${parent.path}/${name}` : name;
    if (this.#isThrough(element.path, name)) this.events.push({ kind: "open", path: element.path, element });
    else {
      this.#collecting = depth + 1;
      this.#elements = 1;
    }
  }

  #isThrough(path: string, name: string): boolean {
    const { through, cut } = this.#options;
    return through ? through(path, name) : cut !== undefined && !cut.has(name);
  }

  #text(text: string): void {
    this.#isAlive = true;
    const element = this.#stack[this.#stack.length - 1];
    // The blanks between elements are most texts of a file.
    if (!element || (element.raw === "" && BLANK.test(text))) return;
    if (this.#options.skipText?.has(element.name)) {
      if (text.length > LONGEST_SKIPPED)
        throw new XmlProblem("xml-too-large", this.line, `The attachment in <${element.name}> is larger than ${LONGEST_SKIPPED / 1024 / 1024} MB.`);
      return;
    }
    if (element.raw.length + text.length > LONGEST_TEXT)
      throw new XmlProblem("xml-too-large", this.line, `The text of <${element.name.slice(0, 80)}> is longer than 1 MB.`);
    element.raw += text;
  }

  #close(): void {
    this.#isAlive = true;
    const element = this.#stack.pop()!;
    element.text = element.raw.trim();
    if (this.#collecting === 0) this.events.push({ kind: "close", path: element.path, text: element.text });
    else if (this.#collecting === this.#stack.length + 1) {
      this.#collecting = 0;
      this.events.push({ kind: "whole", path: element.path, element });
    }
  }
}
