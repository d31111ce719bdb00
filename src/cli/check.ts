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
      const { foldersGone, ...looked } = checked;
      context.say(
        Object.entries(looked)
          .map(([what, count]) => `${count} ${what}`)
          .join(", "),
      );
      if (foldersGone > 0) context.say(`${foldersGone} folders of delivered letters are gone and were not looked at.`);
      return problems.length > 0 ? FOUND_PROBLEMS : 0;
    },
  });
}
