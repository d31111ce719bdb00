import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { printable } from "./table.ts";

interface StatementOptions {
  readonly pdf?: string;
  readonly language?: string;
}

export function addStatementCommand(program: Command): void {
  addCommand<StatementOptions>(program, {
    usage: "statement <account>",
    description: "the statement of an account: all that is open on a day, and no demand",
    configure: (command) =>
      command.option("--pdf <file>", "write it to a file, ready to print").option("--language <tag>", "another language than the debtor's letters have"),
    run: async ([account], { pdf, language }, context) => {
      const { makeStatement, printStatement } = await import("../runs/statement-run.ts");
      const store = await context.store();
      const request = { account: account!, asOf: await context.asOf(), language: language ?? null };
      if (pdf) await writeFile(resolve(pdf), await printStatement(store, request));
      const document = await makeStatement(store, request);
      context.print(document, () => `${document.subject}\n\n${document.text}`.split("\n").map(printable).join("\n") + (pdf ? `\nWritten to ${pdf}.` : ""));
    },
  });
}
