import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import type { Receipt } from "../channels/contract.ts";
import { closePdf } from "../letters/pdf.ts";
import { type Delivery, readDelivery } from "../store/delivery-store.ts";
import { takePresence } from "../store/presence.ts";
import { endRest, readRests, recordChannelFailure } from "../store/rest-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { takeTurns } from "../store/turn-store.ts";
import { deliver } from "./delivery-run.ts";
import { settleDelivery } from "./settle-delivery.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const LIVE = { channels: { mode: "live", email: { host: "127.0.0.1", port: 1, secure: false, from: "Creditor <ar@creditor.test>" } } };

test("turns of one key are spread over all who ask, and what comes too late takes none", async () => {
  world = await createDeliveryWorld({ debtors: 0 });
  const { store } = world;
  const take = (limits: { key: string; perMinute: number }[], most: number) => inTransaction(store, (client) => takeTurns(client, limits, most));
  const server = { key: "mail.example.com", perMinute: 60 };
  const waits = await Promise.all(Array.from({ length: 8 }, () => take([server], 100)));
  // One a second, whoever came first.
  expect(waits.map(Math.round).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const narrow = { key: "to gmail.com", perMinute: 1 };
  expect(await take([narrow], 5)).toBeLessThanOrEqual(0);
  expect(await take([narrow, server], 30)).toBeGreaterThan(30);
  // Nothing was taken of the server either.
  expect(Math.round(await take([server], 100))).toBe(8);
});

test("from the third failure in a row on a channel rests, longer each time; an answer ends it", async () => {
  world = await createDeliveryWorld({ debtors: 0 });
  const { pool } = world.store;
  const fail = () => recordChannelFailure(pool, "c", "email", "421 too many");
  const minutes = async () => (await readRests(pool, "c")).map((rest) => rest.minutes);
  await fail();
  await fail();
  expect(await minutes()).toEqual([null]);
  const seen: (number | null)[] = [];
  for (let round = 0; round < 7; round++) {
    // Several at once, of which the first begins the rest.
    await fail();
    await fail();
    await fail();
    seen.push(...(await minutes()));
    await pool.query("update channel_rest set until = now()");
  }
  expect(seen).toEqual([1, 2, 4, 8, 16, 30, 30]);
  expect((await readRests(pool, null))[0]).toMatchObject({ channel: "email", failures: 9, long: false, detail: "421 too many" });
  await endRest(pool, "c", "email");
  expect(await readRests(pool, "c")).toEqual([]);
});

test("while a channel rests its letters wait, unclaimed, and say so; then they leave", async () => {
  world = await createDeliveryWorld({ debtors: 2, settings: LIVE, address: null });
  const { store } = world;
  const run = await proposeAndApprove(store);
  for (let failure = 0; failure < 3; failure++) await recordChannelFailure(store.pool, "c", "email", "connect ECONNREFUSED");
  const { held } = await deliver(store, { run, asOf: MONDAY });
  expect(held).toMatchObject(
    [1, 2].map(() => ({ code: "postponed", reason: expect.stringMatching(/email has failed 3 times in a row.*rests until.*ECONNREFUSED/) })),
  );
  expect((await store.pool.query("select from letter")).rowCount).toBe(0);
  await endRest(store.pool, "c", "email");
  expect((await deliver(store, { run, asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["failed", "failed"]);
});

/** A claimed e-mail, and what its server answers. */
async function answered(id: string, receipt: Receipt, asOf = MONDAY): Promise<string | null> {
  const { store } = world;
  const presence = await takePresence(store);
  await store.pool.query("update delivery set state = 'claimed', claimed_by = $2, attempts = attempts + 1, claimed_at = clock_timestamp() where id = $1", [
    id,
    presence.id,
  ]);
  const state = await settleDelivery(store, (await readDelivery(store.pool, id)) as Delivery, presence.id, receipt, asOf);
  await presence.leave();
  return state;
}

const full: Receipt = { outcome: "failed", detail: "452 4.2.2 mailbox full", about: "recipient" };
const away: Receipt = { outcome: "failed", detail: "connection refused", about: "channel" };

test("a recipient that fails for three days is refused in the end, though its letter was made anew every day; a server that is away is not the address's fault", async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: LIVE, address: null });
  const { store } = world;
  await proposeAndApprove(store);
  const [first] = (await deliver(store, { asOf: MONDAY })).deliveries;
  const failingSince = async (id: string) => (await store.pool.query("select failing_since::text as since from delivery where id = $1", [id])).rows[0].since;
  expect(await answered(first!.id, away)).toBe("failed");
  expect(await failingSince(first!.id)).toBeNull();
  expect(await answered(first!.id, full)).toBe("failed");
  expect(await failingSince(first!.id)).not.toBeNull();
  await store.pool.query("update delivery set failing_since = now() - interval '71 hours'");
  await store.pool.query("delete from channel_rest");
  const [, second] =
    (await deliver(store, { asOf: TUESDAY })).deliveries.length === 0 ? [] : (await store.pool.query("select id from delivery order by claimed_at")).rows;
  expect(second.id).not.toBe(first!.id);
  expect(await answered(second.id, full, TUESDAY)).toBe("failed");
  await store.pool.query("update delivery set failing_since = now() - interval '73 hours'");
  expect(await answered(second.id, away, TUESDAY)).toBe("failed");
  expect(await answered(second.id, full, TUESDAY)).toBe("refused");
  const { rows } = await store.pool.query("select state, reason from approval");
  expect(rows).toEqual([{ state: "withdrawn", reason: "address: given up after three days of failing: 452 4.2.2 mailbox full" }]);
});

test("after a pause of three days a server that asks to come again later is asked again, before anybody's address is blamed", async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: LIVE, address: null });
  const { store } = world;
  await proposeAndApprove(store);
  const [first] = (await deliver(store, { asOf: MONDAY })).deliveries;
  await store.pool.query("update delivery set attempts = 0");
  expect(await answered(first!.id, full)).toBe("failed");
  await store.pool.query("update delivery set failing_since = now() - interval '100 hours'");
  expect(await answered(first!.id, full)).toBe("failed");
  expect(await answered(first!.id, full)).toBe("refused");
});
