import type { Command } from "commander";
import type { ToImport } from "../runs/payments-state.ts";
import type { DecisionDocument } from "../runs/present-decision.ts";
import type { Context } from "./context.ts";
import { addCommand } from "./context.ts";
import { write } from "./output.ts";
import { printable, table } from "./table.ts";

interface ProposeCommand {
  readonly creditor?: string;
  readonly procedure?: string;
  readonly dueOnly: boolean;
}

export function addProposeCommand(program: Command): void {
  addCommand<ProposeCommand>(program, {
    usage: "propose",
    description: "decide every account for a day: what happens next and why",
    configure: (command) =>
      command
        .option("--creditor <id>", "only this creditor's accounts")
        .option("--procedure <name>", "decide by this procedure, on trial: stored decisions stay as they are")
        .option("--due-only", "leave out accounts that were not due for review", false),
    run: async (_args, options, context) => {
      const { propose } = await import("../runs/proposal-run.ts");
      const store = await context.store();
      const asOf = await context.asOf(options.creditor);
      const { run, approved } = await propose(store, { asOf, creditor: options.creditor, procedure: options.procedure });
      await printProposal(context, run, options.dueOnly);
      if (approved > 0) context.say(`${approved} approved by what their procedure says; \`firmly approve ${run} --leave-out --account ID\` holds one back.`);
    },
  });
}

/** Streams the proposal: a ledger of a million items need not fit into memory to be printed. */
async function printProposal(context: Context, run: string, dueOnly: boolean): Promise<void> {
  const { streamProposal } = await import("../runs/proposal-run.ts");
  const rows: string[][] = [];
  let written = 0;
  for await (const part of streamProposal(await context.store(), run, { dueOnly })) {
    if (Array.isArray(part)) {
      if (!context.json) rows.push(...part.map(summary));
      else if (!(await write(part.map((decision) => `${written++ > 0 ? "," : ""}${JSON.stringify(decision)}`).join("")))) return;
    } else if (context.json) {
      await write(`${JSON.stringify(part).slice(0, -1)},"decisions":[`);
    } else {
      context.say(`Run ${part.run} for ${part.asOf}; payments are posted through ${part.postedThrough ?? "no day yet"}.`);
      for (const sentence of new Set(part.toImport.map(importWords))) context.say(printable(sentence));
    }
  }
  if (context.json) await write("]}\n");
  else await write(`${table(["account", "debtor", "decision", "step", "total", "pay by / until", "why"], rows)}\n`);
}

/** What second letters wait for. */
function importWords({ bankAccount, through, needed }: ToImport): string {
  const known = through === null ? "no payments are known yet" : `payments are known through ${through}`;
  if (bankAccount === null) return `Second letters wait: ${known}, and they need ${needed}. Import the ledger, or the bank's statements.`;
  return `Second letters wait for bank account ${bankAccount}: ${known}, and they need ${needed}. Import its statement.`;
}

function summary({ account, kind, step, task, block, total, payBy, until, ends, why }: DecisionDocument): string[] {
  const what = task ? `${kind}: ${task}` : block ? `${kind}: ${block}` : kind;
  const reasons = [...new Set(why.map((reason) => reason.code))].join(", ");
  return [account.id, `${account.debtor.name}`, what, step ?? "", `${total} ${account.currency}`, payBy ?? until ?? ends ?? "", reasons];
}
