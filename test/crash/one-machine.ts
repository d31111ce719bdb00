import { random } from "../support/random.ts";
import { killBlows, restartBlows } from "./blows.ts";
import { type CrashRow, reportRow } from "./crash-table.ts";
import { postmaster } from "./killed.ts";
import type { MailOutcome } from "./mail-outcome.ts";
import { openStormWorld, type StormWorld, weather } from "./mail-storm.ts";

const WORKERS = 3;

export interface Storm {
  readonly seed: number;
  readonly letters: number;
  readonly kills: number;
}

/** Several workers and a `firmly deliver` that somebody calls again and again, on one machine, with the embedded database. */
export async function stormOnOneMachine(scenario: string, { seed, letters, kills }: Storm): Promise<{ outcome: MailOutcome; row: CrashRow }> {
  const begun = performance.now();
  const next = random(seed);
  const world = await openStormWorld({ seed, letters });
  try {
    const restarts = Math.max(1, Math.round(kills / 30));
    for (let worker = 0; worker < WORKERS; worker++) world.crew.add([], ["worker", "--data", world.data]);
    world.crew.add([], ["deliver", "--data", world.data]);
    const outcome = await weather(world, letters, [
      ...killBlows(world, kills, next),
      ...restartBlows(restarts, next, (how) => world.mail.restart(how)),
      ...restartBlows(restarts, next, async (how) => restartDatabase(world.data, how)),
    ]);
    const row = rowOf(scenario, world, outcome, { letters, kills, restarts: 2 * restarts, begun });
    reportRow(row);
    return { outcome, row };
  } finally {
    await world.close();
  }
}

/** The embedded database is started again by whoever needs it next. */
function restartDatabase(data: string, how: "in order" | "killed"): void {
  try {
    process.kill(postmaster(data), how === "killed" ? "SIGKILL" : "SIGINT");
  } catch {
    // It is down already, since the last restart.
  }
}

export function rowOf(
  scenario: string,
  { plan, proxy }: Pick<StormWorld, "plan" | "proxy">,
  { accepted, refused, uncertain, lost, doubled }: MailOutcome,
  { begun, ...given }: Pick<CrashRow, "letters" | "kills" | "restarts"> & { readonly begun: number },
): CrashRow {
  return {
    scenario,
    ...given,
    ...proxy.dropped,
    "4xx": plan.refused.temporary,
    "5xx": plan.refused.permanent,
    accepted,
    refused,
    uncertain,
    lost: lost.length,
    doubled: doubled.length,
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}
