import type { Command } from "commander";
import { addCommand } from "./context.ts";

/** `firmly worker`: works off the queue until it is told to stop, or until the `firmly start` that began it is gone. */
export function addWorkerCommand(program: Command): void {
  addCommand(program, {
    usage: "worker",
    description: "deliver what the web hands over, follow the import folders; start as many as you like, on any machine",
    run: async (_args, _options, context) => {
      const { runWorker } = await import("../runs/worker.ts");
      const stop = new AbortController();
      // A handler that stays: without one, the database would be closed under the work at hand.
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
      // The channel to the parent closes however the parent ends: no worker is left behind by a killed server.
      process.once("disconnect", () => stop.abort());
      process.channel?.unref();
      await runWorker(await context.store(), { signal: stop.signal, say: context.say });
    },
  });
}
