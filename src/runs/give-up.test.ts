import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { readDelivery } from "../store/delivery-store.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { recordNews } from "./delivery-news.ts";
import { giveUp } from "./settle-delivery.ts";

let world: DeliveryWorld;
let folder: string;
let letter: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "firmly-give-up-"));
  world = await createDeliveryWorld({ debtors: 1, settings: { channels: { mode: "live", post: { folder, transitBusinessDays: 3 } } } });
  await proposeAndApprove(world.store);
  letter = (await deliver(world.store, { asOf: MONDAY })).deliveries[0]!.letter;
  // Its further copy, by a server that is away.
  await world.store.pool.query(
    `insert into delivery select (jsonb_populate_record(d, jsonb_build_object('id', letter_id || '-email', 'channel', 'email', 'state', 'failed', 'recipient', 'ap@debtor.example'))).*
     from delivery d`,
  );
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

const giveUpCopy = async () =>
  giveUp(world.store, (await readDelivery(world.store.pool, `${letter}-email`))!, "given up: the letter has arrived otherwise", TUESDAY);
const rows = async (sql: string) => (await world.store.pool.query(sql)).rows;

test("a further copy that is given up leaves its letter sent, and says nothing against its address", async () => {
  await giveUpCopy();
  expect(await rows("select channel, state from delivery order by channel")).toEqual([
    { channel: "email", state: "refused" },
    { channel: "post", state: "accepted" },
  ]);
  expect(await rows("select void from letter")).toEqual([{ void: false }]);
  expect(await rows("select from activity where kind = 'letter-returned'")).toEqual([]);
  expect(await rows("select body::jsonb ->> 'channel' as channel from activity where kind = 'copy-given-up'")).toEqual([{ channel: "email" }]);
});

test("of a letter that came back on its other way nothing is left then: it was not sent", async () => {
  await recordNews(world.store, "c", "post", [{ deliveryId: `${letter}-post`, outcome: "returned", detail: "moved", raw: "moved" }], TUESDAY);
  expect(await rows("select void from letter")).toEqual([{ void: false }]);
  await giveUpCopy();
  expect(await rows("select void from letter")).toEqual([{ void: true }]);
  expect(await rows("select body::jsonb ->> 'channel' as channel from activity where kind = 'letter-returned'")).toEqual([{ channel: "post" }]);
});
