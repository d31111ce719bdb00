import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, openStore } from "../store/database.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { approveHandOver } from "./hand-over/approve.ts";
import { recordHappening } from "./record.ts";
import { reportAccount } from "./account-report.ts";

describe("proposal run", () => {
  let store: Store;
  const folder = mkdtempSync(join(tmpdir(), "firmly-propose-"));

  beforeAll(async () => {
    store = await openStore(folder);
    await store.pool.query("insert into creditor (id, name, settings) values ('c', 'Creditor', '{}')");
    await store.pool.query("insert into debtor (id, name) values ('d1', 'One'), ('d2', 'Two')");
    await store.pool.query("insert into account (creditor, debtor, currency) values ('c', 'd1', 'EUR'), ('c', 'd2', 'EUR'), ('c', 'd2', 'USD')");
    await store.pool.query(`insert into entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on) values
      (1, 1, 'invoice', 1, 'one\ttab', 2026, 1, 1, '2026-01-10', '2026-02-09', 12345, '2026-01-10', '2026-09-01'),
      (2, 2, 'invoice', 2, '000123', 2026, 1, 1, '2026-01-10', '2026-02-09', 50000, '2026-01-10', '2026-09-01'),
      (3, 3, 'invoice', 3, 'U', 2026, 1, 1, '2026-08-10', '2026-09-25', 70000, '2026-08-10', '2026-09-01')`);
    await store.pool.query("insert into posted_through (creditor, through, known_on) values ('c', '2026-09-01', '2026-09-01')");
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("decides every account and joins those that were not due", async () => {
    const first = await propose(store, { asOf: "2026-09-01" });
    expect(first.decided).toBe(3);
    const proposal = await presentProposal(store, first.run);
    expect(proposal.postedThrough).toBe("2026-09-01");
    expect(proposal.decisions.map(({ account, kind, step, total, until }) => [account.id, kind, step, total, until])).toEqual([
      ["A1", "dun", "first", "123.45", null],
      ["A2", "dun", "first", "500.00", null],
      ["A3", "wait", null, "700.00", "2026-09-18"],
    ]);
    expect(proposal.decisions[0]!.items[0]).toEqual({
      document: "one\ttab",
      instalment: 1,
      issued: "2026-01-10",
      due: "2026-02-09",
      overdueDays: 204,
      amount: "123.45",
      open: "123.45",
      step: "first",
    });
    expect(proposal.decisions.map(({ language }) => language)).toEqual(["en", "en", null]);
    const second = await propose(store, { asOf: "2026-09-02" });
    expect(second.decided).toBe(2);
    expect((await presentProposal(store, second.run)).decisions).toHaveLength(3);
    expect((await presentProposal(store, second.run, { dueOnly: true })).decisions).toHaveLength(2);
  });

  it("says what a letter is written in, and where that is not the debtor's own language, why", async () => {
    await store.pool.query('update creditor set settings = \'{"language": "de"}\'');
    await store.pool.query("update debtor set language = case id when 'd1' then 'pt-BR' else 'fr-CH' end");
    const { decisions } = await presentProposal(store, (await propose(store, { asOf: "2026-09-02" })).run);
    expect(decisions.map(({ language, why }) => [language, why.filter(({ code }) => code === "language-fallback")])).toEqual([
      ["de", [{ code: "language-fallback", missing: "Brazilian Portuguese", used: "German" }]],
      ["fr", []],
      [null, []],
    ]);
    await store.pool.query("update creditor set settings = '{}'");
    await store.pool.query("update debtor set language = null");
  });

  it("decides a day before the newest known day without the stored decisions, and leaves them alone", async () => {
    const stored = await store.pool.query("select id, next_review_on, decided_run from account order by id");
    await store.pool.query("update creditor set newest_known_on = '2026-09-05'");
    const { run, decided } = await propose(store, { asOf: "2026-08-31" });
    expect(decided).toBe(3);
    expect((await presentProposal(store, run)).decisions.map(({ kind }) => kind)).toEqual(["clear", "clear", "clear"]);
    expect((await store.pool.query("select id, next_review_on, decided_run from account order by id")).rows).toEqual(stored.rows);
  });

  it("records what happens, on a chain, and decides by it", async () => {
    await recordHappening(store, {
      account: "A1",
      asOf: "2026-09-05",
      by: "Anna",
      happening: { kind: "hold", item: null, reason: "talks", until: "2026-09-10" },
    });
    const { run } = await propose(store, { asOf: "2026-09-07" });
    const decision = (await presentProposal(store, run)).decisions[0]!;
    expect(decision).toMatchObject({ kind: "blocked", block: "hold", ends: "2026-09-11" });
    const report = await reportAccount(store, "d1", "2026-09-07");
    expect(report.timeline.map(({ kind, by }) => [kind, by])).toEqual([
      ["invoice", null],
      ["hold", "Anna"],
    ]);
    expect(report.aging).toContainEqual({ bucket: "over-120", amount: "123.45" });
    await expect(reportAccount(store, "d2", "2026-09-07")).rejects.toThrow(/2 accounts.*A2.*A3/);
    await expect(recordHappening(store, { account: "A1", asOf: "2026-09-01", by: null, happening: { kind: "note", detail: "x" } })).rejects.toThrow(
      /2026-09-05.*--backdate/,
    );
    await expect(approveHandOver(store, { account: "A1", asOf: "2026-09-07", by: "Anna" })).rejects.toThrow(/not up for hand-over/);
  });

  it("lets a debtor-wide fact reach the debtor's other accounts", async () => {
    await recordHappening(store, { account: "A2", asOf: "2026-09-08", by: null, happening: { kind: "insolvency" } });
    const { run } = await propose(store, { asOf: "2026-09-08" });
    expect((await presentProposal(store, run)).decisions.slice(1).map(({ block }) => block)).toEqual(["insolvency", "insolvency"]);
  });
});
