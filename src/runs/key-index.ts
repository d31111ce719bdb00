/**
 * Which of many numbered things hold a key, in a few bytes for each key: a hundred thousand transactions name a million and
 * a half. Keys are kept as 32-bit hashes, so that a stranger may be found now and then: whoever asks looks again.
 */
export class KeyIndex {
  /** The hash times 2^20, plus the thing's number. */
  #pairs = new Float64Array(1024);
  #length = 0;
  #isSorted = true;

  /** @param thing a number below 1,048,576 */
  add(key: string, thing: number): void {
    if (this.#length === this.#pairs.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[this.#length++] = hashOf(key) * THINGS + thing;
    this.#isSorted = false;
  }

  /** The things that hold a key, each once. */
  find(key: string): number[] {
    if (!this.#isSorted) this.#sort();
    const least = hashOf(key) * THINGS;
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#pairs[middle]! < least) low = middle + 1;
      else high = middle;
    }
    if (low === this.#length || this.#pairs[low]! >= least + THINGS) return NONE;
    const found: number[] = [];
    for (; low < this.#length && this.#pairs[low]! < least + THINGS; low++) {
      const thing = this.#pairs[low]! - least;
      if (thing !== found.at(-1)) found.push(thing);
    }
    return found;
  }

  clear(): void {
    this.#pairs = new Float64Array(0);
    this.#length = 0;
  }

  #sort(): void {
    this.#pairs = this.#pairs.slice(0, this.#length).sort();
    this.#isSorted = true;
  }
}

export const THINGS = 2 ** 20;
const NONE: number[] = [];

/** FNV-1a, 32 bits. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place++) hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
