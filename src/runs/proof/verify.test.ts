import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../../test/support/delivery-world.ts";
import { closePdf } from "../../letters/pdf.ts";
import { chainHash } from "../../store/activity-store.ts";
import { deliver } from "../delivery-run.ts";
import { type AnchorLine, listAnchors, makeAnchor, readAnchorFile } from "./anchors.ts";
import { verifyProof } from "./verify.ts";

let world: DeliveryWorld;
let kept: AnchorLine;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 2 });
  await proposeAndApprove(world.store);
  await deliver(world.store, { asOf: MONDAY, outDir: world.out });
  kept = (await makeAnchor(world.store, MONDAY))!;
});
afterEach(() => world.close());
afterAll(closePdf);

const sql = (text: string, values: unknown[] = []) => world.store.pool.query(text, values);

async function found(anchors: readonly AnchorLine[] = []): Promise<string[]> {
  return [...new Set((await verifyProof(world.store, anchors)).problems.map(({ code }) => code))].sort();
}

/** Somebody who may do everything in the database makes an account's chain look whole again. */
async function rechain(account: number): Promise<void> {
  const { rows } = await sql("select account_id, id, kind, body, recorded_by, happened_on, known_on from activity where account_id = $1 order by id", [
    account,
  ]);
  let previous: Buffer | null = null;
  for (const row of rows) {
    const hash = chainHash(previous, row);
    await sql("update activity set previous = $3, hash = $4 where account_id = $1 and id = $2", [account, row.id, previous, hash]);
    previous = hash;
  }
  await sql("update account set activity_head = $2 where id = $1", [account, previous]);
}

test("what nobody has touched is whole", async () => {
  expect(await verifyProof(world.store, [kept])).toEqual({ verified: { accounts: 2, activities: 4, anchors: 1, rules: expect.any(Number) }, problems: [] });
  expect(await makeAnchor(world.store, TUESDAY)).toBeNull();
});

test.each([
  ["an answer that was altered", "update delivery_receipt set content = replace(content, 'written', 'Written')", ["receipt-altered"]],
  ["an answer that is gone", "delete from delivery_receipt where account_id = 1", ["receipt-missing"]],
  [
    "an answer that was added",
    "insert into delivery_receipt select delivery_id, 9, account_id, outcome, provider_id, content, salt, seal from delivery_receipt where account_id = 1",
    ["receipt-unknown"],
  ],
  ["a letter's bytes that were altered", "update document set bytes = bytes || '\\x20'::bytea where media_type = 'application/pdf'", ["bytes-altered"]],
  ["a delivery that names other bytes", "update delivery set files = jsonb_build_array(files -> 0) where account_id = 1", ["bytes-missing"]],
  ["an activity that was altered", "update activity set body = replace(body, 'first', 'third') where kind = 'letter' and account_id = 1", ["chain-broken"]],
  ["an activity that was dropped", "delete from activity where account_id = 1 and kind = 'receipt'", ["chain-broken", "receipt-unknown"]],
  ["activities that changed places", "update activity set id = case kind when 'receipt' then 1000 else id end where account_id = 1", ["chain-broken"]],
])("%s", async (_name, harm, codes) => {
  await sql(harm);
  expect(await found()).toEqual(expect.arrayContaining(codes));
});

test("a content that was erased leaves its seal, and the proof stays whole", async () => {
  await sql("update delivery_receipt set content = null");
  expect(await found([kept])).toEqual([]);
});

test("a log that was rewritten from end to end, with its letter, shows by its anchor", async () => {
  await sql("update activity set body = replace(body, 'first', 'third') where kind = 'letter' and account_id = 1");
  expect(await found()).toEqual(["chain-broken", "letter-items-differ"]);
  await sql("update letter set step = 'third' where account_id = 1");
  await sql("update letter_item set step = 'third' where account_id = 1");
  await rechain(1);
  expect(await found()).toEqual(["anchored-missing"]);
});

test("a log whose end was cut off, with its head and every later anchor, shows by the anchor that was kept elsewhere", async () => {
  await sql(
    "begin; alter table anchor disable trigger all; alter table anchor_head disable trigger all; delete from anchor_head; delete from anchor; alter table anchor enable trigger all; alter table anchor_head enable trigger all; commit",
  );
  for (const table of ["delivery_receipt", "activity", "delivery", "letter_item", "letter"]) await sql(`delete from ${table} where account_id = 1`);
  await sql("update account set activity_head = null where id = 1");
  expect(await found()).toEqual([]);
  expect(await found([kept])).toEqual(["anchor-differs"]);
  // Anchored anew, it is another anchor under the same number.
  await makeAnchor(world.store, TUESDAY);
  expect(await found([kept])).toEqual(["anchor-differs"]);
});

test("an anchor is not altered by a slip, and not unseen on purpose", async () => {
  await expect(sql("update anchor set heads = 1")).rejects.toThrow(/never changed/);
  await sql("begin; alter table anchor disable trigger all; update anchor set made_on = '2026-11-20'; commit");
  expect(await found()).toEqual(["anchor-broken"]);
});

test("only logs that have grown are anchored again, and each anchor seals the one before", async () => {
  await sql("update approval set state = state");
  const { recordNews } = await import("../delivery-news.ts");
  const { rows } = await sql("select id from delivery where account_id = 2");
  await recordNews(world.store, "c", "outbox", [{ deliveryId: rows[0].id, outcome: "delivered", detail: "", raw: "seen" }], TUESDAY);
  expect(await makeAnchor(world.store, TUESDAY)).toMatchObject({ number: 2, heads: 1 });
  const { anchors, publicKey } = await listAnchors(world.store);
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY/);
  expect(await found(readAnchorFile(anchors.map((anchor) => JSON.stringify(anchor)).join("\n"), "kept"))).toEqual([]);
  expect(() => readAnchorFile("{}", "kept")).toThrow(/kept, line 1 is no anchor/);
});
