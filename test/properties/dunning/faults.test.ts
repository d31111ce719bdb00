import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "./engine.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { anyHistory, historiesAbout, type History } from "./histories.ts";
import { CHEAP_LAWS, type Law, LAWS } from "./laws.ts";
import { PlantedCores } from "./planted.ts";

const SEED = 4711;
const HISTORIES = 120;

/** The same ones on every run. */
function historiesFor({ theme, procedures = [] }: Fault): History[] {
  return fc.sample(historiesAbout(theme, procedures), { numRuns: HISTORIES, seed: SEED });
}

interface Caught {
  readonly law: string;
  readonly after: number;
  readonly violation: string;
}

/** What the laws say first against an engine, and after how many histories: the cheap ones of all histories, then the others. Null: nothing. */
function caught(engine: Engine, histories: readonly History[]): Caught | null {
  return caughtBy(CHEAP_LAWS, engine, histories) ?? caughtBy(LAWS.slice(CHEAP_LAWS.length), engine, histories);
}

function caughtBy(laws: readonly Law[], engine: Engine, histories: readonly History[]): Caught | null {
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
  const sound = cores.sound();
  const table: string[] = [];
  afterAll(() => {
    cores.remove();
    console.log(`\n| fault | caught by | after histories |\n|---|---|---|\n${table.join("\n")}`);
  });

  it("the core without a fault obeys every law", { timeout: 300_000 }, () => {
    expect(caught(sound, fc.sample(anyHistory, { numRuns: HISTORIES, seed: SEED }))).toBeNull();
  });

  for (const [n, fault] of FAULTS.entries()) {
    it(`${fault.file}: ${fault.name}`, { timeout: 300_000 }, () => {
      const histories = historiesFor(fault);
      const found = caught(cores.withFault(n, fault), histories);
      // Without the fault the same history is in order: it is the fault that the law has noticed.
      if (found) expect(caught(sound, histories.slice(found.after - 1, found.after))).toBeNull();
      table.push(`| ${fault.file}: ${fault.name} | ${found?.law ?? "NOTHING"} | ${found?.after ?? HISTORIES} |`);
      expect(found, "no law has noticed it").not.toBeNull();
    });
  }
});
