import { afterAll, beforeAll, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../../test/support/delivery-world.ts";
import { closePdf } from "../../letters/pdf.ts";
import { deliver } from "../delivery-run.ts";
import { recordNews } from "../delivery-news.ts";
import { takeMail } from "../inbox/take-mail.ts";
import { type AnchorLine, makeAnchor } from "./anchors.ts";
import { verifyProof } from "./verify.ts";

/** What the proof consists of, and the columns of it that prove nothing: how a worker got on, what can be read again out of the bytes, what is a copy. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  delivery: ["claimed_by", "claimed_at", "attempts", "failing_since", "handing_over_since", "receipt", "known_on"],
  delivery_receipt: [],
  letter: ["run_id", "language", "made_with", "procedure", "tell", "answers", "charges"],
  letter_item: [],
  activity: ["recorded_at"],
  document: ["media_type"],
  inbound_mail: ["reading", "likeness", "received_at", "known_on", "closed_at", "closed_by", "closed_as", "delivery_id", "routed_by", "warning", "state"],
  anchor: ["recorded_at"],
  anchor_head: [],
};

let world: DeliveryWorld;
let kept: AnchorLine;
beforeAll(async () => {
  world = await createDeliveryWorld({ debtors: 3 });
  const { store } = world;
  await proposeAndApprove(store);
  const { deliveries } = await deliver(store, { asOf: MONDAY, outDir: world.out });
  await recordNews(store, "c", "outbox", [{ deliveryId: deliveries[1]!.id, outcome: "delivered", detail: "", raw: "seen", providerId: "P1" }], TUESDAY);
  const mail = "From: Pat <debtor1@mail.test>\r\nSubject: Re: letter\r\nMessage-ID: <1@mail.test>\r\n\r\nWe will look into it.\r\n";
  await takeMail(store, { creditor: "c", bytes: Buffer.from(mail), today: TUESDAY });
  kept = (await makeAnchor(store, TUESDAY))!;
  expect(await broken()).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await closePdf();
});

const broken = async () => [...new Set((await verifyProof(world.store, [kept])).problems.map(({ code }) => code))];

/** Another value of a column's type, as somebody at the database itself might write it. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) =>
    `case ${column} when 'accepted' then 'refused' when 'outbox' then 'email' when 'reply' then 'auto-reply' else coalesce(${column}, '') || 'x' end`,
  bigint: (column) => `coalesce(${column}, 0) + 1000`,
  integer: (column) => `${column} + 1000`,
  smallint: (column) => `${column} + 1`,
  date: (column) => `${column} + 1`,
  boolean: (column) => `not ${column}`,
  bytea: (column) => `coalesce(${column}, '') || '\\x00'::bytea`,
  jsonb: (column) => `jsonb_build_array(${column})`,
  "timestamp with time zone": (column) => `${column} + interval '1 second'`,
};

async function columnsOf(table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await world.store.pool.query(
    "select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'",
    [table],
  );
  return rows;
}

/** Changes one column of the first row, asks, and puts the table back. */
async function tampered(table: string, { name, type }: { name: string; type: string }): Promise<string[]> {
  const { pool } = world.store;
  const client = await pool.connect();
  await client.query(`create temporary table whole as select * from ${table}`);
  try {
    await client.query(
      `begin; set local session_replication_role = replica; update ${table} set ${name} = ${OTHER[type]!(name)} where ctid = (select min(ctid) from ${table}); commit`,
    );
    return await broken();
  } catch (error) {
    // The table itself refuses it.
    if ((error as { code?: string }).code?.startsWith("23")) return ["refused"];
    throw error;
  } finally {
    await client.query(
      `rollback; begin; set local session_replication_role = replica; delete from ${table}; insert into ${table} overriding system value select * from whole; commit; drop table whole`,
    );
    client.release();
  }
}

test.each(Object.keys(TABLES))("whoever alters a row of %s is found, whatever the column", async (table) => {
  const unseen: string[] = [];
  const columns = await columnsOf(table);
  expect(columns.length).toBeGreaterThanOrEqual(3);
  for (const column of columns) if (!TABLES[table]!.includes(column.name) && (await tampered(table, column)).length === 0) unseen.push(column.name);
  expect(unseen).toEqual([]);
  expect(await broken()).toEqual([]);
});

test.each(Object.keys(TABLES))("whoever drops a row of %s is found", async (table) => {
  const { pool } = world.store;
  const client = await pool.connect();
  await client.query(`create temporary table whole as select * from ${table}`);
  try {
    await client.query(`begin; set local session_replication_role = replica; delete from ${table} where ctid = (select min(ctid) from ${table}); commit`);
    expect(await broken()).not.toEqual([]);
  } finally {
    await client.query(
      `rollback; begin; set local session_replication_role = replica; delete from ${table}; insert into ${table} overriding system value select * from whole; commit; drop table whole`,
    );
    client.release();
  }
});
