import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "./engine.ts";
import { FAULTS } from "./faults.ts";
import { anyHistory, type History } from "./histories.ts";
import { CHEAP_LAWS, type Law, LAWS } from "./laws.ts";
import { PlantedCores } from "./planted.ts";

/** The same ones for every fault. */
const histories = fc.sample(anyHistory, { numRuns: Number(process.env.HISTORIES ?? 150), seed: 4711 });

interface Caught {
  readonly law: string;
  readonly after: number;
  readonly violation: string;
}

/** What the laws say first against an engine, and after how many histories: the cheap ones of all histories, then the others. Null: nothing. */
function caught(engine: Engine): Caught | null {
  return caughtBy(CHEAP_LAWS, engine) ?? caughtBy(LAWS.slice(CHEAP_LAWS.length), engine);
}

function caughtBy(laws: readonly Law[], engine: Engine): Caught | null {
  for (const [n, history] of histories.entries()) {
    for (const law of laws) {
      const violation = firstViolation(law.check, engine, history);
      if (violation !== null) return { law: law.name, after: n + 1, violation };
    }
  }
  return null;
}

function firstViolation(check: (engine: Engine, history: History) => readonly string[], engine: Engine, history: History): string | null {
  try {
    return check(engine, history)[0] ?? null;
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

describe("faults planted in the decision", () => {
  const cores = new PlantedCores(FAULTS);
  const table: string[] = [];
  afterAll(() => {
    cores.remove();
    console.log(`\n| fault | caught by | after histories |\n|---|---|---|\n${table.join("\n")}`);
  });

  it("the core without a fault obeys every law", { timeout: 300_000 }, () => {
    expect(caught(cores.sound())).toBeNull();
  });

  for (const [n, fault] of FAULTS.entries()) {
    it(`${fault.file}: ${fault.name}`, { timeout: 300_000 }, () => {
      const found = caught(cores.withFault(n, fault));
      table.push(`| ${fault.file}: ${fault.name} | ${found?.law ?? "NOTHING"} | ${found?.after ?? histories.length} |`);
      expect(found, "no law has noticed it").not.toBeNull();
    });
  }
});
