import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestStore } from "../../../test/support/test-store.ts";
import { closePdf } from "../../letters/pdf.ts";
import type { Store } from "../../store/database.ts";
import { reportAccount } from "../account-report.ts";
import { approve } from "../approval.ts";
import { lettersAsking } from "../asked-findings.ts";
import { check } from "../check.ts";
import { deliver } from "../delivery-run.ts";
import { previewLetter } from "../preview-run.ts";
import { presentProposal, propose } from "../proposal-run.ts";
import { saveProcedure } from "../save-procedure.ts";
import { saveWording } from "./save-wording.ts";
import { findWording, listWordings } from "./wording-source.ts";
import { procedureText } from "../../procedures/read.ts";

const TODAY = "2026-03-02";
let store: Store;
let out: string;
beforeEach(async () => {
  store = await createTestStore();
  out = mkdtempSync(join(tmpdir(), "firmly-house-"));
  await store.pool.query("insert into creditor (id, name, settings) values ('default', 'Northgate Paper Ltd', $1)", [
    JSON.stringify({ timeZone: "Europe/London", country: "GB", contact: { name: "Ann Reed", phone: "+44 20 7946 0000", email: "ar@northgate.example" } }),
  ]);
  await store.pool.query("insert into debtor (id, name, country, type) values ('D1', 'Clearwater Ltd', 'GB', 'company')");
  await store.pool.query("insert into account (creditor, debtor, currency) values ('default', 'D1', 'GBP')");
  await store.pool.query(
    `insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on)
     select id, 'invoice', null, 'INV-1', 2026, 1, 1, '2026-01-25', '2026-02-24', 123456, '2026-01-25', '2026-02-20' from account`,
  );
  await store.pool.query("update entry set item = id");
  await store.pool.query("insert into posted_through (creditor, through, known_on) values ('default', '2026-03-01', '2026-03-02')");
});
afterEach(async () => {
  await store.close();
  rmSync(out, { recursive: true, force: true });
});
afterAll(closePdf);

const name = { creditor: "default", language: "en", kind: "past-due" };
const said = { by: "Ann", reason: "our own thanks", asOf: TODAY } as const;
const firmlys = async (): Promise<string> => (await findWording(store.pool, name)).firmlys;
const thanks = async (words: string): Promise<string> => (await firmlys()).replace("Thank you for your business.", words);
/** Twenty words more than a note around the due date should have. */
const long = async (): Promise<string> =>
  (await firmlys()).replace("{{ in_dispute }}", `${"We are glad to have you as a customer, and we like to work with you. ".repeat(5)}\n\n{{ in_dispute }}`);

test("own words are used from their day on, in versions, and the letter tells which", async () => {
  const saved = await saveWording(store, { ...name, ...said, text: await thanks("Thank you for buying our paper.") });
  expect(saved).toMatchObject({ version: 1, isNew: true, problems: [] });
  expect(await saveWording(store, { ...name, ...said, text: await thanks("Thank you for buying our paper.") })).toMatchObject({ version: 1, isNew: false });
  await saveWording(store, { creditor: "default", language: "en", kind: "phrases", ...said, text: 'closing: "With kind regards"' });
  const preview = (await previewLetter(store, "A1", TODAY))!;
  expect(preview.text).toContain("Thank you for buying our paper.");
  expect(preview.text).toContain("With kind regards");
  const { run } = await propose(store, { asOf: TODAY });
  await approve(store, run, { all: true, by: "Ann", asOf: TODAY });
  const { held, deliveries } = await deliver(store, { run, asOf: TODAY, outDir: out });
  expect(held).toEqual([]);
  expect(deliveries).not.toEqual([]);
  const { timeline } = await reportAccount(store, "A1", TODAY);
  expect(timeline.at(-1)!.letter!.madeWith).toEqual({ template: "en/past-due v1", phrases: 1, letterhead: 0 });
  expect((await check(store)).problems).toEqual([]);
});

test("an empty version goes back to Firmly's own, and every version stays", async () => {
  await saveWording(store, { ...name, ...said, text: await thanks("Thank you for buying our paper.") });
  expect(await saveWording(store, { ...name, ...said, text: "", reason: "plain again" })).toMatchObject({ version: 2, isNew: true });
  expect((await previewLetter(store, "A1", TODAY))!.madeWith.template).toBe("en/past-due");
  const { version, text, versions } = await findWording(store.pool, name);
  expect([version, text]).toEqual([0, await firmlys()]);
  expect(versions.map(({ reason }) => reason)).toEqual(["our own thanks", "plain again"]);
  expect((await findWording(store.pool, name, 1)).text).toContain("buying our paper");
  await expect(findWording(store.pool, name, 7)).rejects.toThrow(/no version 7/);
  await expect(store.pool.query("update template set body = 'x'")).rejects.toThrow(/never changed/);
  await expect(store.pool.query("delete from template")).rejects.toThrow(/never changed/);
  expect((await listWordings(store.pool, "default", "en")).find(({ kind }) => kind === "past-due")).toMatchObject({ version: 0, by: "Ann" });
});

test("what would make wrong letters is not saved, and the place is told", async () => {
  const text = await thanks("Thank you, {{ custmer }}.");
  await expect(saveWording(store, { ...name, ...said, text })).rejects.toThrow(/5:31 variable-unknown: This letter has no value "custmer"/);
  await expect(saveWording(store, { ...name, ...said, text: await thanks("Thanks a lot."), reason: " " })).rejects.toThrow(/Say why/);
  await expect(saveWording(store, { ...name, kind: "frist", ...said, text: "x" })).rejects.toThrow(/Did you mean "first"/);
  expect((await findWording(store.pool, name)).versions).toEqual([]);
});

test("what was approved is shown again where its words were changed since", async () => {
  const { run } = await propose(store, { asOf: TODAY });
  await approve(store, run, { all: true, by: "Ann", asOf: TODAY });
  await saveWording(store, { ...name, ...said, text: await thanks("Thank you for buying our paper.") });
  const { held } = await deliver(store, { run, asOf: TODAY, outDir: out });
  expect(held).toEqual([{ account: "A1", code: "block", reason: expect.stringContaining("changed after it was approved") }]);
  // It is proposed again, and leaves once it is approved again.
  const again = await propose(store, { asOf: TODAY });
  await approve(store, again.run, { all: true, by: "Ann", asOf: TODAY });
  expect((await deliver(store, { run: again.run, asOf: TODAY, outDir: out })).held).toEqual([]);
});

test("words of another language change nothing for what was approved", async () => {
  const { run } = await propose(store, { asOf: TODAY });
  await approve(store, run, { all: true, by: "Ann", asOf: TODAY });
  await store.pool.query(
    "insert into template (creditor, language, kind, version, body, reason, recorded_by, known_on) values ('default', 'de', 'past-due', 1, 'subject: x\n---\nx', 'x', 'Ann', $1)",
    [TODAY],
  );
  expect((await deliver(store, { run, asOf: TODAY, outDir: out })).held).toEqual([]);
});

test("a letter with a finding leaves once a person has said why it may, and the timeline keeps it", async () => {
  const saved = await saveWording(store, { ...name, ...said, text: await long() });
  expect(saved.problems.map(({ code, severity }) => `${severity} ${code}`)).toContain("W L15");
  const { run } = await propose(store, { asOf: TODAY });
  const one = { accounts: [1], by: "Ann", asOf: TODAY } as const;
  await expect(approve(store, run, one)).rejects.toThrow(/A1: L15 The text has \d+ words/);
  await expect(approve(store, run, { ...one, overrides: [{ check: "L17", reason: "x" }] })).rejects.toThrow(/L15/);
  expect(await lettersAsking(store, [1], TODAY)).toEqual([{ account: 1, findings: [{ check: "L15", message: expect.stringContaining("words") }] }]);
  // Approved without a look: it comes back.
  await approve(store, run, { all: true, by: "Ann", asOf: TODAY });
  expect((await deliver(store, { run, asOf: TODAY, outDir: out })).held).toEqual([{ account: "A1", code: "findings", reason: expect.stringContaining("L15") }]);
  const again = await propose(store, { asOf: TODAY });
  await approve(store, again.run, { ...one, overrides: [{ check: "L15", reason: "a good customer reads it" }] });
  expect((await deliver(store, { run: again.run, asOf: TODAY, outDir: out })).held).toEqual([]);
  const { timeline } = await reportAccount(store, "A1", TODAY);
  expect(timeline.find(({ kind }) => kind === "finding-overridden")).toMatchObject({
    by: "Ann",
    values: { check: "L15", reason: "a good customer reads it", message: expect.stringContaining("words") },
  });
  expect((await check(store)).problems).toEqual([]);
});

test("a reason for a finding that is not there is refused", async () => {
  const { run } = await propose(store, { asOf: TODAY });
  const request = { accounts: [1], by: "Ann", asOf: TODAY, overrides: [{ check: "L15", reason: "x" }] } as const;
  await expect(approve(store, run, request)).rejects.toThrow(/None of these letters has a finding L15/);
});

test("a step that goes without approval waits for a person when the checks find something", async () => {
  const text = procedureText("standard").replace(/^( {2}past-due:.*\n)/m, "$1    approval: none\n");
  await saveProcedure(store, { name: "free", text, by: "Ann", reason: "quick", asOf: "2026-02-20", backdate: true });
  await store.pool.query(`update creditor set settings = settings || '{"procedures": {"*": "free"}}'`);
  await saveWording(store, { ...name, ...said, text: await long() });
  const { run } = await propose(store, { asOf: TODAY });
  const { held } = await deliver(store, { run, asOf: TODAY, outDir: out });
  expect(held).toEqual([{ account: "A1", code: "findings", reason: expect.stringContaining("L15") }]);
  const again = await propose(store, { asOf: TODAY });
  expect((await deliver(store, { run: again.run, asOf: TODAY, outDir: out })).deliveries).toEqual([]);
  const { decisions } = await presentProposal(store, again.run);
  expect(decisions[0]).toMatchObject({ kind: "dun", step: "past-due" });
});
