import { type Command, Option } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { table } from "./table.ts";

interface DeliverCommand {
  readonly creditor?: string;
  readonly out?: string;
  readonly resolve?: string;
  readonly outcome?: "accepted" | "not-sent";
  readonly by?: string;
}

/** `firmly deliver [RUN]` */
export function addDeliverCommand(program: Command): void {
  addCommand<DeliverCommand>(program, {
    usage: "deliver [run]",
    description: "deliver what was approved: decided again, claimed, sent, recorded",
    configure: (command) =>
      command
        .option("--creditor <id>", "only this creditor's letters")
        .option("--out <folder>", "write the letters into this folder, whatever the channels are set to")
        .option("--resolve <delivery>", "say what became of an uncertain delivery, instead of delivering")
        .addOption(new Option("--outcome <outcome>", "with --resolve: it arrived, or it was not sent and goes out again").choices(["accepted", "not-sent"]))
        .option("--by <person>", "with --resolve: who found out"),
    run: async ([run], options, context) => {
      if (options.resolve !== undefined) return resolveDelivery(options.resolve, options, context);
      const { creditor, out } = options;
      const [{ deliver }, { withOutFolder }] = await Promise.all([import("../runs/delivery-run.ts"), import("../runs/out-folder.ts")]);
      const [{ readSending }, { pauseSentence, restSentence }] = await Promise.all([import("../runs/pausing.ts"), import("../runs/turn.ts")]);
      const { creditorOfRun } = await import("../runs/approval.ts");
      const store = await context.store();
      const asOf = await context.asOf(creditor ?? (run === undefined ? undefined : await creditorOfRun(store, run)));
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      const onProgress = process.stderr.isTTY ? progress : undefined;
      const work = () => deliver(store, { run, creditor, asOf, outDir: out, onProgress, signal: stop.signal });
      const report = await (out === undefined ? work() : withOutFolder(out, work));
      const rows = report.deliveries.map(({ account, step, channel, recipient, state }) => [account, step, channel, recipient, state]);
      context.print(report, () => table(["account", "step", "channel", "recipient", "state"], rows));
      for (const { account, code, reason } of report.held) context.say(`${account} was held back (${code}): ${reason}`);
      for (const { id, state } of report.deliveries)
        if (state === "uncertain")
          context.say(`Delivery ${id} is uncertain: find out whether it arrived, and say so: firmly deliver --resolve ${id} --outcome accepted|not-sent`);
      const { pauses, rests } = await readSending(store);
      for (const pause of pauses) context.say(pauseSentence(pause));
      for (const rest of rests) context.say(`${rest.long ? "For more than a day: " : ""}${rest.creditor}: ${restSentence(rest)}`);
      if (stop.signal.aborted) context.say("Stopped. What was not delivered stays approved: deliver again to go on.");
    },
  });
}

async function resolveDelivery(delivery: string, { outcome, by, creditor }: DeliverCommand, context: Context): Promise<void> {
  if (!outcome) throw new UserError("outcome-missing", "Say what became of it: --outcome accepted, or --outcome not-sent.");
  const { resolveUncertain } = await import("../runs/settle-delivery.ts");
  await resolveUncertain(await context.store(), delivery, outcome, personOf(by), await context.asOf(creditor));
  context.print({ delivery, outcome }, () => `Delivery ${delivery}: ${outcome}.`);
}

function progress(done: number, all: number): void {
  const width = 30;
  const filled = Math.round((done / all) * width);
  process.stderr.write(`\r[${"#".repeat(filled)}${".".repeat(width - filled)}] ${done}/${all}${done === all ? "\n" : ""}`);
}
