import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, readDay } from "./context.ts";

interface PostedCommand {
  readonly through: string;
  readonly bankAccount?: string;
  readonly creditor?: string;
  readonly by?: string;
}

export function addPostedCommand(program: Command): void {
  addCommand<PostedCommand>(program, {
    usage: "posted",
    description: "state up to which day payments are posted, for a day without movements",
    configure: (command) =>
      command
        .requiredOption("--through <day>", "payments are known up to this day")
        .option("--bank-account <id>", "of this bank account (default: the ledger as a whole)")
        .option("--creditor <id>", "of this creditor")
        .option("--by <person>", "who says so"),
    run: async (_args, options, context) => {
      const { statePosted } = await import("../runs/posted.ts");
      if (!options.by) throw new UserError("option-missing", "This needs --by PERSON: somebody answers for it that payments are posted.");
      const posted = { through: readDay("--through", options.through), bankAccount: options.bankAccount ?? null, by: options.by };
      const creditor = await statePosted(await context.store(), { ...posted, creditor: options.creditor, asOf: await context.asOf(options.creditor) });
      context.print({ creditor, ...posted }, () => `Payments of ${creditor} are posted through ${posted.through}.`);
    },
  });
}
