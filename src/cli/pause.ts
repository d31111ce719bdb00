import type { Command } from "commander";
import type { Pause } from "../store/pause-store.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";

interface PauseCommand {
  readonly creditor?: string;
  readonly reason: string;
  readonly by?: string;
}

/** `firmly pause` and `firmly resume`: nothing leaves in between. */
export function addPauseCommands(program: Command): void {
  addCommand<PauseCommand>(program, {
    usage: "pause",
    description: "let nothing leave until `firmly resume`; imports and proposals go on",
    configure: (command) =>
      command
        .requiredOption("--reason <text>", "why, for those who wonder")
        .option("--creditor <id>", "only this creditor's letters (default: everything)")
        .option("--by <person>", "who says so (default: the user of this machine)"),
    run: async (_args, { creditor = null, reason, by }, context) => {
      const { pauseSending } = await import("../runs/pausing.ts");
      await show(await pauseSending(await context.store(), { creditor, reason, by: personOf(by) }), context);
    },
  });
  addCommand<Omit<PauseCommand, "reason">>(program, {
    usage: "resume",
    description: "end a pause: what waited leaves now",
    configure: (command) =>
      command
        .option("--creditor <id>", "the pause of this creditor (default: the pause of everything)")
        .option("--by <person>", "who says so (default: the user of this machine)"),
    run: async (_args, { creditor = null, by }, context) => {
      const { resumeSending } = await import("../runs/pausing.ts");
      await show(await resumeSending(await context.store(), { creditor, by: personOf(by) }), context);
    },
  });
}

async function show(pauses: readonly Pause[], context: Context): Promise<void> {
  const { pauseSentence } = await import("../runs/turn.ts");
  const sentence = (pause: Pause) => {
    const text = pauseSentence(pause);
    return `${text[0]!.toUpperCase()}${text.slice(1)}`;
  };
  context.print({ pauses }, () => (pauses.length === 0 ? "Nothing is paused." : pauses.map(sentence).join("\n")));
}
