import { afterEach, beforeEach, expect, test } from "vitest";
import { type Line, openLine } from "../../test/support/cut-line.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import { openStore, type Store } from "./database.ts";
import { isGone, takePresence } from "./presence.ts";
import { inTransaction } from "./transaction.ts";

let store: Store;
let line: Line;
let far: Store;
beforeEach(async () => {
  store = await createTestStore();
  line = await openLine(store.data);
  far = await openStore(line.url);
});
afterEach(async () => {
  await line.close();
  await far.close();
  await store.close();
});

test("a presence tells when its line is cut, and counts as there until the server lets go of it", { timeout: 60_000 }, async () => {
  const presence = await takePresence(far);
  const gone = () => inTransaction(store, (client) => isGone(client, presence.id));
  presence.confirm();
  expect(await gone()).toBe(false);
  line.cut();
  await expect(presence.lost).rejects.toThrow(/lost/);
  expect(() => presence.confirm()).toThrow(/lost/);
  expect(await gone()).toBe(false);
  line.serverGivesUp();
  await expect.poll(gone, { timeout: 10_000 }).toBe(true);
  await presence.leave();
});

test("what waits for a database that is cut off fails when the store gives it up, and goes on once it is back", { timeout: 60_000 }, async () => {
  line.cut();
  const waiting = far.pool.query("select 1").then(
    () => "answered",
    () => "failed",
  );
  far.abandon();
  expect(await waiting).toBe("failed");
  line.heal();
  expect((await far.pool.query("select 1::integer as n")).rows).toEqual([{ n: 1 }]);
});

test("leaving ends a presence at once, and nothing is said to be lost", async () => {
  const presence = await takePresence(far);
  let lost = false;
  presence.lost.catch(() => (lost = true));
  await presence.leave();
  await expect.poll(() => inTransaction(store, (client) => isGone(client, presence.id)), { timeout: 10_000 }).toBe(true);
  expect(lost).toBe(false);
});
