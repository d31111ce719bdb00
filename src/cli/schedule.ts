import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { table } from "./table.ts";

/** `firmly schedule`: when the next daily runs are, and what became of the last. */
export function addScheduleCommand(program: Command): void {
  addCommand<{ readonly creditor?: string }>(program, {
    usage: "schedule",
    description: "next and last daily runs (set with `schedule` in the settings; a worker makes them)",
    configure: (command) => command.option("--creditor <id>", "only this creditor's"),
    run: async (_args, { creditor = null }, context) => {
      const [{ showSchedules }, { now }] = await Promise.all([import("../runs/daily-run.ts"), import("../runs/clock.ts")]);
      const schedules = await showSchedules(await context.store(), creditor, now());
      context.print({ schedules }, () => {
        if (schedules.length === 0) return 'No creditor has a schedule: set `schedule: { dailyAt: "07:00" }` with `firmly settings apply FILE`.';
        return schedules
          .flatMap(({ creditor: id, dailyAt, timeZone, approveUpTo, next, last }) => [
            `${id}: daily at ${dailyAt} (${timeZone}); without approval: ${approveUpTo === null ? "as the procedures say" : `up to ${approveUpTo}`}`,
            next === null ? "  lives on a clock of its own: no runs" : `  next: ${next} at ${dailyAt}`,
            ...(last.length > 0 ? [table(["day", "begun", "ended", "approved", "summary", "note"], last.map(cells))] : []),
          ])
          .join("\n");
      });
    },
  });
}

function cells({
  day,
  begunAt,
  endedAt,
  approved,
  digest,
  note,
}: {
  readonly day: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly approved: number | null;
  readonly digest: string | null;
  readonly note: string | null;
}): string[] {
  return [day, begunAt, endedAt ?? "", approved === null ? "" : String(approved), digest ?? "", note ?? ""];
}
