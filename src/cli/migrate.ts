import type { Command } from "commander";
import { addCommand } from "./context.ts";

export function addMigrateCommand(program: Command): void {
  addCommand(program, {
    usage: "migrate",
    description: "bring the database to this version's schema (every command does so by itself)",
    run: async (_args, _options, context) => {
      const { migrated } = await context.store();
      context.print({ migrated: migrated.length > 0, applied: migrated }, () =>
        migrated.length > 0 ? `Applied: ${migrated.join(", ")}. The database is up to date.` : "The database was up to date already.",
      );
    },
  });
}
