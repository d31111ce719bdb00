import type { Command } from "commander";
import type { AccountDocument } from "../runs/account-report.ts";
import { agreementTables } from "./agreement-tables.ts";
import { addCommand } from "./context.ts";
import { nextWords } from "./next-words.ts";
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

function describe(document: AccountDocument, because: readonly string[]): string {
  const { account, asOf, items, aging, timeline, next, credits, charges } = document;
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
    ...agreementTables(document),
    timelineTable(timeline, currency),
    deliveryTable(document.deliveries),
    [`Next: ${nextWords(next)}`, ...because.map((sentence) => `  ${printable(sentence)}`)].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** How letters went, with the last word of the other side. */
function deliveryTable(deliveries: AccountDocument["deliveries"]): string {
  if (deliveries.length === 0) return "";
  return table(
    ["delivery", "step", "to", "stands", "answered"],
    deliveries.map(({ id, step, recipient, standing, receipts }) => [
      id,
      step,
      recipient,
      standing,
      receipts.at(-1)?.answer?.split("\n")[0]?.slice(0, 80) ?? "",
    ]),
  );
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
