import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PATIENCE_MS = 30_000;
/** Whoever keeps workers running waits a little before it starts one again; whoever calls a command again and again, longer. */
const PAUSE_MS = { keep: 150, again: 3_000 };
const LINES_KEPT = 400;

/** Compiles what the processes run, where it is not up to date: they are started hundreds of times. */
export function buildProgram(): void {
  execFileSync(process.execPath, ["scripts/build.mjs", "--server-only"], { cwd: ROOT, stdio: "ignore" });
}

/** Where a process of the crew runs: words before its command line (`ip netns exec host`). */
export type Place = readonly string[];

/** The program as a user calls it, to its end. */
export async function runFirmly(args: readonly string[], place: Place = []): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawnFirmly(args, place);
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

function spawnFirmly(args: readonly string[], place: Place): ChildProcess {
  const words = [...place, process.execPath, "dist/cli/main.js", ...args];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(FIRMLY_|PG|NODE_OPTIONS|VITEST)/.test(name)));
  // With a channel to whoever started it, a worker is the process that does the work, and not one that keeps another; and it ends with the test.
  return spawn(words[0]!, words.slice(1), { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
}

interface Post {
  readonly place: Place;
  /** What is started here, each time anew. */
  readonly command: readonly string[];
  child: ChildProcess | null;
  keeping: Promise<void>;
}

/** A process that has told its last error is gone by then. */
const LINGERING_MS = 60_000;
const LAST_WORD = /^firmly: /;

/** Processes that are started again whenever they end, as `systemd` or a container would. */
export class Crew {
  readonly lines: string[] = [];
  /** How many processes were started. */
  started = 0;
  /** Processes that went on after they had said that they cannot. */
  readonly lingered: string[] = [];
  readonly #posts: Post[] = [];
  #isOver = false;

  add(place: Place, command: readonly string[]): void {
    const post: Post = { place, command, child: null, keeping: Promise.resolve() };
    this.#posts.push(post);
    post.keeping = this.#keep(post);
  }

  async #keep(post: Post): Promise<void> {
    while (!this.#isOver) {
      const child = spawnFirmly(post.command, post.place);
      this.started++;
      post.child = child;
      let lastWord = Number.POSITIVE_INFINITY;
      for (const stream of [child.stdout!, child.stderr!]) {
        createInterface({ input: stream }).on("line", (line) => {
          this.#note(`${child.pid}: ${line}`);
          if (LAST_WORD.test(line)) lastWord = Math.min(lastWord, performance.now());
        });
      }
      const [code, signal] = (await once(child, "close")) as [number | null, string | null];
      post.child = null;
      if (performance.now() - lastWord > LINGERING_MS) this.lingered.push(`${child.pid}: ${post.command.join(" ")}`);
      if (signal !== "SIGKILL" && code !== 0) this.#note(`${child.pid}: ended with ${signal ?? code}`);
      await sleep(code === 0 ? PAUSE_MS.again : PAUSE_MS.keep);
    }
  }

  #note(line: string): void {
    this.lines.push(line);
    if (this.lines.length > LINES_KEPT) this.lines.shift();
  }

  /** The processes that live, at a place or anywhere. */
  alive(place?: Place): ChildProcess[] {
    return this.#posts.filter((post) => post.child && (place === undefined || post.place === place)).map((post) => post.child!);
  }

  /** The one that holds this port of a connection; the words before its name (`ip netns exec`) have given their process to it. */
  ownerOf(port: number): ChildProcess | undefined {
    return this.alive().find((child) => holdsPort(child.pid!, port));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    for (const { child } of this.#posts) child?.kill("SIGTERM");
    const late = setTimeout(() => this.alive().forEach((child) => child.kill("SIGKILL")), PATIENCE_MS);
    await Promise.all(this.#posts.map(({ keeping }) => keeping));
    clearTimeout(late);
  }
}

function holdsPort(pid: number, port: number): boolean {
  try {
    const wanted = port.toString(16).toUpperCase().padStart(4, "0");
    const rows = ["tcp", "tcp6"].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, "utf8").split("\n"));
    const inode = rows.map((row) => row.trim().split(/\s+/)).find((cells) => cells[1]?.endsWith(`:${wanted}`) && cells[9] !== "0")?.[9];
    return inode !== undefined && readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
  } catch {
    // It is gone, or has just closed one of its files.
    return false;
  }
}
