import { expect, test } from "vitest";
import { bookingsOn, standingBookings } from "./bookings.ts";
import type { Entry } from "./entry.ts";

const DAY = "2026-10-01";
const document = (id: number, kind: "invoice" | "payment" | "credit-memo", amountMinor: bigint): Entry => ({
  id,
  kind,
  item: id,
  document: `D${id}`,
  instalment: 1,
  issued: DAY,
  due: kind === "invoice" ? DAY : null,
  amountMinor,
  happenedOn: DAY,
  knownOn: DAY,
});
const set = (id: number, source: number | null, target: number, amountMinor: bigint, kind: "allocation" | "write-off" = "allocation"): Entry => ({
  id,
  kind,
  source,
  target,
  amountMinor,
  happenedOn: "2026-10-02",
  knownOn: "2026-10-02",
});

test("what was booked on an item is told by its kind; a payment that comes back takes back all that it paid there", () => {
  const entries: Entry[] = [
    document(1, "invoice", 100n),
    document(2, "invoice", 100n),
    document(3, "payment", 80n),
    document(4, "credit-memo", 5n),
    set(5, 3, 1, 50n),
    set(6, 3, 2, 30n),
    set(7, 4, 1, 5n),
    set(8, null, 1, 3n),
    set(9, null, 1, 2n, "write-off"),
    { id: 10, kind: "reversal", target: 3, happenedOn: "2026-10-05", knownOn: "2026-10-06" },
  ];
  const told = bookingsOn(new Set([1]), entries, "2026-10-06");
  expect(told.map(({ entry, kind, document: named, day, amountMinor }) => [entry, kind, named, day, amountMinor])).toEqual([
    [5, "payment", "D3", DAY, 50n],
    [7, "credit-memo", "D4", "2026-10-02", 5n],
    [8, "list", null, "2026-10-02", 3n],
    [9, "write-off", null, "2026-10-02", 2n],
    [10, "returned", "D3", "2026-10-05", -50n],
  ]);
  expect(standingBookings(told).map(({ entry }) => entry)).toEqual([7, 8, 9]);
  expect(bookingsOn(new Set([1]), entries, "2026-10-05")).toHaveLength(4);
});
