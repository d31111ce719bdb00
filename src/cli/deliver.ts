import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { table } from "./table.ts";

interface DeliverCommand {
  readonly creditor?: string;
  readonly out?: string;
}

/** `firmly deliver [RUN]` */
export function addDeliverCommand(program: Command): void {
  addCommand<DeliverCommand>(program, {
    usage: "deliver [run]",
    description: "deliver what was approved: decided again, claimed, sent, recorded",
    configure: (command) =>
      command
        .option("--creditor <id>", "only this creditor's letters")
        .option("--out <folder>", "write the letters into this folder, whatever the channels are set to"),
    run: async ([run], { creditor, out }, context) => {
      const { deliver } = await import("../runs/delivery-run.ts");
      const { creditorOfRun } = await import("../runs/approval.ts");
      const store = await context.store();
      const asOf = await context.asOf(creditor ?? (run === undefined ? undefined : await creditorOfRun(store, run)));
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      const onProgress = process.stderr.isTTY ? progress : undefined;
      const report = await deliver(store, { run, creditor, asOf, outDir: out, onProgress, signal: stop.signal });
      const rows = report.deliveries.map(({ account, step, channel, recipient, state }) => [account, step, channel, recipient, state]);
      context.print(report, () => table(["account", "step", "channel", "recipient", "state"], rows));
      for (const { account, code, reason } of report.held) context.say(`${account} was held back (${code}): ${reason}`);
      for (const { id, state } of report.deliveries) if (state === "uncertain") context.say(`Delivery ${id} is uncertain: find out whether it arrived, and resolve it on the account's page.`);
      if (stop.signal.aborted) context.say("Stopped. What was not delivered stays approved: deliver again to go on.");
    },
  });
}

function progress(done: number, all: number): void {
  const width = 30;
  const filled = Math.round((done / all) * width);
  process.stderr.write(`\r[${"#".repeat(filled)}${".".repeat(width - filled)}] ${done}/${all}${done === all ? "\n" : ""}`);
}
