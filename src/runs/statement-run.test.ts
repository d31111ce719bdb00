import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closePdf } from "../letters/pdf.ts";
import { openStore, type Store } from "../store/database.ts";
import { recordHappening } from "./record.ts";
import { makeStatement, printStatement } from "./statement-run.ts";

describe("a statement of account", () => {
  let store: Store;
  const folder = mkdtempSync(join(tmpdir(), "firmly-statement-"));
  beforeAll(async () => {
    store = await openStore(folder);
    await store.pool.query("insert into creditor (id, name, settings) values ('c', 'Creditor', '{\"language\": \"it\"}')");
    await store.pool.query("insert into debtor (id, name, language) values ('d1', 'One', 'de'), ('d2', 'Two', null)");
    await store.pool.query("insert into account (creditor, debtor, currency) values ('c', 'd1', 'EUR'), ('c', 'd2', 'EUR')");
    await store.pool.query(`insert into entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on) values
      (1, 1, 'invoice', 1, 'INV-1', 2026, 1, 1, '2026-07-10', '2026-08-09', 12345, '2026-07-10', '2026-07-10'),
      (1, 2, 'invoice', 2, 'INV-2', 2026, 1, 1, '2026-08-20', '2026-09-19', 50000, '2026-08-20', '2026-08-20'),
      (1, 3, 'credit-memo', 3, 'CM-1', 2026, 1, 1, '2026-08-21', null, 2345, '2026-08-21', '2026-08-21')`);
  });
  afterAll(async () => {
    await closePdf();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const flat = ({ text }: { text: string }): string => text.replace(/\s+/g, " ");
  const of = (account: string, asOf: "2026-08-05" | "2026-09-01", language: string | null = null) => makeStatement(store, { account, asOf, language });

  it("says what is open on a day, late or not, less credits, in the debtor's language", async () => {
    const statement = await of("A1", "2026-09-01");
    expect(statement).toMatchObject({ language: "de-DE", overdue: "123.45", disputed: "0.00", balance: "600.00" });
    expect(statement.items.map(({ document, overdueDays, open }) => [document, overdueDays, open])).toEqual([
      ["INV-1", 23, "123.45"],
      ["INV-2", 0, "500.00"],
    ]);
    expect(statement.credits).toEqual([{ kind: "credit-memo", document: "CM-1", day: "2026-08-21", open: "23.45" }]);
    expect(flat(statement)).toContain("Der Saldo beträgt 600,00 €");
    // Before the second invoice there was the first alone, and it was not late.
    expect(await of("A1", "2026-08-05")).toMatchObject({ overdue: "0.00", balance: "123.45", credits: [] });
    expect(flat(await of("A1", "2026-09-01", "en"))).toContain("of which €123.45 is past due");
    expect(flat(await of("A2", "2026-09-01"))).toContain("Non risulta alcun importo aperto.");
    await expect(of("A1", "2026-09-01", "tlh")).rejects.toThrow(/There is no language "tlh"/);
  });

  it("does not hide what is in dispute, and says that it is", async () => {
    const happening = { kind: "dispute", item: 1, reason: "price", detail: "Agreed otherwise", amountMinor: 2_345n } as const;
    await recordHappening(store, { account: "A1", asOf: "2026-08-30", by: "anna", happening });
    const statement = await of("A1", "2026-09-01");
    expect(statement).toMatchObject({ disputed: "23.45", balance: "600.00" });
    expect(flat(statement)).toContain("INV-1 (strittig: 23,45)");
    expect(flat(statement)).toContain("23,45 € sind strittig");
  });

  it("marks what is promised: letters do not ask for it meanwhile", async () => {
    const happening = { kind: "promise", amountMinor: 10_000n, day: "2026-09-04", items: [1] } as const;
    await recordHappening(store, { account: "A1", asOf: "2026-08-31", by: "anna", happening });
    const statement = await of("A1", "2026-09-01");
    expect(statement.items.map(({ document, agreed }) => [document, agreed])).toEqual([
      ["INV-1", true],
      ["INV-2", false],
    ]);
    expect(flat(statement)).toContain("INV-1 (strittig: 23,45 – Zahlung vereinbart)");
  });

  it("is printed", async () => {
    const page = await printStatement(store, { account: "A1", asOf: "2026-09-01", language: null });
    expect(Buffer.from(page).toString("latin1", 0, 5)).toBe("%PDF-");
  });
});
