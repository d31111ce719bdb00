import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand } from "./context.ts";
import { personOf } from "./person.ts";
import { printable, table } from "./table.ts";

interface Options {
  readonly creditor?: string;
  readonly out?: string;
  readonly reportTo?: string;
  readonly by?: string;
  readonly backdate: boolean;
}

/** `firmly trade-data --creditor C --out FILE` */
export function addTradeDataCommand(program: Command): void {
  addCommand<Options>(program, {
    usage: "trade-data",
    description: "how a creditor's accounts pay, as a file for a credit bureau (.csv or .json); without what is in dispute",
    configure: (command) =>
      command
        .option("--creditor <id>", "whose accounts")
        .option("--out <file>", "the file to write: it ends in .csv or .json")
        .option("--report-to <bureau>", "it is given to this credit bureau: recorded on each account")
        .option("--by <person>", "who says so (default: the user of this machine)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async (_args, { creditor, out, reportTo: bureau = null, by, backdate }, context) => {
      if (creditor === undefined || out === undefined) throw new UserError("option-missing", "This needs --creditor ID and --out FILE.");
      const { tradeData } = await import("../runs/trade-data/trade-data.ts");
      const data = await tradeData(await context.store(), { creditor, asOf: await context.asOf(creditor), by: personOf(by), out, bureau, backdate });
      context.print({ creditor, asOf: data.asOf, bureau, file: out, accounts: data.lines.length, left: data.left }, () => {
        const recorded = bureau === null ? "" : ` Recorded as given to ${bureau}.`;
        const first = printable(`${data.lines.length} accounts of ${data.asOf} written to ${out}.${recorded}`);
        if (data.left.length === 0) return first;
        const rows = data.left.map(({ account, debtor, reason }) => [account, debtor.name, reason]);
        return [first, `Left out: ${data.left.length}`, table(["account", "debtor", "why"], rows)].join("\n");
      });
    },
  });
}
