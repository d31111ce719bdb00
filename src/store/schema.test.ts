import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "./database.ts";
import { dumpSchema, dumpTables } from "./schema-dump.ts";

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());

test("schema.sql is the current form of the database", async () => {
  const client = await store.pool.connect();
  try {
    const dump = await dumpSchema(client);
    expect(dump).toContain("create table entry (");
    await expect(dump).toMatchFileSnapshot("schema.sql");
  } finally {
    client.release();
  }
});

test("tables.ts has the columns of every table", async () => {
  const client = await store.pool.connect();
  try {
    const dump = await dumpTables(client);
    expect(dump).toContain("export interface Tables {");
    await expect(dump).toMatchFileSnapshot("tables.ts");
  } finally {
    client.release();
  }
});
