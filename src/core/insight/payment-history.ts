import { type AllocationEntry, type DocumentEntry, type Entry, isDocument } from "../ledger/entry.ts";
import { type Day, daysBetween } from "../values/day.ts";

/** A payment as a caller looks at it. */
export interface PastPayment {
  readonly document: string;
  readonly day: Day;
  readonly amountMinor: bigint;
  /** Days from the printed due date of what it paid, of several the latest; negative is early, null is on account. */
  readonly daysLate: number | null;
}

export interface PaymentHistory {
  /** Newest first. */
  readonly payments: readonly PastPayment[];
  /** Of all invoices that money was set against; null where there is none. */
  readonly medianDaysLate: number | null;
}

/** How an account has paid, as known by `asOf`; what was taken back is no payment. */
export function paymentHistory(entries: readonly Entry[], asOf: Day): PaymentHistory {
  const known = entries.filter((entry) => entry.knownOn <= asOf);
  const undone = new Set(known.flatMap((entry) => (entry.kind === "reversal" ? [entry.target] : [])));
  const documents = new Map<number, DocumentEntry>();
  for (const entry of known) if (isDocument(entry)) documents.set(entry.item, entry);
  const lateness = new Map<number, number[]>();
  for (const entry of known) {
    if (entry.kind !== "allocation" || entry.source === null || undone.has(entry.id)) continue;
    const late = daysLate(entry, documents);
    if (late !== null) lateness.set(entry.source, [...(lateness.get(entry.source) ?? []), late]);
  }
  const payments = [...documents.values()].filter((document) => document.kind === "payment" && !undone.has(document.item) && !undone.has(document.id));
  payments.sort((a, b) => (a.happenedOn < b.happenedOn ? 1 : a.happenedOn > b.happenedOn ? -1 : b.id - a.id));
  return {
    payments: payments.map(({ item, document, happenedOn, amountMinor }) => {
      const late = lateness.get(item);
      return { document, day: happenedOn, amountMinor, daysLate: late ? Math.max(...late) : null };
    }),
    medianDaysLate: median(payments.flatMap(({ item }) => lateness.get(item) ?? [])),
  };
}

function daysLate({ source, target }: AllocationEntry, documents: ReadonlyMap<number, DocumentEntry>): number | null {
  const [money, paid] = [documents.get(source!), documents.get(target)];
  return money?.kind === "payment" && paid?.due ? daysBetween(paid.due, money.happenedOn) : null;
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}
