import type { Day } from "../values/day.ts";
import { type AllocationEntry, type DocumentEntry, type Entry, isDocument } from "./entry.ts";

/** Something that was booked on an item: money, a credit memo, a write-off, or the taking back of one of these. */
export interface Booking {
  /** The entry in the book: of what was taken back, the reversal. */
  readonly entry: number;
  readonly item: number;
  /** `list`: a later list just showed less open (R22). */
  readonly kind: "payment" | "credit-memo" | "write-off" | "list" | "returned";
  /** The payment's or credit memo's number; null where there is none. */
  readonly document: string | null;
  /** The payment's own day; else the day of the booking. */
  readonly day: Day;
  readonly knownOn: Day;
  /** The booking that it takes back; null: none. */
  readonly takesBack: number | null;
  /** Taken off what is open; negative where it was taken back. Minor units. */
  readonly amountMinor: bigint;
}

/** All bookings on these items, as known by a day, in the order of the book. */
export function bookingsOn(items: ReadonlySet<number>, entries: readonly Entry[], asOf: Day): readonly Booking[] {
  const known = entries.filter(({ knownOn }) => knownOn <= asOf).sort((a, b) => (a.knownOn < b.knownOn ? -1 : a.knownOn > b.knownOn ? 1 : a.id - b.id));
  const documents = new Map<number, DocumentEntry>();
  for (const entry of known) if (isDocument(entry)) documents.set(entry.item, entry);
  const standing = new Map<number, AllocationEntry>();
  const bookings: Booking[] = [];
  for (const entry of known) {
    if (isDocument(entry)) continue;
    if (entry.kind === "reversal") {
      const back = [...standing.values()].filter(({ id, source }) => id === entry.target || source === entry.target);
      for (const each of back) {
        standing.delete(each.id);
        const { document } = bookingOf(each, documents);
        if (items.has(each.target))
          bookings.push({
            entry: entry.id,
            item: each.target,
            kind: "returned",
            document,
            day: entry.happenedOn,
            knownOn: entry.knownOn,
            takesBack: each.id,
            amountMinor: -each.amountMinor,
          });
      }
    } else {
      standing.set(entry.id, entry);
      if (items.has(entry.target)) bookings.push(bookingOf(entry, documents));
    }
  }
  return bookings;
}

function bookingOf(entry: AllocationEntry, documents: ReadonlyMap<number, DocumentEntry>): Booking {
  const source = entry.source === null ? undefined : documents.get(entry.source);
  const kind = entry.kind === "write-off" ? "write-off" : source?.kind === "payment" || source?.kind === "credit-memo" ? source.kind : "list";
  const day = kind === "payment" ? source!.happenedOn : entry.happenedOn;
  return {
    entry: entry.id,
    item: entry.target,
    kind,
    document: source?.document || null,
    day,
    knownOn: entry.knownOn,
    takesBack: null,
    amountMinor: entry.amountMinor,
  };
}

/** Those that nothing has taken back. */
export function standingBookings(bookings: readonly Booking[]): readonly Booking[] {
  const gone = new Set(bookings.flatMap(({ takesBack }) => takesBack ?? []));
  return bookings.filter(({ entry, takesBack }) => takesBack === null && !gone.has(entry));
}
