import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import type { News } from "../channels/contract.ts";
import { closePdf } from "../letters/pdf.ts";
import { readReceipts } from "../store/receipt-store.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { recordNews } from "./delivery-news.ts";

let world: DeliveryWorld;
let folder: string;
let id: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "firmly-news-"));
  world = await createDeliveryWorld({ debtors: 1, settings: { channels: { mode: "live", post: { folder, transitBusinessDays: 3 } } } });
  await proposeAndApprove(world.store);
  const { deliveries } = await deliver(world.store, { asOf: MONDAY });
  id = deliveries[0]!.id;
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

const tell = (outcome: News["outcome"], more: Partial<News> = {}) =>
  recordNews(world.store, "c", "post", [{ deliveryId: id, outcome, detail: outcome, raw: `{"event":"${outcome}"}`, ...more }], TUESDAY);

async function told() {
  return (await readReceipts(world.store.pool, 1)).map(({ outcome }) => outcome);
}

async function one(sql: string) {
  return (await world.store.pool.query(sql)).rows[0];
}

test("arrived, heard twice, told once", async () => {
  expect(await tell("delayed")).toEqual(["recorded"]);
  expect(await tell("delivered")).toEqual(["recorded"]);
  expect(await tell("delivered")).toEqual(["known"]);
  expect(await told()).toEqual(["accepted", "delayed", "delivered"]);
  expect(await one("select state from delivery")).toEqual({ state: "accepted" });
});

test("what came back was not sent: its step may be taken again, and no deadline runs", async () => {
  expect(await tell("returned")).toEqual(["recorded"]);
  expect(await tell("returned", { raw: "told again in other words" })).toEqual(["recorded"]);
  expect(await told()).toEqual(["accepted", "returned"]);
  expect(await one("select void, (select state from delivery) as state from letter")).toEqual({ void: true, state: "returned" });
  expect((await one("select count(*)::int as n from activity where kind = 'letter-returned'")).n).toBe(1);
});

test("news of an uncertain delivery shows that it had left", async () => {
  // As if the answer had never come.
  await world.store.pool.query(
    "begin; delete from activity; update account set activity_head = null; delete from delivery_receipt; update delivery set state = 'uncertain'; commit",
  );
  expect(await tell("delivered")).toEqual(["recorded"]);
  expect(await told()).toEqual(["accepted", "delivered"]);
  expect(await one("select state from delivery")).toEqual({ state: "accepted" });
  expect((await one("select body::jsonb ->> 'outcome' as outcome from activity where kind = 'delivery-resolved'")).outcome).toBe("accepted");
});

test("a debtor who does not want to be reached this way is not, on any account", async () => {
  expect(await tell("opted-out")).toEqual(["recorded"]);
  expect((await one("select body::jsonb ->> 'channel' as channel from activity where kind = 'debtor-hold'")).channel).toBe("post");
});

test("what is about somebody else's delivery, another channel's or none is unknown, and too early while it is being handed over", async () => {
  const raw = "x";
  const news = [{ deliveryId: id, outcome: "returned", detail: "", raw } as const];
  expect(await recordNews(world.store, "other", "post", news, TUESDAY)).toEqual(["unknown"]);
  expect(await recordNews(world.store, "c", "email", news, TUESDAY)).toEqual(["unknown"]);
  expect(await tell("returned", { deliveryId: "LAAAAAAAAAA-post" })).toEqual(["unknown"]);
  expect(await recordNews(world.store, "c", "post", [{ providerId: "nobody's", outcome: "returned", detail: "", raw }], TUESDAY)).toEqual(["unknown"]);
  await world.store.pool.query("update delivery set state = 'failed'");
  expect(await tell("returned")).toEqual(["early"]);
  await world.store.pool.query("update delivery set state = 'accepted'");
  expect(await told()).toEqual(["accepted"]);
});

test("a call that ended was not heard, unless something has told before that it was", async () => {
  expect(await tell("delivered")).toEqual(["recorded"]);
  expect(await tell("bounced", { unlessDelivered: true })).toEqual(["known"]);
  expect(await one("select state from delivery")).toEqual({ state: "accepted" });
  expect(await told()).toEqual(["accepted", "delivered"]);
});

test("whoever asks not to be reached has answered, which does not mean that he took it in", async () => {
  expect(await tell("opted-out")).toEqual(["recorded"]);
  expect(await told()).toEqual(["accepted", "replied"]);
  expect(await tell("bounced", { unlessDelivered: true })).toEqual(["recorded"]);
});
