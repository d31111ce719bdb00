import type { Day } from "../values/day.ts";
import { type AllocationEntry, type ChargeOf, type DocumentEntry, type Entry, isDocument } from "./entry.ts";

/** Something set against an item and not taken back. */
export interface ItemPart {
  readonly amountMinor: bigint;
  readonly bookedOn: Day;
  readonly knownOn: Day;
  /** Whether it is money; else a credit memo, a write-off, or a list that shows less. */
  readonly isPayment: boolean;
  /** A credit memo or a write-off: what it takes off was never owed, as interest sees it. */
  readonly isRemission?: boolean;
}

/** An invoice or fee with something left to pay. */
export interface OpenItem {
  readonly item: number;
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  /** The printed due date. */
  readonly due: Day;
  /** The day on which the item was first known (R10). */
  readonly knownOn: Day;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly directDebit: boolean;
  /** Money set against it so far and not taken back, oldest first; `bookedOn` is the payment's own day. */
  readonly parts: readonly ItemPart[];
  /** How often it was settled and opened again (R7). */
  readonly reopened: number;
  /** The last day on which money set against it was taken back, where as much has not been set against it since. */
  readonly reversedOn: Day | null;
  /** When that became known: a bank may tell of it days later. */
  readonly reversalKnownOn: Day | null;
  /** How often, and by how much, a later version lowered its amount. */
  readonly lowered: readonly { readonly knownOn: Day; readonly byMinor: bigint }[];
  /** A charge of ours that a letter made: it is no item to be dunned by itself, but joins the account's letters. */
  readonly charge?: ChargeOf | undefined;
  /** In a decision: what of the item is in dispute. `openMinor` is then the undisputed rest. */
  readonly disputedMinor?: bigint;
  /** In a decision: an instalment of a payment plan, which stands in for the items that the plan covers (R16). */
  readonly plan?: { readonly activity: number; readonly of: number; readonly agreedOn: Day; readonly documents: readonly string[] };
}

/** A credit memo or payment with something left to apply. */
export interface OpenCredit {
  readonly item: number;
  readonly kind: "credit-memo" | "payment";
  readonly document: string;
  readonly bookedOn: Day;
  readonly openMinor: bigint;
}

/** Money set against an item, open or settled, and not taken back. */
export interface AllocatedPart {
  readonly item: number;
  readonly itemKnownOn: Day;
  readonly amountMinor: bigint;
  readonly bookedOn: Day;
  /** Whether it is money; else a credit memo, a write-off, or a list that shows less. */
  readonly isPayment: boolean;
  /** A credit memo or a write-off: what it takes off was never owed, as interest sees it. */
  readonly isRemission?: boolean | undefined;
}

export interface OpenLedger {
  /** Ordered by due date, document, instalment. */
  readonly items: readonly OpenItem[];
  readonly credits: readonly OpenCredit[];
  /** Charges that earlier letters made and that are not paid, waived or taken back. They join the account's letters, and are never dunned alone. */
  readonly charges: readonly OpenItem[];
  /** Every charge that a letter made and that was not taken back with it; paid and waived ones too: none is made a second time. */
  readonly charged: readonly MadeCharge[];
  readonly allocated: readonly AllocatedPart[];
}

/** A charge as it was booked. */
export interface MadeCharge {
  /** Its own item. */
  readonly item: number;
  /** Its own number, by which it is waived. */
  readonly document: string;
  /** The number of the document that it is for. */
  readonly forDocument: string;
  readonly charge: ChargeOf;
  readonly amountMinor: bigint;
}

// One for all: most accounts have no charges, and a million of them are folded in a run.
const NONE: readonly never[] = [];

// One for all: a ledger of a million items holds it a million times.
const NEVER_LOWERED: Folded["lowered"] = [];

interface Folded {
  newest: DocumentEntry;
  lowered: readonly { readonly knownOn: Day; readonly byMinor: bigint }[];
  first: DocumentEntry;
  used: bigint;
  parts: (ItemPart & { readonly entry: number })[];
  settled: boolean;
  reopened: number;
  reversedOn: Day | null;
  reversalKnownOn: Day | null;
  /** How much of what was taken back has not been set against it again. */
  reversed: bigint;
}

/**
 * Folds an account's entries, as known by `asOf`, into what is open. Entries may come in any order: they are folded by
 * the day they became known and their number. Nothing is stored; this is the only answer to "what is open?".
 */
export function openItems(entries: readonly Entry[], asOf: Day): OpenLedger {
  const folded = new Map<number, Folded>();
  const allocations: Allocations = new Map();
  const known = entries.filter((entry) => entry.knownOn <= asOf);
  known.sort((a, b) => (a.knownOn < b.knownOn ? -1 : a.knownOn > b.knownOn ? 1 : a.id - b.id));
  for (const entry of known) {
    if (isDocument(entry)) addVersion(entry, folded);
    else if (entry.kind === "reversal") reverse(entry.target, entry, folded, allocations);
    else apply(entry, folded, allocations);
  }
  return collect(folded);
}

/** What is set against what, and not taken back; null: set against a document that was taken back, and so against nothing. */
type Allocations = Map<number, AllocationEntry | null>;

function addVersion(entry: DocumentEntry, folded: Map<number, Folded>): void {
  const known = folded.get(entry.item);
  if (known) {
    const byMinor = known.newest.amountMinor - entry.amountMinor;
    if (byMinor > 0n) known.lowered = [...known.lowered, { knownOn: entry.knownOn, byMinor }];
    known.newest = entry;
    noteSettled(known);
  } else {
    folded.set(entry.item, {
      newest: entry,
      first: entry,
      lowered: NEVER_LOWERED,
      used: 0n,
      parts: [],
      settled: entry.amountMinor === 0n,
      reopened: 0,
      reversedOn: null,
      reversalKnownOn: null,
      reversed: 0n,
    });
  }
}

function apply(entry: AllocationEntry, folded: Map<number, Folded>, allocations: Allocations): void {
  // A charge that was taken back with its letter: the money is as free as before.
  if (allocations.get(entry.target) === null) return;
  allocations.set(entry.id, entry);
  const target = folded.get(entry.target);
  const source = entry.source === null ? undefined : folded.get(entry.source);
  if (source) {
    source.used += entry.amountMinor;
    noteSettled(source);
  }
  if (!target) return;
  target.used += entry.amountMinor;
  target.reversed -= entry.amountMinor < target.reversed ? entry.amountMinor : target.reversed;
  if (target.reversed === 0n) Object.assign(target, { reversedOn: null, reversalKnownOn: null });
  // The payment's own day is the day of booking; a list that just shows less is dated by the list.
  const isPayment = source?.newest.kind === "payment";
  const bookedOn = isPayment ? source.newest.happenedOn : entry.happenedOn;
  const isRemission = entry.kind === "write-off" || source?.newest.kind === "credit-memo";
  target.parts.push({ entry: entry.id, amountMinor: entry.amountMinor, bookedOn, knownOn: entry.knownOn, isPayment, isRemission });
  noteSettled(target);
}

function reverse(id: number, by: Pick<Entry, "happenedOn" | "knownOn">, folded: Map<number, Folded>, allocations: Allocations): void {
  const allocation = allocations.get(id);
  if (allocation) {
    allocations.delete(id);
    const source = allocation.source === null ? undefined : folded.get(allocation.source);
    if (source) {
      source.used -= allocation.amountMinor;
      noteSettled(source);
    }
    const target = folded.get(allocation.target);
    if (!target) return;
    target.used -= allocation.amountMinor;
    target.parts = target.parts.filter((part) => part.entry !== id);
    target.reversedOn = by.happenedOn;
    target.reversalKnownOn = by.knownOn;
    target.reversed += allocation.amountMinor;
    noteSettled(target);
    return;
  }
  // A payment that never was: everything it paid is open again, and it is no credit either. A charge that never was: the
  // money that was set against it is a credit again.
  for (const other of allocations.values()) if (other && (other.source === id || other.target === id)) reverse(other.id, by, folded, allocations);
  if (folded.get(id)?.newest.charge) allocations.set(id, null);
  folded.delete(id);
}

function noteSettled(item: Folded): void {
  const settled = item.used >= item.newest.amountMinor;
  if (item.settled && !settled) item.reopened++;
  item.settled = settled;
}

function collect(folded: Map<number, Folded>): OpenLedger {
  const items: OpenItem[] = [];
  const charges: OpenItem[] = [];
  let charged: MadeCharge[] | null = null;
  const credits: OpenCredit[] = [];
  const allocated: AllocatedPart[] = [];
  for (const { newest, first, used, parts, reopened, reversedOn, reversalKnownOn, lowered } of folded.values()) {
    const openMinor = newest.amountMinor - used;
    if (newest.charge) (charged ??= []).push(madeCharge(newest, newest.charge, folded));
    for (const { amountMinor, bookedOn, isPayment, isRemission } of parts)
      allocated.push({ item: newest.item, itemKnownOn: first.knownOn, amountMinor, bookedOn, isPayment, isRemission });
    if (openMinor === 0n) continue;
    const { item, document } = newest;
    if (newest.kind === "credit-memo" || newest.kind === "payment") {
      if (openMinor > 0n) credits.push({ item, kind: newest.kind, document, bookedOn: newest.happenedOn, openMinor });
    } else if (openMinor > 0n) {
      (newest.charge ? charges : items).push({
        item,
        document,
        instalment: newest.instalment,
        issued: newest.issued,
        due: newest.due ?? newest.issued,
        knownOn: first.knownOn,
        amountMinor: newest.amountMinor,
        openMinor,
        directDebit: newest.directDebit ?? false,
        parts,
        reopened,
        reversedOn,
        reversalKnownOn,
        lowered,
        charge: newest.charge,
      });
    } else {
      // More was set against it than it is worth (its amount was lowered later): the rest is a credit.
      credits.push({ item, kind: "credit-memo", document, bookedOn: newest.happenedOn, openMinor: -openMinor });
    }
  }
  items.sort(byDue);
  charges.sort(byDue);
  credits.sort((a, b) => a.item - b.item);
  return { items, credits, charges, charged: charged ?? NONE, allocated };
}

function madeCharge({ item, document, amountMinor }: DocumentEntry, charge: ChargeOf, folded: Map<number, Folded>): MadeCharge {
  return { item, document, forDocument: folded.get(charge.item)?.newest.document ?? "", charge, amountMinor };
}

function byDue(a: OpenItem, b: OpenItem): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  if (a.document !== b.document) return a.document < b.document ? -1 : 1;
  return a.instalment - b.instalment;
}
