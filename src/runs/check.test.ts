import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { propose } from "./proposal-run.ts";
import { recordHappening } from "./record.ts";

let world: DeliveryWorld;
beforeAll(async () => {
  world = await createDeliveryWorld({ debtors: 6 });
  const { store, out } = world;
  await recordHappening(store, { account: "A6", asOf: MONDAY, by: "Ann", happening: { kind: "note", detail: "talked" } });
  await recordHappening(store, { account: "A6", asOf: MONDAY, by: "Ann", happening: { kind: "hold", item: null, reason: "talks", until: null } });
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY, outDir: out });
  await propose(store, { asOf: TUESDAY });
});
afterAll(async () => {
  await world.close();
  await closePdf();
});

test("a store that nobody has tampered with agrees", async () => {
  const { checked, problems } = await check(world.store);
  expect(problems).toEqual([]);
  expect(checked).toMatchObject({ accounts: 6, activities: 12, deliveries: 5, files: 10, foldersGone: 0, decisions: 6 });
});

/** Tampers, checks, and puts everything back; triggers and constraints are off, as for somebody at the database itself. */
async function codesAfter(sql: string, undo: string): Promise<string[]> {
  const { pool } = world.store;
  await pool.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  try {
    return [...new Set((await check(world.store)).problems.map(({ code }) => code))];
  } finally {
    await pool.query(`begin; set local session_replication_role = replica; ${undo}; commit`);
    expect((await check(world.store)).problems).toEqual([]);
  }
}

const copy = (table: string) => `create table kept as select * from ${table}`;
const restore = (table: string) => `delete from ${table}; insert into ${table} select * from kept; drop table kept`;

test.each<[string, string, string, string]>([
  ["an activity is altered", "activity", "update activity set body = replace(body, 'talked', 'shouted')", "chain-broken"],
  [
    "an activity is dropped from the middle",
    "activity",
    "delete from activity where account_id = 6 and id = (select min(id) from activity where account_id = 6)",
    "chain-broken",
  ],
  [
    "the tail of a log is cut",
    "activity",
    "delete from activity where account_id = 6 and id = (select max(id) from activity where account_id = 6)",
    "chain-head",
  ],
  ["a whole log is dropped", "activity", "delete from activity where account_id = 6", "chain-head"],
  ["a letter is recorded nowhere", "activity", "delete from activity where account_id = 1", "letter-unrecorded"],
  ["a delivery was never accepted", "delivery", "update delivery set state = 'refused' where account_id = 1", "letter-without-delivery"],
  ["a delivery is lost", "delivery", "delete from delivery where account_id = 2", "letter-undelivered"],
  ["a process died holding a claim", "delivery", "update delivery set state = 'claimed', claimed_by = '12345' where account_id = 1", "claim-left"],
  ["an uncertain delivery is in no log", "delivery", "update delivery set state = 'uncertain' where account_id = 1", "uncertain-unrecorded"],
  ["a letter's item is another", "letter_item", "update letter_item set step = 'second' where account_id = 3", "letter-items-differ"],
  ["a letter's total is another", "letter", "update letter set total = total + 1 where account_id = 3", "letter-total-differs"],
  ["a delivered letter counts as void", "letter", "update letter set void = true where account_id = 3", "void-but-sent"],
  ["an approval is open again", "approval", "update approval set state = 'approved' where account_id = 3", "approval-left-open"],
  [
    "an approval counts as delivered without a letter",
    "approval",
    "insert into approval select account_id, run_id + 1, step, items, total, 'delivered', null, null, known_on, recorded_at from approval where account_id = 3",
    "approval-without-letter",
  ],
  ["kept bytes are damaged", "document", "update document set bytes = bytes || 'x'::bytea where hash = (select min(hash) from document)", "document-damaged"],
  ["kept bytes are lost", "document", "delete from document where hash = (select min(hash) from document)", "document-missing"],
  ["a stored decision is another", "decision", "update decision set kind = 'clear' where account_id = 2", "decision-differs"],
  [
    "a stored decision's reasons are others",
    "decision",
    "update decision set body = replace(body, 'second', 'third') where account_id = 2",
    "decision-differs",
  ],
  ["a decision is lost", "decision", "delete from decision where account_id = 2", "decision-missing"],
  ["an amount is changed in the ledger", "entry", "update entry set amount = amount + 1, import_id = 1 where account_id = 2", "decision-differs"],
  ["an entry is lost that others need", "entry", "update entry set item = 999999 where account_id = 2", "entry-dangling"],
  ["an entry has no amount", "entry", "update entry set amount = null where account_id = 2", "entry-incomplete"],
])("%s", async (_what, table, sql, code) => {
  await world.store.pool.query(
    `insert into import overriding system value select 1, 'c', 'f', 'h', 'csv', 'movements', 1, 1, 0, 0, '2026-11-01', '2026-11-01' where not exists (select from import)`,
  );
  expect(await codesAfter(`${copy(table)}; ${sql}`, restore(table))).toContain(code);
});

test("an account that would be looked at too late, or whose creditor knows too little", async () => {
  expect(
    await codesAfter(
      "create table kept as select * from account; update account set next_review_on = next_review_on + 1 where next_review_on is not null",
      "update account set next_review_on = kept.next_review_on from kept where kept.id = account.id; drop table kept",
    ),
  ).toContain("review-too-late");
  expect(
    await codesAfter(
      "create table kept as select * from creditor; update creditor set newest_known_on = '2026-01-01'",
      "update creditor set newest_known_on = kept.newest_known_on from kept; drop table kept",
    ),
  ).toContain("newest-known-too-early");
});

test("indexes gone: a doubled letter shows", async () => {
  const drop = "drop index letter_once_a_day; drop index letter_item_once";
  const again =
    "create unique index letter_once_a_day on letter (account_id, sent_on) where not void; create unique index letter_item_once on letter_item (account_id, item, step, generation) where not void";
  const codes = await codesAfter(
    `${drop}; insert into letter select 'LDOUBLED', account_id, run_id, step, sent_on, delivered_on, pay_by, language, total, notice, void from letter where account_id = 1;
     insert into letter_item select account_id, item, step, generation, 'LDOUBLED', void from letter_item where account_id = 1`,
    `delete from letter_item where letter_id = 'LDOUBLED'; delete from letter where id = 'LDOUBLED'; ${again}`,
  );
  expect(codes).toEqual(expect.arrayContaining(["letter-doubled", "item-doubled", "letter-undelivered"]));
});

test("files that are lost or altered", async () => {
  const file = join(world.out, "D1-GBP-first.pdf");
  const { rows } = await world.store.pool.query("select bytes from document where hash = (select files -> 0 ->> 'hash' from delivery where account_id = 1)");
  rmSync(file);
  expect((await check(world.store)).problems).toEqual([{ code: "outbox-file-missing", message: expect.stringContaining(file) }]);
  writeFileSync(file, "something else");
  expect((await check(world.store)).problems).toEqual([{ code: "outbox-file-differs", message: expect.stringContaining(file) }]);
  writeFileSync(file, rows[0].bytes);
  expect((await check(world.store)).problems).toEqual([]);
});
