import type { Command } from "commander";
import type { AccountDocument } from "../runs/account-report.ts";
import { addCommand } from "./context.ts";
import { table } from "./table.ts";

export function addAccountCommand(program: Command): void {
  addCommand(program, {
    usage: "account <id-or-debtor>",
    description: "one account: its items, ageing, levels, what happened, what happens next and why",
    run: async ([name], _options, context) => {
      const { reportAccount } = await import("../runs/account-report.ts");
      const store = await context.store();
      const document = await reportAccount(store, name!, await context.asOf());
      context.print(document, () => describe(document));
    },
  });
}

function describe({ account, asOf, items, aging, timeline, next, credits }: AccountDocument): string {
  const parts = [
    `${account.id}  ${account.debtor.name} (${account.debtor.id}) with ${account.creditor.name}, in ${account.currency}, on ${asOf}`,
    table(
      ["document", "issued", "due", "overdue", "amount", "open", "level"],
      items.map((i) => [i.document, i.issued, i.due, `${i.overdueDays}`, i.amount, i.open, i.level ?? ""]),
    ),
    credits.length > 0
      ? table(
          ["credit", "kind", "open"],
          credits.map((c) => [c.document, c.kind, c.open]),
        )
      : "",
    table(
      aging.map(({ bucket }) => bucket),
      [aging.map(({ amount }) => amount)],
    ),
    table(
      ["day", "what happened", "by", ""],
      timeline.map((e) => [e.day, e.kind, e.by ?? "", JSON.stringify(e.values)]),
    ),
    `Next: ${[next.kind, next.step, next.task, next.block].filter(Boolean).join(" ")}, ${next.payBy ?? next.until ?? next.ends ?? ""}`,
    ...next.why.map((reason) => `  because ${JSON.stringify(reason)}`),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
