import { type ChildProcess, fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { samplesOf } from "../support/mutated-samples.ts";
import type { Told } from "../support/mutation-child.ts";

/** Files per format. `npm run fuzz` asks for 10,000. */
const FILES = Number(process.env.FIRMLY_MUTATED_FILES ?? 500);
const SEED = Number(process.env.FIRMLY_MUTATED_SEED ?? 1);
/** Catches hangs and nothing else: a file takes a few milliseconds. */
const HANGS_MS = 20_000;
const TIMEOUT_MS = 120_000 + FILES * 100;

const RUNNER = fileURLToPath(new URL("../support/run-typescript.mjs", import.meta.url));
const CHILD = fileURLToPath(new URL("../support/mutation-child.ts", import.meta.url));
const FORMATS = readdirSync(new URL("../../src/imports/", import.meta.url))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "contract.ts")
  .map((file) => file.slice(0, -3));

interface Tally {
  read: number;
  refused: number;
  readonly wrong: string[];
}

/** Reads all files in children: one that hangs or dies over a file is replaced by another that begins behind it. */
async function readMutated(format: string): Promise<Tally> {
  const tally: Tally = { read: 0, refused: 0, wrong: [] };
  for (let from = 0; from < FILES; ) from = await readFrom(format, from, tally);
  return tally;
}

function readFrom(format: string, from: number, tally: Tally): Promise<number> {
  return new Promise((resolve) => {
    let at = from;
    let ended = "died";
    const errors: string[] = [];
    const child: ChildProcess = fork(RUNNER, [CHILD, format, String(SEED), String(from), String(FILES)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: ["--max-old-space-size=400"],
    });
    child.stderr!.on("data", (chunk: Buffer) => errors.push(String(chunk)));
    const hang = setTimeout(() => {
      ended = `took more than ${HANGS_MS} ms`;
      child.kill("SIGKILL");
    }, HANGS_MS);
    child.on("message", (told: Told) => {
      hang.refresh();
      at = told.n + 1;
      if ("wrong" in told) tally.wrong.push(`${format} ${told.n} (${told.sample}): ${told.wrong}`);
      else tally[told.outcome]++;
    });
    child.on("close", () => {
      clearTimeout(hang);
      if (at < FILES) tally.wrong.push(`${format} ${at}: the reader ${ended}. ${errors.join("").slice(-500)}`);
      resolve(at < FILES ? at + 1 : FILES);
    });
  });
}

describe(`${FILES} damaged files of each format (seed ${SEED})`, () => {
  test.each(FORMATS)("%s has samples", (format) => {
    expect(samplesOf(format).map(({ name }) => name)).not.toEqual([]);
  });

  test.each(FORMATS)("%s reads or refuses them, and yields nothing that cannot be", { timeout: TIMEOUT_MS }, async (format) => {
    const { read, refused, wrong } = await readMutated(format);
    console.log(`${format}: ${FILES} damaged files, ${read} read, ${refused} refused, ${wrong.length} wrong`);
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});
