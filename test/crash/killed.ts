import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const RUNNER = fileURLToPath(new URL("../support/run-typescript.mjs", import.meta.url));
const CHILD = fileURLToPath(new URL("./crash-child.ts", import.meta.url));
const LONGEST_LIFE_MS = 700;
const PATIENCE_MS = 30_000;

export interface Started {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly ended: Promise<number | null>;
}

/** Starts crash-child.ts on a data folder. */
export function start(what: string, data: string, argument = "", onLine: (line: string) => void = () => {}): Started {
  const child = fork(RUNNER, [CHILD, what, data, argument], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
  const lines: string[] = [];
  child.stderr!.on("data", (chunk: Buffer) => lines.push(String(chunk)));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    onLine(line);
  });
  return { child, lines, ended: once(child, "close").then(([code]) => code as number | null) };
}

/** Runs it to its end; its last line is its answer. */
export async function finish<T>(what: string, data: string, argument = ""): Promise<T> {
  const { lines, ended } = start(what, data, argument);
  const code = await ended;
  if (code !== 0) throw new Error(`${what} ended with ${code}, after: ${lines.slice(-3).join(" / ")}`);
  return JSON.parse(lines.at(-1)!) as T;
}

/** Begins to deliver a run and kills: the process that delivers, the worker, or the database under either. */
export async function crash(data: string, run: string, next: () => number): Promise<string> {
  const what = next() < 0.5 ? "deliver" : "worker";
  const victim = next() < 0.3 ? "postmaster" : what;
  const from = next() < 0.2 ? "open" : "progress";
  const life = next() * LONGEST_LIFE_MS;
  let timer: NodeJS.Timeout | undefined;
  const { child, ended } = start(what, data, run, (line) => {
    if (line.startsWith(from)) timer ??= setTimeout(() => kill(victim === "postmaster" ? postmaster(data) : child.pid!), life);
  });
  // Where the moment never comes, or the process waits for work, the round ends all the same.
  const deadline = setTimeout(() => kill(child.pid!), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
  clearTimeout(deadline);
  return `${victim} under ${what}`;
}

export function postmaster(data: string): number {
  return Number(readFileSync(join(data, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
}

export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It had ended by itself.
  }
}

export interface Filled {
  readonly run: string;
  readonly approved: number;
}

/** What crash-child.ts sees in the end. */
export interface Looked {
  readonly letters: number;
  readonly found: number;
  readonly accepted: number;
  readonly others: number;
  readonly problems: readonly unknown[];
}
