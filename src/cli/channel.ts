import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { printable } from "./table.ts";

interface TestOptions {
  readonly to?: string;
  readonly creditor?: string;
}

/** `firmly channel test email|inbox`: whether the settings are right, before letters fail on them. */
export function addChannelCommand(program: Command): void {
  const channel = program.command("channel").description("the ways on which letters leave and answers come in");
  addCommand<TestOptions>(channel, {
    usage: "test <name>",
    description: "try the settings as stored: email sends a test mail, inbox looks into the mailbox and takes nothing",
    configure: (command) =>
      command
        .option("--to <address>", "where the test mail goes (default: the creditor's contact)")
        .option("--creditor <id>", "whose settings (default: the only creditor's)"),
    run: async ([name], { to, creditor }, context) => {
      const [{ tryChannel }, { findCreditor }] = await Promise.all([import("../runs/channel-trial.ts"), import("../runs/settings.ts")]);
      const store = await context.store();
      const trial = await tryChannel(store, await findCreditor(store, creditor), name!, to ?? null);
      context.print(trial, () => [trial.sentence, ...(trial.said === null ? [] : [`Word for word: ${printable(trial.said)}`])].join("\n"));
      return trial.works ? 0 : 1;
    },
  });
}
