import { importFormats } from "../../src/open-folders.ts";
import { mutated } from "./mutated-samples.ts";
import { violations } from "./read-violations.ts";

// mutation-child.ts FORMAT SEED FROM TO: reads damaged files one after the other, and tells of each how it went. Who started it
// counts the seconds: a file that hangs cannot tell so itself.
const [, , format, seed, from, to] = process.argv;
process.on("disconnect", () => process.exit(1));

/** So many bytes at a time, to find what breaks where a chunk ends. */
const CHUNKS = [7, 64, 1000, 256 * 1024];

export type Told = { readonly n: number; readonly sample: string } & ({ readonly outcome: "read" | "refused" } | { readonly wrong: string });

const formats = await importFormats();
for (let n = Number(from); n < Number(to); n++) process.send!(await readOne(n));
process.disconnect();

async function readOne(n: number): Promise<Told> {
  const { name: sample, bytes } = mutated(format!, Number(seed), n);
  try {
    for (const each of formats.values()) {
      const sure = each.recognise(bytes.subarray(0, 64 * 1024), sample);
      if (!(sure >= 0 && sure <= 1)) return { n, sample, wrong: `${each.name} recognises it with ${sure}` };
    }
    const source = { name: sample, open: () => chunksOf(bytes, CHUNKS[n % CHUNKS.length]!) };
    const defaults = n % 3 === 0 ? { currency: null, termsDays: null, country: null } : { currency: "EUR", termsDays: 30, country: "DE" };
    const { batches } = await formats.get(format!)!.read(source, { defaults, asOf: "2026-11-25" });
    let refused = false;
    for await (const batch of batches) {
      const [wrong] = violations(batch);
      if (wrong !== undefined) return { n, sample, wrong };
      refused ||= batch.problems.some(({ severity }) => severity !== "warning");
    }
    return { n, sample, outcome: refused ? "refused" : "read" };
  } catch (error) {
    return { n, sample, wrong: (error as Error).stack ?? String(error) };
  }
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
