import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { random } from "../support/random.ts";
import { reportRow } from "./crash-table.ts";
import { crash, type Filled, finish, kill, type Looked, postmaster, start } from "./killed.ts";
import { SEED } from "./size.ts";

const ROUNDS = Number(process.env.FIRMLY_CRASH_ROUNDS ?? 20);
const DEBTORS = 120;
const TIMEOUT_MS = ROUNDS * 60_000 + 300_000;

let folder: string;
let data: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firmly-crash-"));
  data = join(folder, "data");
  out = join(folder, "letters");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test(`${ROUNDS} times killed with -9, no file is lost or doubled (seed ${SEED})`, { timeout: TIMEOUT_MS }, async () => {
  const begun = performance.now();
  const next = random(SEED);
  const victims = new Map<string, number>();
  let approved = 0;
  let run = "";
  for (let round = 0; round < ROUNDS; round++) {
    // A new batch as the last one runs out.
    if (approved - pages().length < DEBTORS / 4) {
      const filled = await finish<Filled>("fill", data, JSON.stringify({ batch: round, debtors: DEBTORS, channels: { outbox: { folder: out } } }));
      ({ run } = filled);
      approved += filled.approved;
    }
    const victim = await crash(data, run, next);
    victims.set(victim, (victims.get(victim) ?? 0) + 1);
  }
  for (let again = 0; again < 2; again++) await finish("deliver-all", data);
  const looked = await finish<Looked>("look", data);
  console.log(`killed ${[...victims].map(([victim, times]) => `${times} x ${victim}`).join(", ")}; ${looked.found} found to have left already`);
  const written = pages();
  reportRow({
    scenario: "folder",
    letters: approved,
    kills: ROUNDS,
    restarts: 0,
    before: 0,
    during: 0,
    after: 0,
    "4xx": 0,
    "5xx": 0,
    accepted: looked.accepted,
    refused: 0,
    uncertain: looked.others,
    lost: Math.max(0, approved - written.length),
    doubled: Math.max(0, written.length - approved),
    seconds: Math.round((performance.now() - begun) / 1000),
  });
  const once = { letters: approved, accepted: approved, recorded: approved, distinct: approved, approvals: approved };
  expect(looked).toMatchObject({ ...once, voided: 0, others: 0, happened: 0, problems: [] });
  expect(written).toHaveLength(approved);
  expect(readdirSync(join(out, "2026-11-23")).filter((name) => !/^B\d+-\d+-GBP-first\.(pdf|eml)$/.test(name))).toEqual([]);
});

function pages(): string[] {
  try {
    return readdirSync(join(out, "2026-11-23")).filter((name) => name.endsWith(".pdf"));
  } catch {
    return [];
  }
}

test("a worker whose database was killed ends by itself, so that it is started again", { timeout: 120_000 }, async () => {
  const { run } = await finish<Filled>("fill", data, JSON.stringify({ batch: 0, debtors: 2, channels: { outbox: { folder: out } } }));
  let isIdle: () => void;
  const idle = new Promise<void>((resolve) => (isIdle = resolve));
  const worker = start("worker", data, run, (line) => {
    if (line === `${run}: 2 delivered, 0 held`) isIdle();
  });
  await idle;
  const begun = performance.now();
  kill(postmaster(data));
  await worker.ended;
  // It says so, or ends where it was just speaking to the database.
  expect(worker.lines).toContainEqual(expect.stringMatching(/^lost |EPIPE|ECONNRE|Connection terminated/));
  expect(performance.now() - begun).toBeLessThan(20_000);
});
