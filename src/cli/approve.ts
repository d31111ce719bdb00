import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { personOf } from "./person.ts";
import { table } from "./table.ts";

interface ApproveCommand {
  readonly all: boolean;
  readonly account?: readonly string[];
  readonly leaveOut: boolean;
  readonly by?: string;
}

/** `firmly approve RUN [--all | --account ID...]` */
export function addApproveCommand(program: Command): void {
  addCommand<ApproveCommand>(program, {
    usage: "approve <run>",
    description: "approve letters of a proposal: account, step, items and amounts as proposed",
    configure: (command) =>
      command
        .option("--all", "every letter of the run that was not left out; never a hand-over, which takes two people", false)
        .option("--account <id...>", "these accounts: A17, or a debtor that has one account")
        .option("--leave-out", "leave the accounts named out of this run instead", false)
        .option("--by <person>", "who approves (default: the user of this machine)"),
    run: async ([run], { all, account = [], leaveOut: omit, by }, context) => {
      const { approve, creditorOfRun, findNamed, leaveOut } = await import("../runs/approval.ts");
      const store = await context.store();
      const accounts = await findNamed(store, account);
      const person = personOf(by);
      const request = { accounts, by: person, asOf: await context.asOf(await creditorOfRun(store, run!)) };
      const result = omit ? await leaveOut(store, run!, request) : await approve(store, run!, { ...request, all });
      const rows = result.approved.map(({ account: id, step, total, currency }) => [id, step, `${total} ${currency}`]);
      context.print(result, () => table(["account", "step", "total"], rows));
      context.say(`${rows.length} ${omit ? "left out of" : "approved in"} ${result.run}.`);
    },
  });
}
