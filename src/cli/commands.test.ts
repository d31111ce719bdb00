import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";

// The program as a user calls it. Every call is a process of about a second: what needs none is tested where it lives.
const FIRMLY = fileURLToPath(new URL("../../bin/firmly.js", import.meta.url));
const LEDGER = `type,debtor,name,email,country,document,issued,due,amount,currency
invoice,1,One Ltd,ar@one.example,GB,INV-1,2026-09-01,2026-10-01,100.00,GBP
invoice,1,One Ltd,ar@one.example,GB,INV-2,2026-09-01,2026-10-41,100.00,GBP
`;

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-commands-"));
  writeFileSync(join(folder, "ledger.csv"), LEDGER);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function firmly(...args: string[]): { status: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, [FIRMLY, ...args], { cwd: folder, encoding: "utf8", env: withoutFirmly({ FIRMLY_DATABASE_URL: store.data }) });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

function withoutFirmly(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("FIRMLY_"))), ...more };
}

const run = (out: string, ...more: string[]) => firmly("run", "ledger.csv", "--as-of", "2026-11-23", "--out", out, "--partial", ...more);
const deliveriesIn = (file: string) => (JSON.parse(readFileSync(join(folder, file), "utf8")) as { deliveries: unknown[] }).deliveries;

test("run tells what it left out, checks --out first, and keeps in run.json what left before", async () => {
  const wrong = run("ledger.csv");
  expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining("ledger.csv is a file. Nothing was done.")]);
  expect((await store.pool.query("select from account")).rowCount).toBe(0);
  expect([run("/proc/nope").status, readdirSync(folder)]).toEqual([2, ["ledger.csv"]]);

  const first = run("letters");
  expect(first.err).toContain("ledger.csv:3: bad-date");
  expect(first.err).toContain("ledger.csv: 1 line was left out.");
  expect([first.status, readdirSync(join(folder, "letters"))]).toEqual([0, ["1-GBP-first.eml", "1-GBP-first.pdf", "run.json"]]);
  const second = run("letters", "--json");
  expect(JSON.parse(second.out)).toMatchObject({ deliveries: [], files: [{ leftOut: 1 }] });
  expect(deliveriesIn("letters/run.json")).toEqual([expect.objectContaining({ account: "A1", step: "first", state: "accepted" })]);
}, 60_000);

test("record refuses words that are not known, says by whom, and warns of a promise beyond what is open", () => {
  const asOf = ["--as-of", "2026-11-23"];
  const call = firmly("record", "call", "A1", "--outcome", "promised", ...asOf);
  expect([call.status, call.err]).toEqual([2, expect.stringMatching(/--outcome with one of: no_answer, .*stop_contact/)]);
  const promise = firmly("record", "promise", "1", "--amount", "150", "--day", "2026-12-01", "--json", ...asOf);
  expect(JSON.parse(promise.out)).toMatchObject({ kind: "promise", account: "A1", debtor: { id: "1", name: "One Ltd" }, by: expect.stringMatching(/./) });
  expect([promise.status, promise.err]).toEqual([0, expect.stringContaining("150.00 GBP is promised, but only 100.00 GBP is open")]);
  const { out } = firmly("account", "A1", ...asOf);
  expect(out).toMatch(/^2026-11-23 {2}promise +150\.00 GBP, for 2026-12-01 /m);
  expect(out).toMatch(/Next: .*\n {2}\w.*\.$/m);
  expect(out).not.toContain("{");
}, 60_000);

test("approve refuses what contradicts itself, and says why there was nothing to approve", () => {
  const both = firmly("approve", "R1", "--all", "--account", "A1");
  expect([both.status, both.err]).toEqual([2, expect.stringContaining("exclude each other")]);
  const again = firmly("approve", "R1", "--all", "--as-of", "2026-11-23", "--json");
  expect([again.status, JSON.parse(again.out), again.err]).toEqual([
    0,
    { run: "R1", approved: [] },
    expect.stringContaining("Nothing to approve in R1: of its letters 1 delivered."),
  ]);
}, 60_000);

test("an empty --data is refused, and a reader that goes away leaves no server behind", () => {
  const empty = firmly("settings", "get", "--data", "");
  expect([empty.status, empty.err, existsSync(join(folder, "postgres"))]).toEqual([2, expect.stringContaining("--data is empty"), false]);
  const words = `"${process.execPath}" "${FIRMLY}" propose --data own --as-of 2026-11-23 --json; echo "ended with $?" >&2`;
  const { stderr } = spawnSync("/bin/sh", ["-c", `( ${words} ) | true`], { cwd: folder, encoding: "utf8", env: withoutFirmly({}) });
  expect(stderr).toBe("ended with 0\n");
  expect(existsSync(join(folder, "own", "postgres", "cluster", "PG_VERSION"))).toBe(true);
  expect(existsSync(join(folder, "own", "postgres", "cluster", "postmaster.pid"))).toBe(false);
}, 60_000);

test("approve without a day means the run's, also in a calendar that is ahead of the real one; a day before it must be asked for", () => {
  writeFileSync(
    join(folder, "later.csv"),
    LEDGER.replaceAll("2026-", "2090-")
      .replaceAll(",1,", ",9,")
      .replace(/\n[^\n]*INV-2.*/, ""),
  );
  const day = ["--as-of", "2090-11-24"];
  expect(firmly("import", "later.csv", ...day).status).toBe(0);
  const { run: name } = JSON.parse(firmly("propose", "--json", ...day).out) as { run: string };
  const early = firmly("approve", name, "--account", "9", "--as-of", "2090-11-01");
  expect([early.status, early.err]).toEqual([2, expect.stringContaining("add --backdate")]);
  const approved = firmly("approve", name, "--account", "9", "--json");
  expect([approved.status, JSON.parse(approved.out)]).toMatchObject([0, { run: name, approved: [{ step: "first" }] }]);
}, 60_000);
