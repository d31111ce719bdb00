import type { Charge, Decision } from "../core/process/decision.ts";
import type { Step } from "../core/process/procedure.ts";
import { sumMinor } from "../core/values/money.ts";
import type { DecisionBody } from "../store/decision-store.ts";

/** An item that was approved: its open amount in minor units, and the step that it is taken to. */
type CoveredItem = readonly [item: number, openMinor: string, step: Step | null];
/** A charge that was approved: `booked` is its entry where an earlier letter has made it, else null. */
type CoveredCharge = readonly [kind: Charge["kind"], item: number, amountMinor: string, booked: number | null];

/**
 * What an approval covers (R13), in one canonical text, so that it can be compared with tomorrow's decision: the items with
 * their open amounts and steps, then the charges. Days of interest that are added while the letter waits are not a change.
 */
function coveredText(items: readonly CoveredItem[], charges: readonly CoveredCharge[]): string {
  const ordered = [...charges].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || (a[3] ?? 0) - (b[3] ?? 0));
  return JSON.stringify([...[...items].sort((a, b) => a[0] - b[0]), ...ordered]);
}

export function coveredByDecision({ items, charges }: Decision): string {
  return coveredText(
    items.map(({ item, step }) => [item.item, String(item.openMinor), step]),
    charges.map(({ kind, item, amountMinor, booked }) => [kind, item, String(amountMinor), booked]),
  );
}

export function coveredByStored(body: string): string {
  const { items, charges } = JSON.parse(body) as DecisionBody;
  return coveredText(
    items.map(([item, , , , , , open, step]) => [item, open, step as Step | null]),
    charges.map(({ kind, item, amountMinor, booked }) => [kind, item, amountMinor, booked]),
  );
}

function read(covered: string): { readonly items: readonly CoveredItem[]; readonly charges: readonly CoveredCharge[] } {
  const rows = JSON.parse(covered) as (CoveredItem | CoveredCharge)[];
  const isItem = (row: CoveredItem | CoveredCharge): row is CoveredItem => typeof row[0] === "number";
  return { items: rows.filter(isItem), charges: rows.filter((row): row is CoveredCharge => !isItem(row)) };
}

/** The items that were approved, with what was open of each. */
export function approvedItems(covered: string): readonly CoveredItem[] {
  return read(covered).items;
}

/** Interest that the letter itself makes: it grows with every day that the letter waits. */
function isGrowing([kind, , , booked]: CoveredCharge): boolean {
  return kind === "interest" && booked === null;
}

/** A covered text with the growing interest taken out of its amounts, and how much that was. */
export function apartFromInterest(covered: string): { readonly rest: string; readonly interestMinor: bigint } {
  const { items, charges } = read(covered);
  const interestMinor = sumMinor(charges.filter(isGrowing).map(([, , amountMinor]) => BigInt(amountMinor)));
  return {
    rest: coveredText(
      items,
      charges.map((charge) => (isGrowing(charge) ? [charge[0], charge[1], "0", null] : charge)),
    ),
    interestMinor,
  };
}
