import type { Command } from "commander";
import type { FilePreview } from "../runs/read-run.ts";
import { addCommand, readDay } from "./context.ts";
import { table } from "./table.ts";

interface ReadCommand {
  readonly as?: string;
  readonly map?: string;
  readonly currency?: string;
  readonly asOf?: string;
}

/** `firmly read FILE`: what an import would see, with nothing stored and no database. */
export function addReadCommand(program: Command): void {
  addCommand<ReadCommand>(program, {
    usage: "read <file>",
    description: "show what a file holds, as an import would read it; stores nothing and needs no database",
    configure: (command) =>
      command
        .option("--as <format>", "the format of the file (default: recognised)")
        .option("--map <file>", "a mapping of columns, where the headings are not recognised")
        .option("--currency <code>", "the currency of amounts that name none"),
    run: async ([file], { asOf, ...options }, context) => {
      const { readFileAlone } = await import("../runs/read-run.ts");
      const { refused, ...preview } = await readFileAlone(file!, { ...options, ...(asOf !== undefined && { asOf: readDay("--as-of", asOf) }) });
      for (const { line, code, message } of preview.problems.slice(0, 20)) context.say(`${file}:${line}: ${message} (${code})`);
      if (refused) context.say("An import would refuse this file.");
      context.print(preview, () => human(preview));
      return refused ? 1 : 0;
    },
  });
}

function human({ format, confidence, entries, statements }: Omit<FilePreview, "refused">): string {
  const head = `${format} (${Math.round(confidence * 100)} % sure)`;
  const documents = table(
    ["kind", "document", "debtor", "issued", "due", "amount", "open", "currency"],
    entries.map((entry) => [
      entry.kind,
      entry.document,
      entry.debtor.name ?? entry.debtor.id,
      entry.issued ?? "",
      entry.due ?? "",
      entry.amount ?? "",
      entry.open ?? "",
      entry.currency ?? "",
    ]),
  );
  const movements = statements.flatMap((statement) => [
    `${statement.account || "account not told"}, ${statement.currency ?? "currency not told"}${statement.number ? `, no. ${statement.number}` : ""}: opens ${statement.opening ?? "-"}, closes ${statement.closing ?? "-"}`,
    table(
      ["booked", "amount", "payer", "reference", "text"],
      statement.transactions.map(({ booked, amount, payer, reference, text }) => [booked, amount, payer.name ?? payer.iban ?? "", reference ?? "", text]),
    ),
  ]);
  return [head, ...(entries.length > 0 ? [documents] : []), ...movements].join("\n");
}
