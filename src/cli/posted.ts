import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, readDay } from "./context.ts";

interface PostedCommand {
  readonly through: string;
  readonly bankAccount?: string;
  readonly creditor?: string;
  readonly by?: string;
  readonly backdate: boolean;
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
        .option("--by <person>", "who says so")
        .option("--backdate", "allow a day before what is known already", false),
    run: async (_args, options, context) => {
      const { statePosted } = await import("../runs/posted.ts");
      if (!options.by) throw new UserError("option-missing", "This needs --by PERSON: somebody answers for it that payments are posted.");
      const said = { through: readDay("--through", options.through), by: options.by };
      const { bankAccount = null, creditor: asked, backdate } = options;
      const stated = await statePosted(await context.store(), { ...said, bankAccount, creditor: asked, backdate, asOf: await context.asOf(asked) });
      const { creditor, known } = stated;
      context.print({ creditor, bankAccount: stated.bankAccount, ...said, postedThrough: known.through }, () => {
        const of = stated.bankAccount === null ? creditor : `bank account ${stated.bankAccount} of ${creditor}`;
        const last = known.account && known.through !== said.through ? ` (bank account ${known.account} lags behind)` : "";
        return `Payments of ${of} are posted through ${said.through}. All payments are known through ${known.through ?? "no day yet"}${last}.`;
      });
    },
  });
}
