import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openStore, type Store } from "../../src/store/database.ts";
import { type Cluster, startCluster } from "../../src/store/embedded.ts";

const MIGRATIONS = new URL("../../src/store/migrations/", import.meta.url);
const CLUSTER = fileURLToPath(new URL("../../node_modules/.cache/firmly-tests/postgres", import.meta.url));
const TEMPLATE_LOCK = 7_074_837_002;

/**
 * A fresh, migrated database of the embedded server, for one test or one file. All test processes share one server (which
 * the last of them stops), so that a database costs some 50 ms; `close` drops it.
 */
export async function createTestStore(): Promise<Store> {
  const cluster = await startCluster(prepared(CLUSTER));
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  try {
    const template = await prepareTemplate(cluster);
    await onServer(cluster, async (client) => void (await client.query(`create database ${name} template ${template}`)));
    const store = await openStore(urlOf(cluster, name));
    return { ...store, close: () => store.close().then(() => drop(cluster, name)) };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

async function drop(cluster: Cluster, name: string): Promise<void> {
  await onServer(cluster, async (client) => void (await client.query(`drop database if exists ${name} with (force)`)));
  await cluster.close();
}

function prepared(dir: string): string {
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** A database with all migrations applied, named by their content, so that a changed migration makes a new one. */
async function prepareTemplate(cluster: Cluster): Promise<string> {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(file).update(readFileSync(new URL(file, MIGRATIONS)));
  const name = `template_${hash.digest("hex").slice(0, 16)}`;
  await onServer(cluster, async (client) => {
    await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`);
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database");
    if (rows.some((row) => row.datname === name)) return;
    await sweep(
      client,
      rows.map((row) => row.datname),
    );
    const unfinished = `making_${process.pid}`;
    await client.query(`create database ${unfinished} strategy file_copy`);
    await (await openStore(urlOf(cluster, unfinished))).close();
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

/** Databases that killed tests and older migrations have left behind. */
async function sweep(client: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const pid = /^(?:test|making)_(\d+)/.exec(name)?.[1];
    if (name.startsWith("template_") || (pid && !isAlive(Number(pid)))) await client.query(`drop database if exists ${name} with (force)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function urlOf(cluster: Cluster, database: string): string {
  return `postgres://${cluster.connection.user}@/${database}?host=${encodeURIComponent(cluster.connection.host)}`;
}

async function onServer(cluster: Cluster, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(cluster.connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
