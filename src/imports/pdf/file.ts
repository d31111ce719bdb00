import { type Budget, unpack } from "./filters.ts";
import { foundPlaces, type Places, statedPlaces } from "./places.ts";
import { isDict, nameOf, PdfProblem, PdfReader, PdfRef, PdfStream, type PdfDict, type PdfValue } from "./syntax.ts";

/** All that a file may unpack into: an invoice with attachments of 50 MB, and the tables around it. */
const MOST_UNPACKED = 128 * 1024 * 1024;
const END_BYTES = 2048;
const MOST_STEPS = 20;
const MOST_TOGETHER = 200_000;

/** The objects of a PDF. */
export class PdfFile {
  readonly #bytes: Buffer;
  readonly #budget: Budget = { left: MOST_UNPACKED };
  readonly #packed = new Map<number, readonly PdfValue[]>();
  #places: Places;
  #isSearched = false;
  readonly catalog: PdfDict;

  /** @throws PdfProblem where the file is damaged */
  constructor(file: Buffer) {
    const head = file.subarray(0, 1024).indexOf("%PDF-");
    if (head < 0) throw new PdfProblem("it does not begin as a PDF does");
    // Offsets count from where the PDF begins; some mail gateways put lines before it.
    this.#bytes = file.subarray(head);
    const end = this.#bytes.toString("latin1", Math.max(0, this.#bytes.length - END_BYTES));
    const start = /startxref\s+(\d{1,12})\s+%%EOF(?![\s\S]*startxref)/.exec(end);
    if (!start) throw new PdfProblem("its end is missing");
    try {
      this.#places = statedPlaces(this.#bytes, Number(start[1]), this.#budget);
    } catch (error) {
      if (!(error instanceof PdfProblem)) throw error;
      this.#places = foundPlaces(this.#bytes);
      this.#isSearched = true;
    }
    this.catalog = this.#root();
  }

  get isEncrypted(): boolean {
    return (this.#places.trailer.get("Encrypt") ?? null) !== null;
  }

  #root(): PdfDict {
    // What is encrypted is not looked into.
    if (this.isEncrypted) return new Map();
    const root = this.resolve(this.#places.trailer.get("Root"));
    if (isDict(root) && nameOf(this.resolve(root.get("Type"))) !== "Page") return root;
    throw new PdfProblem("it has no catalog");
  }

  /** The object that a reference stands for; null for one that is not there. */
  resolve = (value: PdfValue | undefined): PdfValue => {
    let found = value ?? null;
    for (let step = 0; found instanceof PdfRef; step++) {
      if (step > MOST_STEPS) throw new PdfProblem("its objects lead in a circle");
      found = this.#object(found.number);
    }
    return found;
  };

  dict(value: PdfValue | undefined): PdfDict | null {
    const found = this.resolve(value);
    return isDict(found) ? found : null;
  }

  /** The bytes of a stream, unpacked. */
  content(stream: PdfStream): Buffer {
    return unpack(this.#raw(stream), stream.dict, this.resolve, this.#budget);
  }

  /** Where the table of objects does not lead to one, they are looked for: what they say is checked all the same. */
  #object(number: number): PdfValue {
    try {
      return this.#objectAt(number);
    } catch (error) {
      if (!(error instanceof PdfProblem) || this.#isSearched) throw error;
      this.#isSearched = true;
      this.#places = { objects: new Map([...this.#places.objects, ...foundPlaces(this.#bytes).objects]), trailer: this.#places.trailer };
      return this.#objectAt(number);
    }
  }

  #objectAt(number: number): PdfValue {
    const place = this.#places.objects.get(number);
    if (!place) return null;
    if ("packedIn" in place) return this.#together(place.packedIn)[place.index] ?? null;
    const reader = new PdfReader(this.#bytes, place.offset);
    const isThere = reader.integer() === number;
    reader.integer();
    if (!isThere || reader.word() !== "obj") throw new PdfProblem("an object is not where it should be");
    return reader.value();
  }

  /** The objects that are packed together in a stream. */
  #together(number: number): readonly PdfValue[] {
    const known = this.#packed.get(number);
    if (known) return known;
    // A stream that is packed into itself finds nothing.
    this.#packed.set(number, []);
    const stream = "packedIn" in (this.#places.objects.get(number) ?? { packedIn: 0 }) ? null : this.#object(number);
    if (!(stream instanceof PdfStream)) throw new PdfProblem("objects that were packed together are missing");
    const bytes = this.content(stream);
    const [count, first] = [this.resolve(stream.dict.get("N")), this.resolve(stream.dict.get("First"))];
    if (typeof count !== "number" || typeof first !== "number" || count > MOST_TOGETHER) throw new PdfProblem("objects that were packed together are damaged");
    const heads = new PdfReader(bytes);
    const offsets = Array.from({ length: count }, () => {
      heads.integer();
      return first + heads.integer();
    });
    const values = offsets.map((offset) => new PdfReader(bytes, offset).value(1));
    this.#packed.set(number, values);
    return values;
  }

  #raw({ dict, start }: PdfStream): Buffer {
    const length = this.resolve(dict.get("Length"));
    if (typeof length === "number" && length >= 0) {
      const reader = new PdfReader(this.#bytes, Math.min(this.#bytes.length, start + Math.trunc(length)));
      if (reader.word() === "endstream") return this.#bytes.subarray(start, start + length);
    }
    const end = this.#bytes.indexOf("endstream", start);
    if (end < 0) throw new PdfProblem("a stream has no end");
    return this.#bytes.subarray(start, end);
  }
}
