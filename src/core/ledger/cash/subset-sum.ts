/** What `subsetSum` found; `parts` are places in the list that it was given. */
export type SubsetSum =
  | { readonly kind: "none" }
  | { readonly kind: "unique"; readonly parts: readonly number[] }
  | { readonly kind: "several" }
  /** More parts than can be looked through in time. */
  | { readonly kind: "too-many" };

export const MOST_PARTS = 40;
export const MOST_CHOSEN = 8;

/**
 * Whether exactly one choice of at most `most` (8) amounts makes the sum. Amounts are minor units, credits negative, at most
 * 40 of them. Meet in the middle (Horowitz and Sahni 1974): of every choice one half has at most four parts on one side, so
 * that only these few sums of a side are kept, and those of the other side are looked up in them.
 */
export function subsetSum(amounts: readonly bigint[], target: bigint, most = MOST_CHOSEN): SubsetSum {
  if (amounts.length > MOST_PARTS) return { kind: "too-many" };
  const numbers = amounts.map(Number);
  const wanted = Number(target);
  // Beyond 2^53 sums of numbers are no longer exact; no real ledger comes near.
  if (!Number.isSafeInteger(wanted) || !Number.isSafeInteger(numbers.reduce((sum, each) => sum + Math.abs(each), 0))) return { kind: "too-many" };
  const useful = reachable(numbers, wanted);
  const chosen = search(
    useful.map((place) => numbers[place]!),
    wanted,
    Math.min(most, MOST_CHOSEN),
  );
  if (chosen === "several") return { kind: "several" };
  return chosen === null ? { kind: "none" } : { kind: "unique", parts: chosen.map((place) => useful[place]!) };
}

/** A part that is more than the sum and all credits together can be in no choice. */
function reachable(numbers: readonly number[], wanted: number): number[] {
  const credits = numbers.reduce((sum, each) => sum + Math.max(0, -each), 0);
  return numbers.flatMap((each, place) => (each !== 0 && each <= wanted + credits ? [place] : []));
}

/** So few are tried one by one. */
const FEW = 12;

function search(numbers: readonly number[], wanted: number, most: number): number[] | "several" | null {
  if (numbers.length <= FEW) return tryAll(numbers, wanted, most);
  const middle = numbers.length >> 1;
  const left = numbers.slice(0, middle);
  const right = numbers.slice(middle);
  const few = most >> 1;
  const reach = reachOf(numbers, wanted);
  // Choices with few parts on the left, and then those with more of them there, which have few on the right.
  const first = meet(smallSums(left, few), right, 0, most, reach);
  const second = first.count > 1 ? first : meet(smallSums(right, few), left, few + 1, most, reach);
  const count = first.count + second.count;
  if (count > 1) return "several";
  if (count === 0) return null;
  const [leftMask, rightMask] = first.count === 1 ? [first.kept, first.many] : [second.many, second.kept];
  return numbers.flatMap((_, place) => ((place < middle ? leftMask >> place : rightMask >> (place - middle)) & 1 ? [place] : []));
}

/** How far parts that are still to be chosen can bring a sum down or up. */
interface Reach {
  readonly wanted: number;
  readonly down: number;
  readonly largest: number;
}

function reachOf(numbers: readonly number[], wanted: number): Reach {
  return { wanted, down: numbers.reduce((sum, each) => sum + Math.min(0, each), 0), largest: Math.max(0, ...numbers) };
}

interface Met {
  /** Up to two. */
  count: number;
  kept: number;
  many: number;
}

/** Looks every choice of `many`, with at least so many parts, up in the small sums of the other half; stops at the second. */
function meet(sums: Sums, many: readonly number[], least: number, most: number, { wanted, down, largest }: Reach): Met {
  const { keys, masks, counts, size } = sums;
  const met: Met = { count: 0, kept: 0, many: 0 };
  const go = (from: number, sum: number, mask: number, count: number): void => {
    if (count >= least) {
      const rest = wanted - sum;
      for (let slot = slotOf(rest, size); counts[slot]! >= 0; slot = (slot + 1) & (size - 1)) {
        if (keys[slot] !== rest || counts[slot]! + count > most || (mask | masks[slot]!) === 0) continue;
        met.count++;
        met.kept = masks[slot]!;
        met.many = mask;
        if (met.count > 1) return;
      }
    }
    // Neither credits can bring it down to the sum, nor as many of the largest part up to it.
    if (count === most || sum + down > wanted || sum + (most - count) * largest < wanted) return;
    for (let place = from; place < many.length && met.count < TWO; place++) go(place + 1, sum + many[place]!, mask | (1 << place), count + 1);
  };
  go(0, 0, 0, 0);
  return met;
}

function tryAll(numbers: readonly number[], wanted: number, most: number): number[] | "several" | null {
  let found = 0;
  const isSingle = eachChoice(numbers, most, (sum, mask) => {
    if (sum !== wanted || mask === 0) return true;
    if (found !== 0) return false;
    found = mask;
    return true;
  });
  if (!isSingle) return "several";
  return found === 0 ? null : numbers.flatMap((_, place) => ((found >> place) & 1 ? [place] : []));
}

/** Calls `visit` for every choice of at most `most` numbers, until it says false. */
function eachChoice(numbers: readonly number[], most: number, visit: (sum: number, mask: number, count: number) => boolean): boolean {
  const go = (from: number, sum: number, mask: number, count: number): boolean => {
    if (!visit(sum, mask, count)) return false;
    if (count === most) return true;
    for (let place = from; place < numbers.length; place++) {
      if (!go(place + 1, sum + numbers[place]!, mask | (1 << place), count + 1)) return false;
    }
    return true;
  };
  return go(0, 0, 0, 0);
}

/** Sums with the parts that make them, in an open hash table; a count of -1 is an empty slot. */
interface Sums {
  readonly keys: Float64Array;
  readonly masks: Int32Array;
  readonly counts: Int8Array;
  /** A power of two. */
  readonly size: number;
}

const TWO = 2;
const MOST_SLOTS = 1 << 15;

function slotOf(sum: number, size: number): number {
  const mixed = Math.imul(sum | 0, 0x9e3779b1) ^ Math.imul((sum / 4_294_967_296) | 0, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (size - 1);
}

/** The sums of few parts. Of one sum and number of parts two choices are kept: more say nothing new. */
function smallSums(numbers: readonly number[], most: number): Sums {
  // Twenty parts have 6,196 choices of at most four; the table stays at least two thirds empty.
  const size = numbers.length > 14 ? MOST_SLOTS : MOST_SLOTS >> 2;
  const keys = new Float64Array(size);
  const masks = new Int32Array(size);
  const counts = new Int8Array(size).fill(-1);
  eachChoice(numbers, most, (sum, mask, count) => {
    let slot = slotOf(sum, size);
    let equal = 0;
    for (; counts[slot]! >= 0; slot = (slot + 1) & (size - 1)) if (keys[slot] === sum && counts[slot] === count && ++equal === TWO) return true;
    keys[slot] = sum;
    masks[slot] = mask;
    counts[slot] = count;
    return true;
  });
  return { keys, masks, counts, size };
}

/** Pairs and triples of more parts are not counted. */
const MOST_COUNTED = 300;

/** How many pairs and triples of the amounts make the sum, up to two; null: too many parts to look. */
export function countSmallSums(amounts: readonly bigint[], target: bigint): number | null {
  if (amounts.length > MOST_COUNTED) return null;
  const numbers = amounts.map(Number);
  const places = new Map<number, number[]>();
  for (const [place, number] of numbers.entries()) {
    const others = places.get(number);
    if (others) others.push(place);
    else places.set(number, [place]);
  }
  const wanted = Number(target);
  const down = numbers.reduce((sum, each) => sum + Math.min(0, each), 0);
  let found = 0;
  const look = (rest: number, after: number): void => {
    for (const place of places.get(rest) ?? []) if (place > after) found++;
  };
  for (let first = 0; first < numbers.length && found < TWO; first++) {
    if (numbers[first]! + down > wanted) continue;
    look(wanted - numbers[first]!, first);
    for (let second = first + 1; second < numbers.length && found < TWO; second++) {
      const rest = wanted - numbers[first]! - numbers[second]!;
      if (rest >= down) look(rest, second);
    }
  }
  return Math.min(found, TWO);
}
