import type { Command } from "commander";
import type { AccountDocument } from "../runs/account-report.ts";
import { addCommand } from "./context.ts";
import { printable, table } from "./table.ts";
import { timelineTable } from "./timeline.ts";

export function addAccountCommand(program: Command): void {
  addCommand(program, {
    usage: "account <id-or-debtor>",
    description: "one account: its items, ageing, levels, what happened, what happens next and why",
    run: async ([name], _options, context) => {
      const [{ reportAccount }, { reasonSentences }] = await Promise.all([import("../runs/account-report.ts"), import("../runs/reason-sentence.ts")]);
      const document = await reportAccount(await context.store(), name!, await context.asOf());
      context.print(document, () => describe(document, reasonSentences(document.next.why)));
    },
  });
}

function describe({ account, asOf, items, aging, timeline, next, credits, charges }: AccountDocument, because: readonly string[]): string {
  const { debtor, creditor, currency } = account;
  const parts = [
    printable(`${account.id}  ${debtor.name} (${debtor.id}) with ${creditor.name}, in ${currency}, on ${asOf}`),
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
    chargeTable(charges),
    table(
      aging.map(({ bucket }) => bucket),
      [aging.map(({ amount }) => amount)],
    ),
    timelineTable(timeline, currency),
    [`Next: ${nextWords(next)}`, ...because.map((sentence) => `  ${printable(sentence)}`)].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What comes next, and what its day means: a letter's pay-by day is not the day on which it leaves. */
function nextWords({ kind, step, task, block, payBy, until, ends }: AccountDocument["next"]): string {
  const what = [kind, step, task, block].filter(Boolean).join(" ");
  if (payBy) return `${what}, pay by ${payBy}`;
  const end = until ?? ends;
  return end ? `${what}, until ${end.replace(/^(?!\d).*$/, (event) => event.replaceAll("-", " "))}` : what;
}

/** Charges, and under them how the interest was worked out. */
function chargeTable(charges: AccountDocument["charges"]): string {
  if (charges.length === 0) return "";
  const list = table(
    ["charge", "kind", "document", "from", "to", "amount", "open", "state"],
    charges.map((c) => [c.id, c.kind, c.document, c.from, c.to, c.amount, c.open, c.state]),
  );
  const steps = charges.flatMap(({ id, calculation }) =>
    calculation.map((s) => printable(`  ${id}: ${s.from} to ${s.to}, ${s.days} days at ${s.rate}% a year on ${s.principal} is ${s.amount} (${s.source})`)),
  );
  return [list, ...steps].join("\n");
}
