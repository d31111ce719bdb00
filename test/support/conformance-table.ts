import { appendFileSync, existsSync, readdirSync } from "node:fs";
import { afterAll, test } from "vitest";
import { describeShared } from "./shared-data.ts";

/** A file was read with the right values, or was refused, as it should be. What is neither is an exception of the check. */
export type Verdict = "read" | "refused";

/**
 * One test per file of a folder of real data, and one line in the table that `npm run conformance` prints at its end. The
 * check is given the file's path and its name within the folder; what it throws (a failed `expect`) counts as "wrong".
 * A folder that holds none of the wanted files is an error: nothing is skipped in silence.
 */
export function conformFiles(
  format: string,
  folder: string,
  isWanted: (name: string) => boolean,
  check: (path: string, name: string) => Promise<Verdict>,
): void {
  describeShared(folder, (open) => {
    const count = { format, folder, read: 0, refused: 0, wrong: 0 };
    const place = open(".");
    const names = existsSync(place) ? readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
    const files = names.map((entry) => `${entry.parentPath}/${entry.name}`.slice(place.length).replace(/^\/+/, "")).filter(isWanted);
    if (existsSync(place) && files.length === 0) throw new Error(`${folder} holds none of the files that this test is for.`);
    afterAll(() => report(count));
    test.for(files.sort())(`${format}: %s`, async (name) => {
      try {
        count[await check(open(name), name)]++;
      } catch (error) {
        count.wrong++;
        throw error;
      }
    });
  });
}

/** scripts/test.mjs collects the lines of all test files; without it, the line is printed at once. */
function report(count: { format: string; folder: string; read: number; refused: number; wrong: number }): void {
  const file = process.env.FIRMLY_CONFORMANCE_TABLE;
  if (file) appendFileSync(file, `${JSON.stringify(count)}\n`);
  else console.log(`${count.format} | ${count.folder} | ${count.read} read | ${count.refused} refused | ${count.wrong} wrong`);
}
