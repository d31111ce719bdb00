import type { Day } from "../values/day.ts";
import type { ChargeOf, DocumentEntry, Entry } from "./entry.ts";
import { openItems } from "./open-items.ts";

export interface ChargeState {
  /** The charge's own item, and its number. */
  readonly item: number;
  readonly document: string;
  /** The number of the document that it is for. */
  readonly forDocument: string;
  readonly charge: ChargeOf;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  /** `waived`: nothing is open, and a person gave up at least a part; `reversed`: it was taken back with its letter. */
  readonly state: "open" | "paid" | "waived" | "reversed";
}

/** Every charge that letters have made on an account, as known by a day, oldest first; those taken back too. */
export function chargeStates(entries: readonly Entry[], asOf: Day): ChargeState[] {
  const known = entries.filter((entry) => entry.knownOn <= asOf);
  const made = known.filter((entry): entry is DocumentEntry & { charge: ChargeOf } => "charge" in entry && entry.charge !== undefined);
  if (made.length === 0) return [];
  const { charges, charged } = openItems(known, asOf);
  const open = new Map(charges.map(({ item, openMinor }) => [item, openMinor]));
  const standing = new Set(charged.map(({ item }) => item));
  const reversed = new Set(known.flatMap((entry) => (entry.kind === "reversal" ? [entry.target] : [])));
  const waived = new Set(known.flatMap((entry) => (entry.kind === "write-off" && !reversed.has(entry.id) ? [entry.target] : [])));
  const numbers = new Map(known.flatMap((entry) => ("document" in entry ? [[entry.item, entry.document] as const] : [])));
  return made.map(({ item, document, charge, amountMinor }) => {
    const openMinor = open.get(item) ?? 0n;
    const state = !standing.has(item) ? "reversed" : openMinor > 0n ? "open" : waived.has(item) ? "waived" : "paid";
    return { item, document, forDocument: numbers.get(charge.item) ?? "", charge, amountMinor, openMinor, state };
  });
}
