import { expect, test } from "vitest";
import { placementCsv } from "./placement-csv.ts";
import type { PlacementDocument } from "./placement-schema.ts";

type Item = PlacementDocument["claim"]["items"][number];

const item = (document: string, instalment: number, principal: string, interest: string | null) =>
  ({ document, instalment, original: principal, open: principal, principal, interest: interest === null ? null : { total: interest } }) as Item;

test("the totals of the rows make the claim: principal, interest, and each document's charges once", () => {
  const claim = {
    items: [item("N1", 1, "1000.00", "3.10"), item("N1", 2, "500.00", "1.55"), item("N2", 1, "80.00", null)],
    charges: [
      { for: "N1", open: "40.00" },
      { for: "N1", open: "2.50" },
    ],
    totals: { principal: "1580.00", interest: "4.65", charges: "42.50", total: "1627.15" },
  };
  const file = { claim, currency: "EUR", placement: {}, creditor: { name: "C", bankAccount: null }, debtor: { address: null } } as unknown as PlacementDocument;
  const [head, ...rows] = placementCsv(file)
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const column = (name: string) => rows.map((row) => row[head!.indexOf(name)]);
  expect(column("charges")).toEqual(["42.50", "0.00", "0.00"]);
  expect(column("total")).toEqual(["1045.60", "501.55", "80.00"]);
});
