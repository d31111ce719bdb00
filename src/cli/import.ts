import type { Command } from "commander";
import type { ImportReport } from "../runs/import-report.ts";
import { addCommand, type Context } from "./context.ts";
import { sayProblems, sayRefused } from "./import-problems.ts";
import { watchImports } from "./import-watch.ts";
import { progressBar } from "./progress.ts";
import { table } from "./table.ts";

export interface ImportCommand {
  readonly watch?: string;
  readonly as?: string;
  readonly creditor?: string;
  readonly map?: string;
  readonly currency?: string;
  readonly bankAccount?: string;
  readonly dryRun: boolean;
  readonly partial: boolean;
  readonly backdate: boolean;
  readonly confirmSettled: boolean;
}

/** `firmly import FILE...` */
export function addImportCommand(program: Command): void {
  addCommand<ImportCommand>(program, {
    usage: "import [file...]",
    description: "import invoices, credit memos, payments, customers and bank statements: all of the files, or nothing",
    configure: (command) =>
      command
        .option("--watch <folder>", "import what is dropped into a folder, file by file, until Ctrl-C")
        .option("--as <format>", "the format of the files (default: recognised)")
        .option("--creditor <id>", "whose ledger it is (default: the only creditor)")
        .option("--map <file>", "a mapping of columns, where the headings are not recognised")
        .option("--currency <code>", "the currency of amounts that name none")
        .option("--bank-account <id>", "the bank account that statements are of which do not say")
        .option("--dry-run", "tell what would happen and change nothing", false)
        .option("--partial", "import what can be read and leave out lines with problems", false)
        .option("--backdate", "record as of a day before the newest that is known", false)
        .option("--confirm-settled", "yes, the list is whole: settle what it leaves out, however much", false),
    run: async (files, { watch, ...options }, context) => {
      if (watch !== undefined) return watchImports(watch, files, options, context);
      const { importFiles } = await import("../runs/import-run.ts");
      const store = await context.store();
      const asOf = await context.asOf(options.creditor);
      const bar = progressBar("import");
      const report = await importFiles(store, { ...options, files, asOf, onProgress: bar.update }).finally(bar.end);
      print(report, options, context);
      return report.refused ? 1 : 0;
    },
  });
}

function print({ refused, partialHelps, files, ...cash }: ImportReport, { dryRun, partial }: ImportCommand, context: Context): void {
  sayProblems(files, refused, context);
  if (refused) sayRefused("Nothing was imported.", partialHelps, partial, context);
  else if (dryRun) context.say("A dry run: nothing was imported.");
  context.print({ files, ...cash }, () => {
    const counts = table(
      ["file", "format", "read", "new", "known", "changed", "problems"],
      files.map((file) => [file.file, file.format, ...[file.read, file.new, file.known, file.changed, file.problems.length].map(String)]),
    );
    if (cash.matched === undefined || refused) return counts;
    return `${counts}\nPayments: ${cash.matched} matched, ${cash.proposed} proposed (firmly cash lists them), ${cash.unapplied} of nobody that is known.`;
  });
}
