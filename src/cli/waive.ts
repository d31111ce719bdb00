import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { personOf } from "./person.ts";
import { printable } from "./table.ts";

interface WaiveCommand {
  readonly charge: string;
  readonly reason: string;
  readonly by?: string;
  readonly backdate: boolean;
}

export function addWaiveCommand(program: Command): void {
  addCommand<WaiveCommand>(program, {
    usage: "waive <account>",
    description: "give up a charge: late-payment interest, a lump sum or a fee that a letter has added",
    configure: (command) =>
      command
        .requiredOption("--charge <id>", "the charge, by its number on the account (firmly account)")
        .requiredOption("--reason <text>", "why")
        .option("--by <person>", "who says so (default: the user of this machine)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async ([account], { charge, reason, by: said, backdate }, context) => {
      const { waive } = await import("../runs/waive.ts");
      const by = personOf(said);
      const waived = await waive(await context.store(), { account: account!, charge, reason, by, asOf: await context.asOf(), backdate });
      context.print({ ...waived, reason, by }, () =>
        printable(`Waived: ${waived.amount} ${waived.currency} of charge ${waived.charge} on ${waived.account} of ${waived.debtor.name}, by ${by}.`),
      );
    },
  });
}
