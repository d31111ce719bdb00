import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { PrintReport } from "../runs/print-run.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { table } from "./table.ts";

interface PrintCommand {
  readonly creditor?: string;
  readonly day?: string;
  readonly simplex?: boolean;
  readonly testPage?: string;
  readonly language?: string;
  readonly out?: string;
}

/** `firmly print` */
export function addPrintCommand(program: Command): void {
  addCommand<PrintCommand>(program, {
    usage: "print",
    description: "put a day's letters on paper into one file per envelope, with a cover and a list",
    configure: (command) =>
      command
        .option("--creditor <id>", "whose letters (default: all that have a print folder)")
        .option("--day <day>", "the day on which they left (default: today)")
        .option("--simplex", "the printer prints on one side only")
        .option("--test-page <profile>", "write a page to try printer and envelopes with, instead: din-5008-b, us-10 ...")
        .option("--language <code>", "with --test-page: its language (default: en)")
        .option("--out <file>", "with --test-page: the file to write (default: test-PROFILE.pdf)"),
    run: async (_args, { creditor: id, day, simplex = false, testPage, language, out }, context) => {
      const { printDay, testPrint } = await import("../runs/print-run.ts");

      if (testPage !== undefined) {
        const file = out ?? `test-${testPage}.pdf`;
        await writeFile(file, await testPrint(testPage, language ?? null));
        context.print({ file }, () => file);
        return;
      }
      const store = await context.store();
      const { showSettings } = await import("../runs/settings.ts");
      const creditors = (await showSettings(store, id)).filter(({ channels }) => id !== undefined || channels.post);
      const reports: PrintReport[] = [];
      for (const creditor of creditors)
        reports.push(await printDay(store, creditor, day === undefined ? await context.asOf(creditor.id) : readDay("--day", day), !simplex));
      const rows = reports.flatMap(({ batches }) => batches.map((batch) => [batch.file, batch.envelope, batch.letters, batch.pages, batch.sheets].map(String)));
      context.print(reports, () => table(["file", "envelope", "letters", "pages", "sheets"], rows));
      if (creditors.length === 0) context.say("Letters go to no print folder: set channels.post.folder with `firmly settings apply FILE` first.");
      for (const report of reports) tell(report, context);
    },
  });
}

function tell({ day, folder, batches, missing, flawed, before }: PrintReport, context: Context): void {
  if (batches.length === 0)
    context.say(before > 0 ? `Nothing new: the ${before} letters of ${day} are in batches already.` : `No letters were handed over on ${day} (${folder}).`);
  for (const file of flawed) context.say(`${file} holds signs that no font here knows, or lacks a picture of the letterhead: look at it before it is posted.`);
  for (const file of missing) context.say(`${file} is gone from ${folder}, or is not the letter that was handed over: it is in no batch.`);
}
