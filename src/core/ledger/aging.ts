import { type Day, daysBetween } from "../values/day.ts";
import type { OpenItem } from "./open-items.ts";

/** Days past the printed due date, as ageing reports have them; unapplied credit stands beside, never inside. */
export const AGING_BUCKETS = ["not-due", "1-30", "31-60", "61-90", "91-120", "over-120"] as const;
export type AgingBucket = (typeof AGING_BUCKETS)[number];

export function agingBucket(due: Day, asOf: Day): AgingBucket {
  const days = daysBetween(due, asOf);
  if (days <= 0) return "not-due";
  if (days > 120) return "over-120";
  return AGING_BUCKETS[Math.ceil(days / 30)]!;
}

/** Open amounts by bucket, every bucket named, minor units. */
export function aging(items: readonly OpenItem[], asOf: Day): ReadonlyMap<AgingBucket, bigint> {
  const sums = new Map<AgingBucket, bigint>(AGING_BUCKETS.map((bucket) => [bucket, 0n]));
  for (const item of items) {
    const bucket = agingBucket(item.due, asOf);
    sums.set(bucket, sums.get(bucket)! + item.openMinor);
  }
  return sums;
}
