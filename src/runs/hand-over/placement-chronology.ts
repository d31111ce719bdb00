import type { DossierBlock } from "../../letters/dossier.ts";
import type { Exhibit } from "./placement-dossier.ts";
import type { PlacementDocument } from "./placement-schema.ts";
import { bookedAs, money, writtenDay } from "./placement-words.ts";

interface Line {
  readonly day: string;
  readonly cells: readonly string[];
}

/** From the first invoice to today in the order of the days: invoices, money, letters, calls, what the debtor said. */
export function chronology(document: PlacementDocument, exhibits: readonly Exhibit[]): DossierBlock {
  const lines = [...invoices(document), ...bookings(document), ...approvals(document), ...events(document, exhibits)];
  const sorted = lines.map((line, index) => ({ ...line, index })).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.index - b.index));
  const columns = [
    { title: "Day", width: "auto" as const },
    { title: "What happened", width: 5 },
    { title: "How", width: 2 },
    { title: "With whom", width: 3 },
  ];
  return { kind: "table", columns, rows: sorted.map(({ day, cells }) => [writtenDay(day), ...cells]) };
}

function invoices({ claim: { items }, currency }: PlacementDocument): Line[] {
  return items.flatMap(({ document, issued, due, original }) => [
    { day: issued, cells: [`Invoice ${document} over ${money(original)} ${currency}`, "", ""] },
    { day: due, cells: [`Invoice ${document} fell due`, "", ""] },
  ]);
}

function bookings({ claim: { items }, currency }: PlacementDocument): Line[] {
  return items.flatMap((item) =>
    item.bookings.map(({ day, kind, amount }) => ({ day, cells: [`${bookedAs(kind)}: ${money(amount)} ${currency} on ${item.document}`, "", ""] })),
  );
}

function events({ history }: PlacementDocument, exhibits: readonly Exhibit[]): Line[] {
  return history.map(({ day, what, channel, recipient }) => {
    const exhibit = exhibits.find(({ letter }) => what.includes(letter));
    const shown = what.replace(/\d{4}-\d{2}-\d{2}/g, writtenDay);
    const sentence = shown.charAt(0).toUpperCase() + shown.slice(1);
    return { day, cells: [exhibit ? `${sentence} (no. ${exhibit.number})` : sentence, channel ?? "", recipient ?? ""] };
  });
}

function approvals({ approvals: approved }: PlacementDocument): Line[] {
  return approved.map(({ by, day }) => ({ day, cells: [`Hand-over approved by ${by}`, "", ""] }));
}
