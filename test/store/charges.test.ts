import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Day } from "../../src/core/values/day.ts";
import { procedureText } from "../../src/procedures/read.ts";
import { reportAccount } from "../../src/runs/account-report.ts";
import { approve } from "../../src/runs/approval.ts";
import { check } from "../../src/runs/check.ts";
import { deliver } from "../../src/runs/delivery-run.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import { previewLetter } from "../../src/runs/preview-run.ts";
import { presentProposal, propose } from "../../src/runs/proposal-run.ts";
import { saveProcedure } from "../../src/runs/save-procedure.ts";
import { setSetting } from "../../src/runs/settings.ts";
import { settleDelivery } from "../../src/runs/settle-delivery.ts";
import { waive } from "../../src/runs/waive.ts";
import { takeBackCharges } from "../../src/store/charge-store.ts";
import { readDeliveries } from "../../src/store/delivery-store.ts";
import { voidLetters } from "../../src/store/letter-store.ts";
import { appendActivities } from "../../src/store/activity-store.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, TUESDAY } from "../support/delivery-world.ts";

/** INV-1 over 101.00 GBP, due on 1 October 2026, of a company in GB: 53 days at 3.75 + 8 percent are 1.72, and the lump sum is 40.00. */
let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const text = procedureText("standard")
    .replace("interest: none", "interest: statutory")
    .replace("lumpSum: none", "lumpSum: statutory")
    .replace("from: second\n  interest", "from: first\n  interest");
  await saveProcedure(world.store, { name: "charging", text, by: "Ann", reason: "test", asOf: MONDAY });
  await setSetting(world.store, "procedures.*", "charging", { creditor: "c" });
});
afterEach(() => world.close());

async function sendFirst(day: Day = MONDAY): Promise<string> {
  const { run } = await propose(world.store, { asOf: day });
  await approve(world.store, run, { all: true, by: "Ann", asOf: day });
  const { deliveries, held } = await deliver(world.store, { asOf: day, outDir: world.out, instant: () => new Date(`${day}T12:00:00Z`) });
  expect(held).toEqual([]);
  return deliveries[0]!.letter;
}

async function chargesOn(day: Day) {
  return (await reportAccount(world.store, "D1", day)).charges;
}

async function faults(): Promise<string[]> {
  return (await check(world.store)).problems.map(({ code }) => code);
}

test("a letter charges interest and lump sum, and books them once, however often it is settled and delivered", async () => {
  const { run } = await propose(world.store, { asOf: MONDAY });
  const [decision] = (await presentProposal(world.store, run)).decisions;
  expect(decision).toMatchObject({
    total: "142.72",
    charges: [
      { kind: "interest", amount: "1.72", from: "2026-10-02", to: MONDAY, booked: false },
      { kind: "lump-sum", amount: "40.00" },
    ],
  });
  const preview = await previewLetter(world.store, "A1", MONDAY);
  expect(preview!.text.replace(/\s+/g, " ")).toContain("53 days at 11.75% a year on £101.00 is £1.72.");
  expect(preview!.findings).toEqual([]);

  const letter = await sendFirst();
  const [delivery] = await readDeliveries(world.store.pool, letter);
  // A process that died after the channel had accepted finds it again and settles it: whoever is second has nothing to settle.
  expect(await settleDelivery(world.store, delivery!, "another", { outcome: "accepted", providerId: "", answer: "found after a crash" }, MONDAY)).toBeNull();
  await deliver(world.store, { asOf: MONDAY, outDir: world.out });
  const charges = await chargesOn(MONDAY);
  expect(charges).toMatchObject([
    { id: `${letter}-1`, kind: "interest", document: "INV-1", from: "2026-10-02", to: MONDAY, amount: "1.72", open: "1.72", state: "open", letter },
    { id: `${letter}-2`, kind: "lump-sum", amount: "40.00", calculation: [] },
  ]);
  expect(charges[0]!.calculation).toMatchObject([{ days: 53, rate: "11.75", principal: "101.00", amount: "1.72" }]);
  expect(await faults()).toEqual([]);
});

test("the database refuses the same charge a second time, and a recalled one leaves its place", async () => {
  const letter = await sendFirst();
  const again = `insert into entry (account_id, kind, document, issue_year, instalment, version, issued, due, amount, charge, happened_on, known_on)
    select account_id, kind, 'twice', issue_year, instalment, version, issued, due, amount, charge, happened_on, known_on from entry where document = $1`;
  await expect(world.store.pool.query(again, [`${letter}-1`])).rejects.toThrow(/entry_charge/);
  await recall(letter, TUESDAY);
  expect((await chargesOn(TUESDAY)).map(({ state }) => state)).toEqual(["reversed", "reversed"]);
  expect(await faults()).toEqual([]);
  const next = await sendFirst("2026-11-30");
  expect((await chargesOn("2026-11-30")).filter(({ letter: of }) => of === next)).toMatchObject([
    { kind: "interest", from: "2026-10-02", to: "2026-11-30", amount: "1.95", state: "open" },
    { kind: "lump-sum", amount: "40.00", state: "open" },
  ]);
  expect(await faults()).toEqual([]);
});

/** What a recall does to a letter. */
async function recall(letter: string, day: Day): Promise<void> {
  await inTransaction(world.store, async (client) => {
    await voidLetters(client, [letter]);
    const letters = [{ id: letter, account: 1 }];
    expect(await takeBackCharges(client, letters, day)).toEqual(new Map([[letter, 2]]));
    expect(await takeBackCharges(client, letters, day)).toEqual(new Map());
    const happening = { kind: "recall", letter, reason: "wrong" } as const;
    await appendActivities(client, [{ account: 1, happening, happenedOn: day, knownOn: day, by: "Ann" }]);
  });
}

test("waiving gives up what is open, with a reason, and is refused where nothing is", async () => {
  const letter = await sendFirst();
  const waiver = { account: "D1", charge: `${letter}-2`, reason: "goodwill", by: "Ann", asOf: TUESDAY };
  expect(await waive(world.store, waiver)).toMatchObject({ account: "A1", charge: `${letter}-2`, amount: "40.00", currency: "GBP" });
  await expect(waive(world.store, waiver)).rejects.toMatchObject({ code: "charge-waived" });
  await expect(waive(world.store, { ...waiver, charge: "INV-1" })).rejects.toMatchObject({ code: "charge-unknown" });
  await expect(waive(world.store, { ...waiver, reason: "  " })).rejects.toMatchObject({ code: "reason-missing" });
  const { charges, timeline, items } = await reportAccount(world.store, "D1", TUESDAY);
  expect(charges.map(({ open, state }) => [open, state])).toEqual([
    ["1.72", "open"],
    ["0.00", "waived"],
  ]);
  expect(items).toMatchObject([{ document: "INV-1", open: "101.00" }]);
  expect(timeline.at(-1)).toMatchObject({ kind: "waive", by: "Ann", values: { document: `${letter}-2`, amount: "40.00", reason: "goodwill" } });
  expect(await faults()).toEqual([]);
});

test("a list of open items that knows nothing of our charges settles none of them", async () => {
  await sendFirst();
  const file = join(world.out, "open.csv");
  for (const [day, rows] of [
    [TUESDAY, "D1,Debtor 1 Ltd,INV-1,2026-09-01,2026-10-01,101.00,GBP\n"],
    ["2026-11-25", "D1,Debtor 1 Ltd,INV-9,2026-11-01,2026-12-01,50.00,GBP\n"],
  ] as const) {
    writeFileSync(file, `debtor,name,document,issued,due,open,currency\n${rows}`);
    const { files } = await importFiles(world.store, { files: [file], asOf: day, creditor: "c", mapping: { mode: "snapshot" }, confirmSettled: true });
    expect(files[0]!.problems.map(({ code }) => code).filter((code) => code !== "snapshot-settles")).toEqual([]);
    expect((await chargesOn(day)).map(({ state }) => state)).toEqual(["open", "open"]);
  }
  expect((await reportAccount(world.store, "D1", "2026-11-25")).items.map(({ document }) => document)).toEqual(["INV-9"]);
  expect(await faults()).toEqual([]);
});

test.each([
  ["with its charges", "142.72", ["paid", "paid"]],
  ["without them", "101.00", ["open", "open"]],
])("a payment of what the letter asked for, %s, is matched by the letter's reference", async (_name, amount, states) => {
  const letter = await sendFirst();
  const file = join(world.out, "bank.sta");
  const paid = amount.replace(".", ",");
  const lines = [
    "20:STATEMENT",
    "25:GB82WEST12345698765432",
    "28C:1/1",
    "60F:C261123GBP0,00",
    `61:261124C${paid}NTRFNONREF`,
    `86:166?00TRANSFER?20SVWZ+${letter}?32SOMEBODY`,
  ];
  writeFileSync(file, `${[...lines, `62F:C261124GBP${paid}`].map((line) => `:${line}`).join("\n")}\n-\n`);
  const { files } = await importFiles(world.store, { files: [file], asOf: TUESDAY, creditor: "c" });
  expect(files[0]).toMatchObject({ matched: 1, problems: [] });
  const { charges, items } = await reportAccount(world.store, "D1", TUESDAY);
  expect(items).toEqual([]);
  expect(charges.map(({ state }) => state)).toEqual(states);
  expect(await faults()).toEqual([]);
});

test.each([
  ["charge-without-letter", 'update entry set charge = charge || \'{"letter": "LNONE"}\' where charge is not null'],
  [
    "charge-doubled",
    "insert into entry (account_id, kind, item, document, instalment, version, issued, due, amount, charge, happened_on, known_on) select account_id, kind, item, 'twice', 1, 2, issued, due, amount, charge || '{\"generation\": 7}', happened_on, known_on from entry where charge ->> 'kind' = 'lump-sum'",
  ],
  ["charge-of-recalled", "update letter set void = true"],
  ["charges-differ", "update letter set charges = '[]'"],
])("firmly check finds what cannot be: %s", async (code, damage) => {
  await sendFirst();
  await world.store.pool.query(damage);
  expect(await faults()).toContain(code);
});
