import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import { openStore } from "./database.ts";
import { migrate, migrationNames } from "./migrate.ts";

test("a fresh folder is ready for use, also for two processes at once", async () => {
  const data = mkdtempSync(join(tmpdir(), "firmly-store-"));
  try {
    const stores = await Promise.all([openStore(data), openStore(data)]);
    for (const store of stores) {
      expect(store.folder).toBe(data);
      expect((await store.pool.query("select count(*) as n from entry")).rows).toEqual([{ n: 0n }]);
    }
    await Promise.all(stores.map((store) => store.close()));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test("amounts keep their digits, days stay text, instants are UTC", async () => {
  const store = await createTestStore();
  try {
    const { rows } = await store.pool.query(
      `select 9223372036854775807 as amount, date '2026-03-01' as day, timestamptz '2026-03-01 01:00+01' as instant, 3::integer as n, null::bigint as nothing`,
    );
    expect(rows).toEqual([{ amount: 9223372036854775807n, day: "2026-03-01", instant: "2026-03-01 00:00:00+00", n: 3, nothing: null }]);
  } finally {
    await store.close();
  }
});

test("a database that is current is left as it is; one that a newer Firmly made is refused", async () => {
  const store = await createTestStore();
  try {
    expect(await migrate(store.db)).toEqual([]);
    expect((await store.pool.query("select name from kysely_migration order by name")).rows.map((row) => row.name)).toEqual(migrationNames());
    await store.pool.query("insert into kysely_migration (name, timestamp) values ('9999-later', '')");
    await expect(migrate(store.db)).rejects.toThrow(/made by a newer Firmly .*9999-later/);
  } finally {
    await store.close();
  }
});

test("an address that cannot be used says what to do and keeps the password to itself", async () => {
  const message = await openStore("postgres://clerk:secret@127.0.0.1:1/firmly").then(
    () => "opened",
    (error: Error) => error.message,
  );
  expect(message).toMatch(/postgres:\/\/clerk@127\.0\.0\.1:1\/firmly cannot be used.*Check the address/s);
  expect(message).not.toContain("secret");
  await expect(openStore("mysql://localhost/firmly")).rejects.toThrow(/neither a folder nor a postgres:/);
});

test("after an update every account is due, and nothing that was decided before counts as decided", async () => {
  const store = await createTestStore();
  try {
    await store.pool.query("insert into creditor (id, name) values ('c', 'One Ltd')");
    const before = await store.pool.query("select version from creditor");
    const last = migrationNames().filter((name) => name >= "0008");
    await store.pool.query(
      "drop table template, letterhead, secret, invoice_copy, delivery_receipt, anchor_head, anchor, inbound_mail, inbound_cursor, pause, send_turn, channel_rest, schedule_run; drop function refuse_pause_change, refuse_proof_change, refuse_house_change; alter table letter drop column made_with; alter table delivery drop column failing_since, drop column handing_over_since",
    );
    await store.pool.query("drop index activity_call, decision_sales_check, delivery_failed, delivery_recipient");
    await store.pool.query("delete from kysely_migration where name = any($1::text[])", [last]);
    expect(await migrate(store.db)).toEqual(last);
    expect((await store.pool.query("select version from creditor")).rows[0].version).toBeGreaterThan(before.rows[0].version);
  } finally {
    await store.close();
  }
});
