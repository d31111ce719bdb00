import type { Command } from "commander";
import { addCommand } from "./context.ts";

const FOUND_PROBLEMS = 1;

/** `firmly check`: exit 1 on any difference. */
export function addCheckCommand(program: Command): void {
  addCommand(program, {
    usage: "check",
    description: "recompute all that is derived and compare it with what is stored",
    run: async (_args, _options, context) => {
      const { check } = await import("../runs/check.ts");
      const report = await check(await context.store());
      const { checked, problems } = report;
      context.print(report, () =>
        [...problems.map(({ code, message }) => `${code}: ${message}`), problems.length === 0 ? "Everything agrees." : `${problems.length} problems.`].join(
          "\n",
        ),
      );
      context.say(
        Object.entries(checked)
          .map(([what, count]) => `${count} ${what}`)
          .join(", "),
      );
      if (checked.foldersGone > 0) context.say("Folders of delivered letters that are gone were not looked at.");
      return problems.length > 0 ? FOUND_PROBLEMS : 0;
    },
  });
}
