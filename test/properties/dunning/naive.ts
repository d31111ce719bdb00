import { type DocumentEntry, type Entry, isDocument } from "../../../src/core/ledger/entry.ts";
import { addDays, type Day } from "../../../src/core/values/day.ts";

/** What is owed, worked out in the plainest way: no fold in order, no shortcuts, and none of the core's own functions. */
export interface Owed {
  readonly item: number;
  readonly newest: DocumentEntry;
  /** Oldest first; the last one is the newest. */
  readonly versions: readonly DocumentEntry[];
  readonly knownOn: Day;
  readonly openMinor: bigint;
  /** Set against it and not taken back. */
  readonly parts: readonly NaivePart[];
  /** Entries that took back money set against it. */
  readonly takenBack: readonly Entry[];
}

export interface NaivePart {
  readonly id: number;
  readonly amountMinor: bigint;
  readonly bookedOn: Day;
  readonly knownOn: Day;
  readonly isPayment: boolean;
}

export interface NaiveCredit {
  readonly document: string;
  readonly isPayment: boolean;
  readonly openMinor: bigint;
}

export interface NaiveLedger {
  /** Invoices and charges, settled ones too. */
  readonly all: ReadonlyMap<number, Owed>;
  /** Invoices with something left to pay. */
  readonly items: ReadonlyMap<number, Owed>;
  /** Charges with something left to pay. */
  readonly charges: ReadonlyMap<number, Owed>;
  readonly credits: readonly NaiveCredit[];
}

type Allocation = Extract<Entry, { kind: "allocation" | "write-off" }>;

export function naiveLedger(entries: readonly Entry[]): NaiveLedger {
  const reversals = entries.filter((entry) => entry.kind === "reversal");
  const isBack = (id: number | null) => reversals.some((entry) => entry.target === id);
  const byTime = (a: Entry, b: Entry) => (a.knownOn === b.knownOn ? a.id - b.id : a.knownOn < b.knownOn ? -1 : 1);
  const documents = entries.filter(isDocument).sort(byTime);
  const allocations = entries.filter((entry): entry is Allocation => entry.kind === "allocation" || entry.kind === "write-off");
  const standing = allocations.filter(({ id, source, target }) => !isBack(id) && !isBack(source) && !isBack(target));
  const all = new Map<number, Owed>();
  const credits: NaiveCredit[] = [];
  for (const item of new Set(documents.map((document) => document.item))) {
    if (isBack(item)) continue;
    const versions = documents.filter((document) => document.item === item);
    const newest = versions.at(-1)!;
    const isCredit = newest.kind === "payment" || newest.kind === "credit-memo";
    const used = standing.filter(({ source, target }) => (isCredit ? source : target) === item).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const openMinor = newest.amountMinor - used;
    if (isCredit) {
      if (openMinor > 0n) credits.push({ document: newest.document, isPayment: newest.kind === "payment", openMinor });
      continue;
    }
    if (openMinor < 0n) credits.push({ document: newest.document, isPayment: false, openMinor: -openMinor });
    const parts = standing
      .filter(({ target }) => target === item)
      .map((part): NaivePart => {
        const source = documents.find((document) => document.item === part.source);
        const isPayment = source?.kind === "payment";
        return { id: part.id, amountMinor: part.amountMinor, bookedOn: isPayment ? source.happenedOn : part.happenedOn, knownOn: part.knownOn, isPayment };
      });
    // A payment that is taken back whole takes back what still stood of it.
    const stood = (part: Allocation, by: Entry) => !reversals.some((each) => each.target === part.id && each.id < by.id);
    const takenBack = reversals.filter((by) =>
      allocations.some((part) => part.target === item && (part.id === by.target || (part.source === by.target && stood(part, by)))),
    );
    all.set(item, { item, newest, versions, knownOn: versions[0]!.knownOn, openMinor, parts, takenBack });
  }
  const open = [...all].filter(([, { openMinor }]) => openMinor > 0n);
  return {
    all,
    items: new Map(open.filter(([, { newest }]) => !newest.charge)),
    charges: new Map(open.filter(([, { newest }]) => newest.charge)),
    credits,
  };
}

/** How often a settled item was opened again: its balance after each entry, one entry after the other. */
export function timesReopened(entries: readonly Entry[], item: number): number {
  const inOrder = [...entries].sort((a, b) => (a.knownOn === b.knownOn ? a.id - b.id : a.knownOn < b.knownOn ? -1 : 1));
  let times = 0;
  let settled: boolean | null = null;
  for (let count = 1; count <= inOrder.length; count++) {
    const owed = naiveLedger(inOrder.slice(0, count)).all.get(item);
    if (!owed) continue;
    const isSettled = owed.openMinor <= 0n;
    if (settled === true && !isSettled) times++;
    settled = isSettled;
  }
  return times;
}

export type IsOpen = (day: Day) => boolean;

/** The day itself or the next one that is open. */
export function openFrom(isOpen: IsOpen, day: Day): Day {
  let found = day;
  while (!isOpen(found)) found = addDays(found, 1);
  return found;
}

/** So many open days later. */
export function openAfter(isOpen: IsOpen, day: Day, count: number): Day {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, 1);
    if (isOpen(found)) left--;
  }
  return found;
}
