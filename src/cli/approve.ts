import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { ApprovedRun } from "../runs/approval.ts";
import { latest } from "../core/values/day.ts";
import { addCommand } from "./context.ts";
import { personOf } from "./person.ts";
import { table } from "./table.ts";

interface ApproveCommand {
  readonly all: boolean;
  readonly account?: readonly string[];
  readonly leaveOut: boolean;
  readonly override?: readonly string[];
  readonly by?: string;
  readonly backdate: boolean;
  readonly asOf?: string;
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
        .option("--override <check: reason...>", 'why the letters named may leave in spite of a finding: "L15: every invoice has to be named"')
        .option("--by <person>", "who approves (default: the user of this machine)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async ([run], { all, account = [], leaveOut: omit, override = [], by, backdate, asOf: given }, context) => {
      refuseContradiction(all, account, omit);
      const person = personOf(by);
      const [{ approve, creditorOfRun, findNamed, firstDayFor, leaveOut }, { approvalsBefore }] = await Promise.all([
        import("../runs/approval.ts"),
        import("../runs/approvals-before.ts"),
      ]);
      const store = await context.store();
      const accounts = await findNamed(store, account);
      const today = await context.asOf(await creditorOfRun(store, run!));
      // A calendar that is played through may be ahead of the real one: nobody means yesterday who names no day.
      const asOf = given === undefined ? latest(today, await firstDayFor(store, run!))! : today;
      const request = { accounts, by: person, backdate, asOf };
      const before = await approvalsBefore(store, run!);
      const result = omit ? await leaveOut(store, run!, request) : await approve(store, run!, { ...request, all, overrides: override.map(readOverride) });
      const rows = result.approved.map(({ account: id, step, total, currency }) => [id, step, `${total} ${currency}`]);
      context.print(result, () => table(["account", "step", "total"], rows));
      for (const line of outcome(result, before, omit)) context.say(line);
    },
  });
}

function readOverride(text: string): { readonly check: string; readonly reason: string } {
  const match = /^\s*(L\d{2})\s*:\s*(\S[\s\S]*)$/.exec(text);
  if (!match)
    throw new UserError("override-unclear", `"${text}" names no check with its reason: write it like --override "L15: every invoice has to be named".`);
  return { check: match[1]!, reason: match[2]!.trim() };
}

/** Of two wishes that exclude each other one was a slip, and both end in letters. */
function refuseContradiction(all: boolean, account: readonly string[], omit: boolean): void {
  if (all && account.length > 0) throw new UserError("letters-contradictory", "--all and --account exclude each other: say all letters, or name the accounts.");
  if (omit && all) throw new UserError("letters-contradictory", "--leave-out takes the accounts that are named: leave --all out and name them with --account.");
  if (omit && account.length === 0) throw new UserError("letters-unnamed", "Say whose letters to leave out: --account with an account's id.");
}

/** What changed, and where nothing did, why. */
function outcome({ run, approved }: ApprovedRun, before: ReadonlyMap<string, string>, omit: boolean): string[] {
  const state = omit ? "left-out" : "approved";
  const known = approved.filter(({ account }) => before.get(account) === state).length;
  const fresh = approved.length - known;
  const done = omit ? "left out of" : "approved in";
  if (fresh > 0) return [`${fresh} ${done} ${run}${known > 0 ? `; ${known} were already` : ""}.`];
  if (known > 0) return [`Nothing new: ${known} ${known === 1 ? "was" : "were"} ${done} ${run} already.`];
  if (before.size === 0) return [`Nothing to approve: ${run} proposes no letter. \`firmly propose\` tells why for each account.`];
  const counts = new Map<string, number>();
  for (const said of before.values()) counts.set(said, (counts.get(said) ?? 0) + 1);
  return [`Nothing to approve in ${run}: of its letters ${[...counts].map(([said, count]) => `${count} ${said.replace("-", " ")}`).join(", ")}.`];
}
