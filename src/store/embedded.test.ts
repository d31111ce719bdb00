import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Cluster, startCluster } from "./embedded.ts";

let prepared: string;
let root: string;
let children: ChildProcess[] = [];

// Most tests begin on a copy of one cluster: creating one takes longer than all the rest.
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), "firmly-embedded-"));
  await (await startCluster(prepared)).close();
});

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

function copyCluster(dir = join(root, "postgres")): string {
  cpSync(prepared, dir, { recursive: true });
  return dir;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "firmly-embedded-"));
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  rmSync(root, { recursive: true, force: true });
});

const pidIn = (dir: string): number => Number(readFileSync(join(dir, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function query<T>(cluster: Cluster, sql: string): Promise<T[]> {
  const client = new pg.Client(cluster.connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

/** Another process that opens the cluster, says "up", and closes it when its stdin ends. */
function otherProcess(dir: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("../../test/support/run-typescript.mjs", import.meta.url)),
      fileURLToPath(new URL("../../test/support/hold-cluster.ts", import.meta.url)),
      dir,
    ],
    {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
    },
  );
  children.push(child);
  return child;
}

async function isUp(child: ChildProcess): Promise<void> {
  const [said] = (await Promise.race([once(child.stdout!, "data"), once(child, "exit")])) as [unknown];
  expect(String(said)).toBe("up\n");
}

/** A process whose parent was killed is reaped a little later by another: it may be seen for a moment after its end. */
async function isDown(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
}

describe("the embedded database", () => {
  test("starts on a fresh folder, keeps its data, and stops with its last user", async () => {
    const dir = join(root, "postgres");
    const first = await startCluster(dir);
    await query(first, "create table kept (day date); insert into kept values ('2026-11-23')");
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    const pid = pidIn(dir);
    await first.close();
    await isDown(pid);
    const second = await startCluster(dir);
    expect(await query(second, "select count(*)::int as n from kept")).toEqual([{ n: 1 }]);
    const [settings] = await query<Record<string, string>>(
      second,
      "select current_setting('fsync') as fsync, current_setting('listen_addresses') as tcp, datlocprovider::text as provider, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'postgres'",
    );
    expect(settings).toEqual({ fsync: "on", tcp: "", provider: "b", encoding: "UTF8" });
    await second.close();
  });

  test("is created once by processes that come at the same time, and stops with the last of them", async () => {
    const dir = join(root, "postgres");
    const others = [otherProcess(dir), otherProcess(dir), otherProcess(dir)];
    const own = await startCluster(dir);
    await Promise.all(others.map(isUp));
    const pid = pidIn(dir);
    others[0]!.stdin!.end();
    await once(others[0]!, "exit");
    await own.close();
    expect(isAlive(pid)).toBe(true);
    for (const other of others.slice(1)) other.stdin!.end();
    await isDown(pid);
  });

  test("survives users that open and close it all the time", async () => {
    const dir = copyCluster();
    const use = async (): Promise<void> => {
      for (let round = 0; round < 6; round += 1) {
        const cluster = await startCluster(dir);
        expect(await query(cluster, "select 1 as one")).toEqual([{ one: 1 }]);
        await cluster.close();
      }
    };
    await Promise.all([use(), use(), use()]);
    expect(existsSync(join(dir, "cluster", "postmaster.pid"))).toBe(false);
  });

  test("recovers from a kill -9 of the server at once", async () => {
    const dir = copyCluster();
    const first = await startCluster(dir);
    await query(first, "create table kept as select generate_series(1, 1000) as n");
    process.kill(pidIn(dir), "SIGKILL");
    const second = await startCluster(dir);
    expect(await query(second, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
    await first.close();
    expect(await query(second, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.close();
  });

  test("is not fooled by a pid file whose number now belongs to another process", async () => {
    const dir = copyCluster();
    const first = await startCluster(dir);
    const file = join(dir, "cluster", "postmaster.pid");
    const stale = readFileSync(file, "utf8").split("\n");
    await first.close();
    writeFileSync(file, [String(process.pid), ...stale.slice(1)].join("\n"));
    const second = await startCluster(dir);
    expect(await query(second, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.close();
  });

  test("is not held up by a pid file that a crash has left empty", async () => {
    const dir = copyCluster();
    writeFileSync(join(dir, "cluster", "postmaster.pid"), "");
    const cluster = await startCluster(dir);
    expect(await query(cluster, "select 1 as one")).toEqual([{ one: 1 }]);
    await cluster.close();
  });

  test("reuses the server that a killed process has left running", async () => {
    const dir = copyCluster();
    const other = otherProcess(dir);
    await isUp(other);
    const pid = pidIn(dir);
    other.kill("SIGKILL");
    await once(other, "exit");
    const cluster = await startCluster(dir);
    expect(pidIn(dir)).toBe(pid);
    await cluster.close();
    await isDown(pid);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("leaves no server behind when its only user gets %s", async (signal) => {
    const dir = copyCluster();
    const other = otherProcess(dir);
    await isUp(other);
    const pid = pidIn(dir);
    other.kill(signal);
    const [, endedBy] = (await once(other, "exit")) as [unknown, string];
    expect(endedBy).toBe(signal);
    await isDown(pid);
  });

  test("finds its socket below a long path and below one that needs quoting", async () => {
    for (const name of ["long".repeat(40), "Müller & Söhne, 'Köln'"]) {
      const dir = copyCluster(join(root, name, "postgres"));
      const cluster = await startCluster(dir);
      const other = otherProcess(dir);
      await isUp(other);
      other.stdin!.end();
      await once(other, "exit");
      expect(await query(cluster, "select 1 as one")).toEqual([{ one: 1 }]);
      await cluster.close();
      rmSync(cluster.connection.host, { recursive: true, force: true });
    }
  });

  test("works below a folder that only its owner may enter", async () => {
    mkdirSync(join(root, "home"), { mode: 0o700 });
    const cluster = await startCluster(copyCluster(join(root, "home", "data", "postgres")));
    expect(await query(cluster, "select 1 as one")).toEqual([{ one: 1 }]);
    await cluster.close();
  });

  test("tells the server's own reason when it cannot start", async () => {
    const dir = copyCluster();
    writeFileSync(join(dir, "cluster", "PG_VERSION"), "12\n");
    await expect(startCluster(dir)).rejects.toThrow(/did not start: FATAL.*version 12/s);
  });
});

describe("as root", () => {
  const isRoot = process.getuid?.() === 0;

  test.skipIf(!isRoot)("runs as nobody where user namespaces are forbidden (skipped unless root)", async () => {
    const path = withoutNamespaces(join(root, "bin"));
    // The folder must be one that nobody may reach; the folder for temporary files of this test is not.
    execFileSync("chmod", ["711", root]);
    const dir = join(root, "data", "postgres");
    const other = otherProcess(dir, { PATH: path });
    await isUp(other);
    expect(statSync(join(dir, "cluster")).uid).toBe(65_534);
    // Another process of root's joins it, and runs it as its owner later on.
    const cluster = await startCluster(dir);
    other.stdin!.end();
    await once(other, "exit");
    expect(await query(cluster, "select 1 as one")).toEqual([{ one: 1 }]);
    await cluster.close();
    await (await startCluster(dir)).close();
  });

  test.skipIf(!isRoot)("says what to do where neither is possible (skipped unless root)", async () => {
    const path = withoutNamespaces(join(root, "bin"));
    mkdirSync(join(root, "closed"), { mode: 0o700 });
    const script = fileURLToPath(new URL("../../test/support/run-typescript.mjs", import.meta.url));
    const program = fileURLToPath(new URL("../../test/support/hold-cluster.ts", import.meta.url));
    const run = (): unknown =>
      execFileSync(process.execPath, [script, program, join(root, "closed", "data", "postgres")], { env: { ...process.env, PATH: path }, stdio: "pipe" });
    expect(run).toThrow(/refuses to run as root.*Start Firmly as an ordinary user/s);
  });

  /** A PATH whose `unshare` fails, as it does in many containers. */
  function withoutNamespaces(folder: string): string {
    mkdirSync(folder);
    symlinkSync("/bin/false", join(folder, "unshare"));
    return `${folder}:${process.env.PATH}`;
  }
});
