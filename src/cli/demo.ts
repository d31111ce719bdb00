import type { Command } from "commander";
import { addCommand } from "./context.ts";
import { progressBar } from "./progress.ts";

/** `firmly demo`: makes the demo creditor where there is none. */
export function addDemoCommand(program: Command): void {
  addCommand(program, {
    usage: "demo",
    description: "load the demo creditor: some 40 made-up debtors in every state of the process, on a clock of its own",
    run: async (_args, _options, context) => {
      const [{ loadDemo }, { DEMO_CREDITOR }, { todayFor }] = await Promise.all([
        import("../runs/demo.ts"),
        import("../runs/demo-play.ts"),
        import("../runs/clock.ts"),
      ]);
      const store = await context.store();
      const bar = progressBar("demo");
      const loaded = await loadDemo(store, bar.update).finally(bar.end);
      const today = await todayFor(store, DEMO_CREDITOR);
      context.print({ creditor: DEMO_CREDITOR, loaded, today }, () =>
        loaded
          ? `The demo creditor is ready. Its clock shows ${today}; go on with: firmly propose --creditor ${DEMO_CREDITOR}`
          : `The demo creditor is there already. Its clock shows ${today}.`,
      );
    },
  });
}
