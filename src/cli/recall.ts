import type { Command } from "commander";
import { CORRECTION_REASONS, type CorrectionReason } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import type { RecallReport } from "../runs/recall.ts";
import { addCommand } from "./context.ts";
import { personOf } from "./person.ts";
import { printable } from "./table.ts";
import { writtenLines } from "./written.ts";

interface RecallCommand {
  readonly reason?: string;
  readonly by?: string;
  readonly correct?: string | true;
  readonly partly: boolean;
  readonly backdate: boolean;
}

/** `firmly recall RUN|LETTER` */
export function addRecallCommand(program: Command): void {
  addCommand<RecallCommand>(program, {
    usage: "recall <run-or-letter>",
    description: "take back a letter, or every letter of a run: its steps, its charges, and what was approved since",
    configure: (command) =>
      command
        .option("--reason <text>", "why; stands on the account's timeline")
        .option("--correct [code]", `tell the debtor in writing to disregard it, and why: ${CORRECTION_REASONS.join(", ")} (without a code: mistake)`)
        .option("--partly", "of a run: recall what can be, and list the rest", false)
        .option("--by <person>", "who recalls it (default: the user of this machine)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async ([target], { reason = null, by, correct, partly, backdate }, context) => {
      const [{ recall }, { creditorOfTarget }] = await Promise.all([import("../runs/recall.ts"), import("../runs/recall-target.ts")]);
      const store = await context.store();
      const asOf = await context.asOf(await creditorOfTarget(store, target!));
      const request = { target: target!, reason, by: personOf(by), asOf, correct: codeOf(correct), partly, backdate };
      const report = await recall(store, request);
      context.print(report, () => describe(report).map(printable).join("\n"));
    },
  });
}

function codeOf(given: string | true | undefined): CorrectionReason | null {
  if (given === undefined) return null;
  if (given === true) return "mistake";
  const code = CORRECTION_REASONS.find((each) => each === given);
  if (!code) throw new UserError("option-invalid", `--correct knows these reasons: ${CORRECTION_REASONS.join(", ")}. "${given}" is none of them.`);
  return code;
}

function describe({ recalled, refused, already, withdrawn, corrections }: RecallReport): string[] {
  return [
    ...recalled.map(({ letter, account, debtor, step, hadLeft, charges }) => {
      const what = hadLeft ? "recalled" : "taken back before it left";
      return `${account} ${debtor}: letter ${letter} (${step}) ${what}${charges > 0 ? `, with ${charges === 1 ? "its charge" : `its ${charges} charges`}` : ""}.`;
    }),
    ...already.map(({ letter, account, on, by, reason }) => `${account}: letter ${letter} was recalled already, on ${on}${by ? ` by ${by}` : ""} (${reason}).`),
    ...refused.map(({ account, reason }) => `${account}, not recalled: ${reason}.`),
    ...(withdrawn > 0 ? [`${withdrawn === 1 ? "One approval was" : `${withdrawn} approvals were`} withdrawn: propose and approve anew.`] : []),
    ...writtenLines(corrections),
  ];
}
