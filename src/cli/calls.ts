import type { Command } from "commander";
import type { CallDocument, CallsDocument } from "../runs/call-worklist.ts";
import { UserError } from "../core/user-error.ts";
import { addCommand } from "./context.ts";
import { printable, table } from "./table.ts";

interface CallsCommand {
  readonly creditor?: string;
  readonly limit: string;
}

export function addCallsCommand(program: Command): void {
  addCommand<CallsCommand>(program, {
    usage: "calls",
    description: "whom to call on a day, the most urgent first, with the points that say why",
    configure: (command) =>
      command.option("--creditor <id>", "only this creditor's accounts").option("--limit <number>", "list so many at most; all are counted", "50"),
    run: async (_args, { creditor, limit }, context) => {
      if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UserError("option-invalid", `--limit "${limit}" is no number of calls: write one from 1 to 999999.`);
      const [{ callWorklist }, { reasonSentences }] = await Promise.all([import("../runs/call-worklist.ts"), import("../runs/reason-sentence.ts")]);
      const document = await callWorklist(await context.store(), { asOf: await context.asOf(creditor), creditor, limit: Number(limit) });
      context.print(document, () => describe(document, reasonSentences));
    },
  });
}

type Say = (why: readonly { readonly code: string }[]) => string[];

function describe({ asOf, run, capacity, due, calls }: CallsDocument, say: Say): string {
  if (run === null) return `Nothing has been proposed up to ${asOf}: run firmly propose first.`;
  const pools = capacity.map(({ creditor, segment, perDay, made }) => `${creditor}${segment === "*" ? "" : `, ${segment}`}: ${perDay} a day, ${made} made`);
  const head = [`${due} ${due === 1 ? "call is" : "calls are"} due on ${asOf}, by the decisions of ${run}.`, ...pools];
  if (calls.length === 0) return head.map(printable).join("\n");
  const rows = calls.map((call) => row(call));
  const list = table(["points", "account", "debtor", "phone", "overdue", "due", "", "last contact"], rows);
  const reasons = calls.map(({ account, why, lines }) =>
    [`${account.id}  ${say([why]).join(" ")}`, ...say(lines.map((line) => ({ ...line, code: `points-${line.code}` }))).map((sentence) => `  ${sentence}`)].join(
      "\n",
    ),
  );
  return [head.map(printable).join("\n"), list, reasons.map((text) => text.split("\n").map(printable).join("\n")).join("\n")].join("\n\n");
}

function row({ account, phone, overdue, dueOn, waits, block, withinCapacity, points, lastContact }: CallDocument): string[] {
  const marks = [waits ? "letter waits" : "", block?.replaceAll("-", " ") ?? "", withinCapacity ? "" : "beyond today's calls"]
    .filter((mark) => mark !== "")
    .join(", ");
  const last = lastContact ? [lastContact.day, lastContact.kind, lastContact.outcome ?? ""].join(" ").trim() : "";
  return [`${points}`, account.id, account.debtor.name, phone ?? "", `${overdue} ${account.currency}`, dueOn, marks, last];
}
