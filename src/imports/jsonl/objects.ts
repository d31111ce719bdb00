import type { Problem } from "../contract.ts";

/** An object of a list, as text. */
export interface ListedObject {
  /** The keys that lead to its list, with dots: "data.invoices"; empty where the file is the list. */
  readonly list: string;
  readonly line: number;
  readonly text: string;
}

export interface ObjectBatch {
  readonly objects: readonly ListedObject[];
  readonly problems: readonly Problem[];
}

/** An object of this size is no document of a ledger; it also bounds the memory. */
const LONGEST_OBJECT = 1024 * 1024;
const DEEPEST = 64;

/** One object a line. A line that is none is a problem of its own, and the next one is read again. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<ObjectBatch> {
  let rest = "";
  let line = 0;
  let isSkipping = false;
  for await (const chunk of chunks) {
    rest += chunk;
    const lines = rest.split("\n");
    rest = lines.pop()!;
    const objects: ListedObject[] = [];
    const problems: Problem[] = [];
    for (const text of lines) {
      line++;
      if (isSkipping) isSkipping = false;
      else takeLine(text, line, objects, problems);
    }
    if (rest.length > LONGEST_OBJECT) {
      if (!isSkipping) problems.push(lineTooLong(line + 1));
      isSkipping = true;
      rest = "";
    }
    yield { objects, problems };
  }
  const objects: ListedObject[] = [];
  const problems: Problem[] = [];
  if (!isSkipping) takeLine(rest, line + 1, objects, problems);
  yield { objects, problems };
}

function takeLine(raw: string, line: number, objects: ListedObject[], problems: Problem[]): void {
  const text = raw.trim();
  if (text === "") return;
  if (text.length > LONGEST_OBJECT) problems.push(lineTooLong(line));
  else objects.push({ list: "", line, text });
}

function lineTooLong(line: number): Problem {
  return {
    line,
    code: "row-too-long",
    message: `Line ${line} has more than ${LONGEST_OBJECT / 1024} KB: it is no object of a ledger. Write one object a line.`,
  };
}

/**
 * The objects of every list in a JSON text, as they come: those of an array that is the file, or that stands under a key of an
 * object. Lists within listed objects belong to these.
 */
export async function* readLists(chunks: AsyncIterable<string>): AsyncGenerator<ObjectBatch> {
  const scanner = new ListScanner();
  for await (const chunk of chunks) {
    yield { objects: scanner.write(chunk), problems: scanner.problem ? [scanner.problem] : [] };
    if (scanner.problem) return;
  }
  const unfinished = scanner.end();
  yield { objects: [], problems: unfinished ? [unfinished] : [] };
}

class ListScanner {
  problem: Problem | null = null;
  /** What is open: objects with the key at which they stand, and arrays. */
  readonly #open: { readonly isArray: boolean; key: string }[] = [];
  #line = 1;
  #inString = false;
  #isEscaped = false;
  #string = "";
  /** The depth at which the object that is being collected began; 0: none is. */
  #collecting = 0;
  #text = "";
  #began = 1;
  #isDone = false;

  write(chunk: string): ListedObject[] {
    const found: ListedObject[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length && !this.problem; at++) {
      const character = chunk[at]!;
      if (character === "\n") this.#line++;
      if (this.#inString) this.#readString(character);
      else if (character === '"') [this.#inString, this.#string] = [true, ""];
      else if (character === ":" && this.#collecting === 0 && this.#open.length > 0) this.#open.at(-1)!.key = this.#string;
      else if (character === "{" || character === "[") {
        if (this.#collecting === 0 && character === "{" && this.#open.at(-1)?.isArray) {
          this.#collecting = this.#open.length + 1;
          this.#began = this.#line;
          from = at;
        }
        this.#enter(character === "[");
      } else if (character === "}" || character === "]") {
        const isWhole = this.#collecting > 0 && this.#open.length === this.#collecting;
        this.#leave(character === "]");
        if (isWhole && !this.problem) {
          found.push({ list: this.#path(), line: this.#began, text: this.#text + chunk.slice(from, at + 1) });
          [this.#collecting, this.#text] = [0, ""];
        }
      } else if (this.#isDone && character.trim() !== "") this.#fail("goes on behind its end");
    }
    if (this.#collecting > 0) {
      this.#text += chunk.slice(from);
      if (this.#text.length > LONGEST_OBJECT) this.#fail(`holds an object of more than ${LONGEST_OBJECT / 1024} KB`);
    }
    return found;
  }

  end(): Problem | null {
    if (!this.#isDone && !this.problem) this.#fail("ends in the midst of a list or a text: it is cut off");
    return this.problem;
  }

  #readString(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === "\\") this.#isEscaped = true;
    else if (character === '"') this.#inString = false;
    else if (this.#collecting === 0 && this.#string.length < 100) this.#string += character;
  }

  #enter(isArray: boolean): void {
    if (this.#isDone) return this.#fail("goes on behind its end");
    if (this.#open.length >= DEEPEST) return this.#fail(`nests more than ${DEEPEST} deep`);
    this.#open.push({ isArray, key: "" });
  }

  #leave(isArray: boolean): void {
    if (this.#open.pop()?.isArray !== isArray) this.#fail("closes what it did not open");
    this.#isDone ||= this.#open.length === 0;
  }

  #path(): string {
    return this.#open
      .filter(({ isArray }) => !isArray)
      .map(({ key }) => key)
      .join(".");
  }

  #fail(what: string): void {
    this.problem ??= { line: this.#line, code: "json-damaged", message: `The file is damaged JSON: it ${what}. Export it again.`, severity: "fatal" };
  }
}
