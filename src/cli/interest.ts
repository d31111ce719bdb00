import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { InterestDocument } from "../runs/interest-run.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { readDayAmount } from "./day-amount.ts";
import { printable, table } from "./table.ts";

interface InterestCommand {
  readonly document?: string;
  readonly account?: string;
  readonly amount?: string;
  readonly due?: string;
  readonly payment: readonly string[];
  readonly jurisdiction?: string;
  readonly debtorType?: string;
  readonly rate?: string;
  readonly currency?: string;
  readonly asOf?: string;
}

export function addInterestCommand(program: Command): void {
  addCommand<InterestCommand>(program, {
    usage: "interest",
    description: "late-payment interest by day, on a document of the ledger or on any amount, with where its rates come from",
    configure: (command) =>
      command
        .option("--document <number>", "on this document of the ledger, over its part payments")
        .option("--account <id>", "with --document: the account, or the debtor where that has one")
        .option("--amount <amount>", "on this amount, without a ledger")
        .option("--due <day>", "with --amount: the day on which it was due")
        .option("--payment <day:amount>", "with --amount: what was credited when; may be given more than once", collect, [])
        .option("--jurisdiction <code>", "the law of the claim, such as de (default with --document: the creditor's country)")
        .option("--debtor-type <type>", "company, sole-trader, public, consumer or unknown (default: the debtor's; with --amount: company)")
        .option("--rate <percent>", "a rate that the contract sets, percent a year")
        .option("--currency <code>", "with --amount (default: the currency of the jurisdiction)"),
    run: async (_args, options, context) => {
      const document = options.document === undefined ? await onAmount(options) : await onDocument(options.document, options, context);
      context.print(document, () => describe(document));
    },
  });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function onDocument(document: string, options: InterestCommand, context: Context): Promise<InterestDocument> {
  if (options.amount !== undefined || options.due !== undefined || options.payment.length > 0) {
    throw new UserError("option-conflict", "A document has its own amount, due date and payments: leave --amount, --due and --payment out.");
  }
  const { interestOnDocument } = await import("../runs/interest-run.ts");
  const { account, jurisdiction, debtorType, rate } = options;
  return interestOnDocument(await context.store(), { document, account, jurisdiction, debtorType, rate, asOf: (creditor) => context.asOf(creditor) });
}

/** Needs no database: the day is the machine's own where none is given. */
async function onAmount({ amount, due, payment, jurisdiction, debtorType, rate, currency, asOf, account }: InterestCommand): Promise<InterestDocument> {
  if (amount === undefined || due === undefined) {
    throw new UserError("option-missing", "Name a document (--document INV-1), or an amount and its due date (--amount 1000 --due 2026-05-15).");
  }
  if (account !== undefined) throw new UserError("option-conflict", "--account goes with --document.");
  const [{ interestOnAmount }, { todayHere }, { currencyOption }] = await Promise.all([
    import("../runs/interest-run.ts"),
    import("../runs/clock.ts"),
    import("../runs/currency-option.ts"),
  ]);
  return interestOnAmount({
    amount,
    due: readDay("--due", due),
    payments: payment.map((text) => readDayAmount("--payment", text)),
    jurisdiction,
    debtorType,
    rate,
    currency: currencyOption(currency),
    asOf: asOf === undefined ? todayHere() : readDay("--as-of", asOf),
  });
}

function describe({ total, segments, currency, jurisdiction, debtorType, start, lumpSum, sources }: InterestDocument): string {
  const parts = [
    segments.length === 0
      ? "No day of interest has passed."
      : table(
          ["from", "to", "days", "on", "rate", "interest", "source"],
          segments.map((each) => [each.from, each.to, `${each.days}`, each.principal, `${each.rate} %`, each.amount, each.source]),
        ),
    `${total} ${currency} of interest under the law of "${jurisdiction}" against a debtor of type ${debtorType}.`,
    ...(start === null ? [] : [`It starts on ${start}.`]),
    ...(lumpSum === null ? [] : [`Lump sum beside it: ${lumpSum.amount} ${currency} (${lumpSum.source}).`]),
    ["Sources:", ...sources.map(({ title, url }) => `  ${title}${url === "" ? "" : `, ${url}`}`)].join("\n"),
  ];
  return parts.map((part) => part.split("\n").map(printable).join("\n")).join("\n\n");
}
