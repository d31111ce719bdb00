import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

const SHARED = new URL("../../../shared/data/", import.meta.url);

/**
 * Conformance tests over a folder of real data that is no part of this project (`../shared/data` beside it). Where it is
 * absent, one skipped test says so by name. `open` gives the path of a file in it.
 */
export function describeShared(folder: string, tests: (open: (file: string) => string) => void): void {
  const place = new URL(`${folder}/`, SHARED);
  const isThere = existsSync(place);
  const title = isThere ? folder : `${folder}: skipped, because ../shared/data/${folder} is not there`;
  describe.skipIf(!isThere)(title, () => {
    // Names may hold any sign, "#" too: they are no addresses.
    tests((file) => join(fileURLToPath(place), file));
  });
}
