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
  let found: { left: number; right: number } | null = null;
  /** Looks every choice of `many` up in the small ones of `kept`; false once there are two answers. */
  const meet = (kept: readonly number[], many: readonly number[], least: number, note: (keptMask: number, manyMask: number) => void): boolean => {
    const sums = smallSums(kept, few);
    return eachChoice(many, most, (sum, mask, count) => {
      if (count < least) return true;
      let isFirst = true;
      return sums.find(wanted - sum, most - count, (keptMask) => {
        if (keptMask === 0 && mask === 0) return true;
        isFirst = found === null;
        note(keptMask, mask);
        return isFirst;
      });
    });
  };
  const isSingle =
    meet(left, right, 0, (l, r) => {
      found = { left: l, right: r };
    }) &&
    meet(right, left, few + 1, (r, l) => {
      found = { left: l, right: r };
    });
  if (!isSingle) return "several";
  if (found === null) return null;
  const { left: leftMask, right: rightMask } = found as { left: number; right: number };
  return numbers.flatMap((_, place) => ((place < middle ? leftMask >> place : rightMask >> (place - middle)) & 1 ? [place] : []));
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

interface Sums {
  /** Calls `visit` for each choice of that sum and at most `most` parts, until it says false. */
  find(sum: number, most: number, visit: (mask: number) => boolean): boolean;
}

const SLOTS = 1 << 15;
const TWO = 2;

/** The sums of few parts in an open hash table. Of one sum and number of parts two choices are kept: more say nothing new. */
function smallSums(numbers: readonly number[], most: number): Sums {
  const keys = new Float64Array(SLOTS);
  const masks = new Int32Array(SLOTS);
  const counts = new Int8Array(SLOTS).fill(-1);
  const slotOf = (sum: number): number => (Math.imul(sum | 0, 0x9e3779b1) ^ Math.imul((sum / 4_294_967_296) | 0, 0x85ebca6b)) >>> 17;
  eachChoice(numbers, most, (sum, mask, count) => {
    let slot = slotOf(sum);
    let equal = 0;
    for (; counts[slot]! >= 0; slot = (slot + 1) % SLOTS) if (keys[slot] === sum && counts[slot] === count && ++equal === TWO) return true;
    keys[slot] = sum;
    masks[slot] = mask;
    counts[slot] = count;
    return true;
  });
  return {
    find(sum, mostParts, visit) {
      for (let slot = slotOf(sum); counts[slot]! >= 0; slot = (slot + 1) % SLOTS) {
        if (keys[slot] === sum && counts[slot]! <= mostParts && !visit(masks[slot]!)) return false;
      }
      return true;
    },
  };
}

/** Pairs and triples of more parts are not counted. */
const MOST_COUNTED = 300;

/** How many pairs and triples of the amounts make the sum, up to two; null: too many parts to look. */
export function countSmallSums(amounts: readonly bigint[], target: bigint): number | null {
  if (amounts.length > MOST_COUNTED) return null;
  const numbers = amounts.map(Number);
  const places = new Map<number, number[]>();
  for (const [place, number] of numbers.entries()) places.set(number, [...(places.get(number) ?? []), place]);
  const wanted = Number(target);
  let found = 0;
  for (let first = 0; first < numbers.length; first++) {
    for (const rest of places.get(wanted - numbers[first]!) ?? []) if (rest > first && ++found > 1) return found;
    for (let second = first + 1; second < numbers.length; second++) {
      for (const rest of places.get(wanted - numbers[first]! - numbers[second]!) ?? []) if (rest > second && ++found > 1) return found;
    }
  }
  return found;
}
