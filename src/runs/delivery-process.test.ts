import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import type { Store } from "../store/database.ts";
import { approve, leaveOut } from "./approval.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { previewLetter } from "./preview-run.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { approveHandOver } from "./hand-over/approve.ts";

let store: Store;
let out: string;
beforeEach(async () => {
  store = await createTestStore();
  out = mkdtempSync(join(tmpdir(), "firmly-process-"));
});
afterEach(async () => {
  await store.close();
  rmSync(out, { recursive: true, force: true });
});
afterAll(closePdf);

/** A creditor of whom nothing is known but its debtors: as after the first import without settings. */
async function fill(debtors: readonly string[], due: Day, settings: object = {}): Promise<void> {
  await store.pool.query("insert into creditor (id, name, settings) values ('default', 'Accounts Receivable', $1)", [
    JSON.stringify({ timeZone: "Europe/London", country: "GB", ...settings }),
  ]);
  await store.pool.query("insert into debtor (id, name, country) select id, 'Debtor ' || id, 'GB' from unnest($1::text[]) id", [debtors]);
  await store.pool.query(
    "insert into account (creditor, debtor, currency) select 'default', id, 'GBP' from unnest($1::text[]) with ordinality as t(id, n) order by n",
    [debtors],
  );
  await store.pool.query(
    `insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on)
     select id, 'invoice', null, 'INV-' || id, 2026, 1, 1, $2::date - 30, $2, 123456, $2::date - 30, $1 from account`,
    [addDays(due, -20), due],
  );
  await store.pool.query("update entry set item = id");
}

async function posted(through: Day): Promise<void> {
  await store.pool.query("insert into posted_through (creditor, through, known_on) values ('default', $1, $1)", [through]);
}

async function day(asOf: Day) {
  await posted(asOf);
  const { run } = await propose(store, { asOf });
  const preview = await previewLetter(store, "A1", asOf);
  const approved = await approve(store, run, { all: true, by: "Ann", asOf });
  const { deliveries, held } = await deliver(store, { run, asOf, outDir: out });
  expect(held).toEqual([]);
  expect((await check(store)).problems).toEqual([]);
  // What was shown before is what left.
  expect(deliveries.map(({ step }) => step)).toEqual(preview ? [preview.step] : []);
  if (preview) {
    const [letter] = (
      await store.pool.query("select bytes from document join delivery on files -> 1 ->> 'hash' = hash where letter_id = $1", [deliveries[0]!.letter])
    ).rows;
    const mail = await PostalMime.parse(letter.bytes);
    expect(mail.subject).toBe(`${preview.subject} (${deliveries[0]!.letter})`);
    const own = (text: string) => text.replaceAll("LPREVIEWXXX", deliveries[0]!.letter).replace(/\s+/g, " ");
    expect(mail.text!.replace(/\s+/g, " ")).toContain(own(preview.text).trim());
    expect(preview.findings.filter(({ severity }) => severity === "E")).toEqual([]);
    expect(preview.picture).toMatchObject({ pages: 1, svg: expect.stringContaining("<svg") });
  }
  expect(approved.approved).toHaveLength(deliveries.length);
  return { run, step: deliveries[0]?.step ?? null };
}

test("an invoice that is never paid: every letter leaves on its day, once, even of a creditor without any settings", async () => {
  await fill(["acme"], "2026-03-02");
  const left: [Day, string][] = [];
  for (let asOf: Day = "2026-02-19"; asOf <= "2026-05-15"; asOf = addDays(asOf, 1)) {
    const { run, step } = await day(asOf);
    if (step) left.push([asOf, step]);
    const [decision] = (await presentProposal(store, run)).decisions;
    if (decision!.kind === "hand-over") {
      await approveHandOver(store, { account: "A1", asOf, by: "Ann" });
      await approveHandOver(store, { account: "A1", asOf, by: "Ben" });
    }
  }
  expect(left.map(([, step]) => step)).toEqual(["reminder", "past-due", "first", "second", "third", "final"]);
  expect(left.slice(0, 4).map(([asOf]) => asOf)).toEqual(["2026-02-23", "2026-03-03", "2026-03-06", "2026-03-20"]);
  expect(readdirSync(out).sort()).toEqual(left.flatMap(([, step]) => [`acme-GBP-${step}.eml`, `acme-GBP-${step}.pdf`]).sort());
});

test("what is left out stays out of its run, and tomorrow's proposal asks again", async () => {
  await fill(["a", "b", "c"], "2026-03-02");
  await posted("2026-03-09");
  const { run } = await propose(store, { asOf: "2026-03-09" });
  expect((await leaveOut(store, run, { accounts: [2], by: "Ann", asOf: "2026-03-09" })).approved.map(({ account }) => account)).toEqual(["A2"]);
  expect((await approve(store, run, { all: true, by: "Ann", asOf: "2026-03-09" })).approved.map(({ account }) => account)).toEqual(["A1", "A3"]);
  expect((await approve(store, run, { all: true, by: "Ben", asOf: "2026-03-09" })).approved.map(({ account }) => account)).toEqual(["A1", "A3"]);
  expect((await deliver(store, { run, asOf: "2026-03-09", outDir: out })).deliveries.map(({ account }) => account)).toEqual(["A1", "A3"]);
  const next = await propose(store, { asOf: "2026-03-10" });
  expect((await presentProposal(store, next.run)).decisions.map(({ kind }) => kind)).toEqual(["wait", "dun", "wait"]);
  await expect(approve(store, run, { accounts: [2], by: "Ann", asOf: "2026-03-10" })).rejects.toThrow(/superseded/);
  expect((await approve(store, run, { accounts: [1], by: "Ann", asOf: "2026-03-10" })).approved).toEqual([]);
});

test("only what a run proposes can be approved", async () => {
  await fill(["a"], "2026-03-02");
  await posted("2026-02-02");
  const { run } = await propose(store, { asOf: "2026-02-12" });
  await expect(approve(store, run, { accounts: [1], by: "Ann", asOf: "2026-02-12" })).rejects.toThrow(/no letter for account A1/);
  await expect(approve(store, run, { by: "Ann", asOf: "2026-02-12" })).rejects.toThrow(/--all/);
  await expect(approve(store, "R99", { all: true, by: "Ann", asOf: "2026-02-12" })).rejects.toThrow(/R99/);
  expect((await approve(store, run, { all: true, by: "Ann", asOf: "2026-02-12" })).approved).toEqual([]);
});

test("a letter that cannot be written is a task, and nothing leaves", async () => {
  await fill(["a"], "2026-03-02", { bankAccounts: [{ id: "main", iban: "GB82WEST12345698765432", holder: "X", currency: "GBP" }] });
  await posted("2026-03-09");
  const { run } = await propose(store, { asOf: "2026-03-09" });
  await approve(store, run, { all: true, by: "Ann", asOf: "2026-03-09" });
  await store.pool.query("update creditor set settings = jsonb_set(settings, '{bankAccounts,0,iban}', '\"GB00WEST12345698765432\"')");
  const { deliveries, held } = await deliver(store, { run, asOf: "2026-03-09", outDir: out });
  expect([deliveries, held.map(({ code }) => code)]).toEqual([[], ["lint"]]);
  expect(readdirSync(out)).toEqual([]);
  const next = (await presentProposal(store, (await propose(store, { asOf: "2026-03-10" })).run)).decisions[0]!;
  expect(next).toMatchObject({ kind: "task", task: "fix-letter" });
});
