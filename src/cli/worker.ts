import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, type Context } from "./context.ts";

interface WorkerCommand {
  readonly concurrency?: string;
}

const MOST_AT_ONCE = 32;
/** What still hangs on a lost connection after that long ends with the process. */
const ENDING_MS = 5_000;

/** A mail server may think long over the letter that it was just given; killed then, it would be uncertain. */
const STOPPING_MS = 60_000;

/**
 * `firmly worker`: works off the queue until it is told to stop, or until the `firmly start` that began it is gone. Started by a person, it keeps a
 * process of its own running that does the work: where that is cut off from its database it ends, and is started again.
 */
export function addWorkerCommand(program: Command): void {
  addCommand<WorkerCommand>(program, {
    usage: "worker",
    description: "deliver what the web hands over, follow the import folders; start as many as you like, on any machine",
    configure: (command) => command.option("--concurrency <number>", "how many jobs it works on at once (default: 2, which suits two cores)"),
    run: async (_args, { concurrency }, context) => {
      const atOnce = concurrency === undefined ? undefined : readNumber(concurrency);
      await (process.send === undefined ? keepWorker() : work(atOnce, context));
    },
  });
}

async function work(concurrency: number | undefined, context: Context): Promise<void> {
  const { runWorker } = await import("../runs/worker.ts");
  const stop = new AbortController();
  // A handler that stays: without one, the database would be closed under the work at hand.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  // The channel to the parent closes however the parent ends: no worker is left behind by a killed server.
  process.once("disconnect", () => stop.abort());
  process.channel?.unref();
  const store = await context.store();
  try {
    await runWorker(store, { signal: stop.signal, say: context.say, ...(concurrency !== undefined && { concurrency }) });
  } catch (error) {
    setTimeout(() => process.exit(1), ENDING_MS).unref();
    throw error;
  }
}

/** Runs this very command as a child, again and again, until it is told to stop. */
async function keepWorker(): Promise<void> {
  const { keepRunning } = await import("./worker-process.ts");
  const child = keepRunning(process.argv.slice(1), STOPPING_MS);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  await child.stop();
}

function readNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw new UserError("concurrency-invalid", `--concurrency "${text}" is no number of jobs: give one from 1 to ${MOST_AT_ONCE}.`);
}
