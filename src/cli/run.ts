import type { Command } from "commander";
import type { WholeRun } from "../runs/whole-run.ts";
import { addCommand, type Context } from "./context.ts";
import { sayProblems, sayRefused } from "./import-problems.ts";
import { personOf } from "./person.ts";
import { progressBar } from "./progress.ts";
import { printable, table } from "./table.ts";

interface RunCommand {
  readonly out: string;
  readonly creditor?: string;
  readonly as?: string;
  readonly map?: string;
  readonly currency?: string;
  readonly partial: boolean;
}

export function addRunCommand(program: Command): void {
  addCommand<RunCommand>(program, {
    usage: "run <file...>",
    description: "import, propose, approve and write the letters of a day into a folder, all at once",
    configure: (command) =>
      command
        .requiredOption("--out <folder>", "where the letters and run.json go")
        .option("--creditor <id>", "whose ledger it is")
        .option("--as <format>", "the format of the files (default: recognised)")
        .option("--map <file>", "a mapping of columns")
        .option("--currency <code>", "the currency of amounts that name none")
        .option("--partial", "import what can be read and leave out lines with problems", false),
    run: async (files, options, context) => {
      const { wholeRun } = await import("../runs/whole-run.ts");
      const bars = new Map<string, ReturnType<typeof progressBar>>();
      const bar = (stage: string) => {
        if (!bars.has(stage)) {
          for (const each of bars.values()) each.end();
          bars.set(stage, progressBar(stage));
        }
        return bars.get(stage)!;
      };
      const store = await context.store();
      const asOf = await context.asOf(options.creditor);
      const onProgress = (stage: string, step: number, of: number) => bar(stage).update(step, of);
      const done = await wholeRun(store, { ...options, files, asOf, by: personOf(undefined), onProgress }).finally(() => {
        for (const each of bars.values()) each.end();
      });
      sayProblems(done.ok ? done.run.files : done.report.files, !done.ok, context);
      if (done.ok) return summarise(done.run, options.out, context);
      sayRefused("Nothing was imported and no letter was written.", done.report.partialHelps, options.partial, context);
      if (context.json) context.print({ files: done.report.files }, () => "");
      return 1;
    },
  });
}

function summarise(run: WholeRun, out: string, context: Context): void {
  context.print(run, () => {
    const counts = new Map<string, number>();
    for (const { kind, step, task, block } of run.decisions) {
      const what = [kind, step ?? task ?? block].filter(Boolean).join(" ");
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const letters = run.deliveries.filter(({ state }) => state === "accepted").length;
    return `${table(
      ["decision", "accounts"],
      [...counts].sort().map(([what, count]) => [what, `${count}`]),
    )}\n\n${letters} letters for ${run.asOf} in ${out}, with run.json beside them.`;
  });
  if (run.knownBefore > 0) context.say(`${run.knownBefore} accounts were known here before and were decided too; another --data folder keeps ledgers apart.`);
  if (run.deliveries.length === 0) context.say("Nothing was due. What has left already is not written again: firmly account DEBTOR shows it.");
  for (const { account, reason } of run.held) context.say(printable(`Held back: ${account}: ${reason}`));
  if (run.decisions.some(({ account }) => account.creditor.id === "default")) {
    context.say("The letters carry no company details yet. Set them: firmly settings apply creditor.yaml (docs/guides/settings.md).");
  }
}
