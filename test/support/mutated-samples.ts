import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutate } from "./mutate.ts";
import { random } from "./random.ts";

const SAMPLES = fileURLToPath(new URL("../samples/", import.meta.url));
/** So often a format gets a sample of another one: `--as` may name any. */
const FOREIGN = 0.05;

export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The hand-written files of a format, in test/samples/<format>/. */
export function samplesOf(format: string): Sample[] {
  try {
    const folder = join(SAMPLES, format);
    return readdirSync(folder)
      .sort()
      .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  } catch {
    return [];
  }
}

/** The n-th damaged file of a format: always the same one. */
export function mutated(format: string, seed: number, n: number): Sample {
  const next = random(seed * 1_000_003 + n * 7919);
  const own = samplesOf(format);
  const all = next() < FOREIGN || own.length === 0 ? readdirSync(SAMPLES).flatMap(samplesOf) : own;
  const { name, bytes } = all[Math.floor(next() * all.length)]!;
  return {
    name,
    bytes: mutate(
      bytes,
      next,
      all.map((sample) => sample.bytes),
    ),
  };
}
