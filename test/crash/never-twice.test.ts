import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const ROUNDS = Number(process.env.FIRMLY_CRASH_ROUNDS ?? 50);
const SEED = Number(process.env.FIRMLY_CRASH_SEED ?? Date.now() % 1_000_000);
const DEBTORS = 120;
const LONGEST_LIFE_MS = 700;
const RUNNER = fileURLToPath(new URL("../support/run-typescript.mjs", import.meta.url));
const CHILD = fileURLToPath(new URL("./crash-child.ts", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "firmly-crash-"));
const data = join(folder, "data");
const out = join(folder, "letters");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same seed gives the same victims and moments (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function start(what: string, argument = "", onLine: (line: string) => void = () => {}): { child: ChildProcess; lines: string[]; ended: Promise<number | null> } {
  const child = fork(RUNNER, [CHILD, what, data, argument], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
  const lines: string[] = [];
  child.stderr!.resume();
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    onLine(line);
  });
  return { child, lines, ended: once(child, "close").then(([code]) => code as number | null) };
}

async function finish<T>(what: string, argument = ""): Promise<T> {
  const { lines, ended } = start(what, argument);
  expect(await ended, `${what} ended well, after: ${lines.slice(-3).join(" / ")}`).toBe(0);
  return JSON.parse(lines.at(-1)!) as T;
}

/** Begins to deliver and kills: the process that delivers, the worker, or the database under either. */
async function crash(run: string, next: () => number): Promise<string> {
  const what = next() < 0.5 ? "deliver" : "worker";
  const victim = next() < 0.3 ? "postmaster" : what;
  const from = next() < 0.2 ? "open" : "progress";
  const life = next() * LONGEST_LIFE_MS;
  let timer: NodeJS.Timeout | undefined;
  const { child, ended } = start(what, run, (line) => {
    if (line.startsWith(from)) timer ??= setTimeout(() => kill(victim === "postmaster" ? postmaster() : child.pid!), life);
  });
  const deadline = setTimeout(() => kill(child.pid!), 30_000);
  if (victim === "postmaster" && what === "worker") {
    // A worker outlives its database and would go on once that is back; the round ends with it all the same.
    void once(child.stdout!, "data").then(() => setTimeout(() => kill(child.pid!), life + 1500));
  }
  await ended;
  clearTimeout(timer);
  clearTimeout(deadline);
  return `${victim} under ${what}`;
}

function postmaster(): number {
  return Number(readFileSync(join(data, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It had ended by itself.
  }
}

interface Filled { run: string; approved: number }
interface Delivered { open: number; delivered: number; held: unknown[] }
interface Looked { letters: number; voided: number; accepted: number; others: number; recorded: number; distinct: number; happened: number; approvals: number; problems: unknown[] }

test(`${ROUNDS} times killed with -9, no letter is lost or doubled (seed ${SEED})`, { timeout: ROUNDS * 15_000 + 120_000 }, async () => {
  const next = random(SEED);
  const victims = new Map<string, number>();
  let approved = 0;
  let run = "";
  for (let round = 0, open = 0; round < ROUNDS; round++) {
    if (open < DEBTORS / 4) {
      const filled = await finish<Filled>("fill", JSON.stringify({ batch: round, debtors: DEBTORS, out }));
      ({ run } = filled);
      approved += filled.approved;
    }
    const victim = await crash(run, next);
    victims.set(victim, (victims.get(victim) ?? 0) + 1);
    open = approved - readLetters().length;
  }
  for (let again = 0; again < 2; again++) await finish<Delivered>("deliver-all");
  const looked = await finish<Looked>("look");
  console.log(`seed ${SEED}: ${approved} letters, killed ${[...victims].map(([victim, times]) => `${times} x ${victim}`).join(", ")}`);
  expect(looked).toMatchObject({ letters: approved, voided: 0, accepted: approved, others: 0, recorded: approved, distinct: approved, happened: 0, approvals: approved, problems: [] });
  expect(readLetters()).toHaveLength(approved);
  expect(readdirSync(join(out, "2026-11-23")).filter((name) => !/^B\d+-\d+-GBP-first\.(pdf|eml)$/.test(name))).toEqual([]);
});

function readLetters(): string[] {
  try {
    return readdirSync(join(out, "2026-11-23")).filter((name) => name.endsWith(".pdf"));
  } catch {
    return [];
  }
}
