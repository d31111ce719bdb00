import { expect, test } from "vitest";
import { sampleLaw } from "../claim/claim.sample.ts";
import { decideDay, deliverNow, type SimulatedAccount, type Simulation } from "../insight/simulate.ts";
import type { DocumentEntry } from "../ledger/entry.ts";
import { addDays, type Day } from "../values/day.ts";
import { loadProcedure } from "../../procedures/read.ts";

const standard = loadProcedure("standard");
const procedure = { ...standard, charges: { from: "first", interest: "none", lumpSum: "statutory" } } as const;

function invoice(id: number, instalment: number, due: Day): DocumentEntry {
  const known = { issued: "2026-01-05", happenedOn: "2026-01-05", knownOn: "2026-04-01" } as const;
  return { kind: "invoice", id, item: id, document: "RE-7", instalment, due, amountMinor: 50_000n, ...known };
}

test("an invoice in instalments bears one lump sum, also when its instalments come to letters one after the other", () => {
  const account: SimulatedAccount = {
    account: 1,
    currency: "EUR",
    entries: [invoice(1, 1, "2026-02-02"), invoice(2, 2, "2026-03-02"), invoice(3, 3, "2026-04-09")],
    activities: [],
  };
  const simulation: Simulation = {
    accounts: [account],
    procedure,
    salesCheckMinor: null,
    payments: { through: null, by: "ledger" },
    rules: {
      isBusinessDay: () => true,
      isBankDay: () => true,
      expectedDelivery: (_step, day) => day,
      lawfulLeadDays: () => 0,
      claimLaw: {
        ...sampleLaw(),
        lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: { title: "a statute", url: "", verifiedOn: null } },
      },
    },
  };
  const letters: string[][] = [];
  for (let day: Day = "2026-04-01"; day < "2026-06-01"; day = addDays(day, 1)) {
    simulation.payments = { through: day, by: "ledger" };
    for (const { view, decision } of decideDay(simulation, day)) {
      if (decision.kind !== "dun") continue;
      letters.push(decision.charges.filter(({ booked }) => booked === null).map(({ kind, document, amountMinor }) => `${kind} ${document} ${amountMinor}`));
      deliverNow(simulation, account, view, decision, day);
    }
  }
  expect(letters.length).toBeGreaterThan(2);
  expect(letters.flat()).toEqual(["lump-sum RE-7 4000"]);
});
