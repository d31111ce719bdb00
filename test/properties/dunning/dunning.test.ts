import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { theEngine } from "./engine.ts";
import { anyHistory } from "./histories.ts";
import { LAWS } from "./laws.ts";

const RUNS = Number(process.env.RUNS ?? 250);
/** LAW=pace: only the laws with this in their names. */
const laws = LAWS.filter(({ name }) => name.includes(process.env.LAW ?? ""));

describe("any ledger and any history", () => {
  // A history is played once, and every law looks at it.
  it(`obeys ${laws.length} laws`, { timeout: RUNS * 2000 }, () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        for (const law of laws) expect({ law: law.name, violations: law.check(theEngine, history) }).toEqual({ law: law.name, violations: [] });
      }),
      { numRuns: RUNS },
    );
  });
});
