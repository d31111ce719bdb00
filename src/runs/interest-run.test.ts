import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { importFiles } from "./import-run.ts";
import { type AmountAsked, type DocumentAsked, interestOnAmount, interestOnDocument } from "./interest-run.ts";
import { setSetting } from "./settings.ts";

describe("on an amount", () => {
  const ask = (more: Partial<AmountAsked> = {}) =>
    interestOnAmount({
      amount: "10000",
      due: "2025-05-15",
      payments: [],
      jurisdiction: "de",
      debtorType: undefined,
      rate: undefined,
      currency: null,
      asOf: "2026-08-31",
      ...more,
    });

  it("is told with every segment, and where it comes from", async () => {
    const { total, segments, ...more } = await ask();
    expect([total, ...segments.map(({ amount }) => amount)]).toEqual(["1347.73", "142.03", "517.72", "509.28", "178.70"]);
    expect(Object.keys(segments[0]!).slice(0, 6)).toEqual(["from", "to", "days", "rate", "amount", "source"]);
    expect(segments[3]).toEqual({
      from: "2026-07-01",
      to: "2026-08-31",
      days: 62,
      rate: "10.52",
      amount: "178.70",
      source: "BGB section 288(2): German base rate 1.52 + 9",
      principal: "10000.00",
    });
    expect(more).toMatchObject({ currency: "EUR", jurisdiction: "de", debtorType: "company", lumpSum: { amount: "40.00" } });
    expect(more.sources.map(({ title }) => title)).toContain("Legal Skills Open, verzugszins_rechner.py");
  });

  it("knows the currency of the law, and keeps to the one that is asked for", async () => {
    expect(await ask({ jurisdiction: "uk" })).toMatchObject({ total: "1652.26", currency: "GBP", jurisdiction: "gb", lumpSum: { amount: "100.00" } });
    expect(await ask({ jurisdiction: "gb", currency: "EUR" })).toMatchObject({ total: "1652.26", currency: "EUR", lumpSum: null });
    expect(await ask({ currency: "JPY", amount: "10000", payments: [{ day: "2025-05-31", amount: "10000" }] })).toMatchObject({
      total: "49",
      segments: [{ days: 16 }],
    });
  });

  it("takes the rate of a contract where there is no statutory one", async () => {
    expect(await ask({ jurisdiction: "us", rate: "12" })).toMatchObject({ total: "1555.07", currency: "USD", lumpSum: null });
    expect(await ask({ jurisdiction: "de", rate: "6.5" })).toMatchObject({ total: "842.33", lumpSum: { amount: "40.00" } });
    // Section 5A of the British Act belongs to the statutory interest.
    expect(await ask({ jurisdiction: "gb", rate: "6.5" })).toMatchObject({ total: "842.33", currency: "GBP", lumpSum: null });
  });

  it("names no lump sum for what is not late, or was paid in time", async () => {
    expect(await ask({ due: "2026-08-31" })).toMatchObject({ total: "0.00", segments: [], lumpSum: null });
    expect(await ask({ payments: [{ day: "2025-05-15", amount: "10000" }] })).toMatchObject({ segments: [], lumpSum: null });
    expect(await ask({ amount: "0.01", due: "2026-08-28" })).toMatchObject({ total: "0.00", lumpSum: { amount: "40.00" } });
  });

  it("starts after the next business day where the law moves a due date off a weekend, and names that law", async () => {
    const moved = await ask({ due: "2025-05-17", asOf: "2025-05-25" });
    expect(moved.segments).toMatchObject([{ from: "2025-05-20", days: 6 }]);
    expect(moved.sources.map(({ title }) => title)).toContain("BGB section 193, BGH III ZR 159/06 (1 February 2007)");
    expect((await ask({ due: "2025-05-16", asOf: "2025-05-25" })).sources.map(({ title }) => title)).not.toContain(
      "BGB section 193, BGH III ZR 159/06 (1 February 2007)",
    );
  });

  it.each<[string, Partial<AmountAsked>, string]>([
    ["rate-missing", { asOf: "2027-01-01" }, "the German base rate for the first half of 2027 is not known"],
    ["no-interest", { jurisdiction: "us" }, "only what the contract says"],
    ["no-interest", { jurisdiction: "AT" }, "the law of Austria is not on file"],
    ["no-interest", { jurisdiction: "id" }, "court"],
    ["jurisdiction-missing", { jurisdiction: undefined }, "--jurisdiction de"],
    ["jurisdiction-unknown", { jurisdiction: "atlantis" }, "On file: ch, de, es, eu, fr, gb, id, it, us"],
    ["jurisdiction-unknown", { jurisdiction: "br" }, 'No law of "br" is on file'],
    ["law-missing", { asOf: "2012-01-01", due: "2011-01-01" }, "The law of Germany is not on file for 2012-01-01"],
    ["debtor-type-unknown", { debtorType: "person" }, "company, sole-trader, consumer, public, unknown"],
    ["rate-invalid", { rate: "9,5" }, "percent a year"],
    ["rate-invalid", { rate: "-1" }, "percent a year"],
    ["amount-invalid", { amount: "1.000,00" }, "Write it like 1234.50"],
    ["amount-invalid", { amount: "0" }, "is no amount in EUR"],
    ["amount-invalid", { payments: [{ day: "2025-06-01", amount: "-5" }] }, "--payment"],
  ])("is refused: %s %#", async (code, more, words) => {
    await expect(ask(more)).rejects.toMatchObject({ name: "UserError", code, message: expect.stringContaining(words) });
  });
});

describe("on a document", () => {
  const LEDGER = `type,debtor,name,debtor type,document,issued,due,amount,currency,paid on,applies
invoice,C1,Acme GmbH,company,I1,2025-04-15,2025-05-15,10000,EUR,,
payment,C1,,,,2025-07-31,,5000,EUR,,I1
invoice,C1,Acme GmbH,company,I2,2025-04-15,2025-05-15,10000,EUR,,
payment,C1,,,,2025-06-30,,10000,EUR,,I2
invoice,C2,Nobody knows,,I1,2025-04-15,2025-05-15,10000,EUR,,
invoice,C3,Later Ltd,company,I9,2026-08-01,2026-09-30,500,EUR,,
invoice,C3,Later Ltd,company,I8,2025-04-15,2025-05-15,10500,EUR,,
credit-memo,C3,,,G8,2026-08-01,,500,EUR,,I8
`;
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    store = await createTestStore();
    folder = mkdtempSync(join(tmpdir(), "firmly-interest-"));
    const path = join(folder, "ledger.csv");
    writeFileSync(path, LEDGER);
    await importFiles(store, { files: [path], asOf: "2026-08-01" });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store.close();
  });

  const ask = (document: string, more: Partial<DocumentAsked> = {}, day: Day = "2026-08-31") =>
    interestOnDocument(store, { document, account: undefined, jurisdiction: "de", debtorType: undefined, rate: undefined, asOf: async () => day, ...more });

  it("follows its part payments, through the day of credit, also when it is paid", async () => {
    const half = await ask("I1", { account: "C1" });
    expect(half.segments.map(({ to, principal, amount }) => [to, principal, amount])).toEqual([
      ["2025-06-30", "10000.00", "142.03"],
      ["2025-07-31", "10000.00", "87.22"],
      ["2025-12-31", "5000.00", "215.25"],
      ["2026-06-30", "5000.00", "254.64"],
      ["2026-08-31", "5000.00", "89.35"],
    ]);
    expect(await ask("I2")).toMatchObject({ total: "142.03", segments: [{ to: "2025-06-30" }] });
    expect(await ask("I9")).toMatchObject({ total: "0.00", segments: [] });
    // What a credit memo takes off was never owed, whenever it was written.
    expect(await ask("I8")).toMatchObject({ total: "1347.73", lumpSum: { amount: "40.00" } });
  });

  it("takes the debtor's type from the ledger: of whom nobody knows, the careful answer", async () => {
    expect(await ask("I1", { account: "C2" })).toMatchObject({ debtorType: "unknown", segments: [{ rate: "7.27" }, {}, {}, {}], lumpSum: null });
    expect(await ask("I1", { account: "C2", debtorType: "company" })).toMatchObject({ total: "1347.73" });
  });

  it("takes the creditor's country, where no law is named", async () => {
    const own = { account: "C1", jurisdiction: undefined };
    await expect(ask("I1", own)).rejects.toMatchObject({ code: "jurisdiction-missing", message: expect.stringContaining("firmly settings set country") });
    await setSetting(store, "country", "FR");
    expect(await ask("I1", own)).toMatchObject({ jurisdiction: "fr", segments: [{ rate: "13.15" }, {}, {}, {}, {}] });
    await setSetting(store, "claimLaw", "EU");
    expect(await ask("I1", own)).toMatchObject({ jurisdiction: "eu", segments: [{ rate: "11.15" }, {}, {}, {}, {}] });
    await expect(setSetting(store, "claimLaw", "BR")).rejects.toMatchObject({ message: expect.stringContaining("on file: ch, de") });
  });

  it("asks which account where several have it, and knows what there is not", async () => {
    await expect(ask("I1")).rejects.toMatchObject({ code: "document-ambiguous", message: expect.stringContaining("A1, A2") });
    await expect(ask("I7")).rejects.toMatchObject({ code: "document-unknown" });
    await expect(ask("I9", { account: "C1" })).rejects.toMatchObject({ code: "document-unknown" });
    await expect(ask("I9", {}, "2026-07-31")).rejects.toMatchObject({ code: "document-unknown" });
  });
});
