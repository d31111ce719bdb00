import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { CashList, CashProposalDocument, CashTransactionDocument } from "../runs/cash-list.ts";
import type { Reason } from "../core/process/decision.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { printable } from "./table.ts";

interface CashCommand {
  readonly creditor?: string;
  readonly limit: string;
  readonly option?: string;
  readonly account?: string;
  readonly documents?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly backdate: boolean;
}

/** `firmly cash`, `firmly cash accept|undo|dismiss ID` */
export function addCashCommand(program: Command): void {
  addCommand<CashCommand>(program, {
    usage: "cash [action] [id]",
    description: "bank money that waits for a person; accept a proposal, undo a match, dismiss what is no debtor's",
    configure: (command) =>
      command
        .option("--creditor <id>", "of this creditor")
        .option("--limit <number>", "list so many of each kind", "50")
        .option("--option <number>", "accept: which of the proposals (default: the first)")
        .option("--account <id>", "accept: the account it belongs to, instead of a proposal")
        .option("--documents <numbers>", "accept: with --account, what it pays, with commas between; the rest stays on account")
        .option("--reason <text>", "dismiss, undo: why")
        .option("--by <person>", "who says so (default: the user of this machine)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async ([action, id], options, context) => {
      if (action === undefined) return list(options, context);
      if (id === undefined) throw new UserError("transaction-missing", `Name the transaction: firmly cash ${action} T17. \`firmly cash\` lists them.`);
      return act(action, id, options, context);
    },
  });
}

async function list({ creditor, limit }: CashCommand, context: Context): Promise<void> {
  const [{ listCash }, { reasonSentences }] = await Promise.all([import("../runs/cash-list.ts"), import("../runs/reason-sentence.ts")]);
  const found = await listCash(await context.store(), { creditor: creditor ?? null, asOf: await context.asOf(creditor), limit: numberOf("--limit", limit) });
  context.print(document(found), () => describe(found, reasonSentences));
}

/** One proposal for each transaction, the likeliest; the others are its `options`. */
function document({ asOf, proposed, proposedTotal, unapplied, unappliedTotal }: CashList): object {
  const proposals = proposed.map(({ proposals: options, ...transaction }) => ({ ...transaction, ...options[0], options }));
  return { asOf, proposals, proposalsTotal: proposedTotal, unapplied: unapplied.map(({ proposals: _none, ...transaction }) => transaction), unappliedTotal };
}

async function act(action: string, id: string, options: CashCommand, context: Context): Promise<void> {
  const { acceptCash, dismissCash, undoCash } = await import("../runs/cash-desk.ts");
  const store = await context.store();
  const shared = { id, by: personOf(options.by), asOf: await context.asOf(options.creditor), backdate: options.backdate };
  if (action === "accept") {
    const { account, documents, option } = options;
    if (documents !== undefined && account === undefined) throw new UserError("account-missing", "--documents needs --account: whose documents are they?");
    const named = documents?.split(",").map((each) => each.trim());
    const accepted = await acceptCash(store, { ...shared, account, documents: named, option: option === undefined ? undefined : numberOf("--option", option) });
    context.print(accepted, () => {
      const paid = accepted.allocations.map(({ document, amount }) => `${document} ${amount}`).join(", ");
      return printable(`${accepted.id} is booked on ${accepted.account}: ${paid || "nothing set against an invoice"}; ${accepted.onAccount} on account.`);
    });
  } else if (action === "undo") {
    const undone = await undoCash(store, { ...shared, reason: options.reason });
    context.print(undone, () => `${undone.id} is open again.`);
  } else if (action === "dismiss") {
    if (!options.reason) throw new UserError("reason-missing", 'Say why it is no debtor\'s money: --reason "tax refund".');
    const dismissed = await dismissCash(store, { ...shared, reason: options.reason });
    context.print(dismissed, () => `${dismissed.id} is dismissed: it belongs to no debtor.`);
  } else throw new UserError("action-unknown", `"${action}" is nothing that can be done with money. Say accept, undo or dismiss.`);
}

function numberOf(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UserError("number-invalid", `${option} "${text}" is no number from 1 on.`);
}

/** Reasons as sentences of the catalogue. */
type Say = (reasons: readonly Reason[]) => string[];

function describe({ proposed, proposedTotal, unapplied, unappliedTotal }: CashList, say: Say): string {
  if (proposedTotal + unappliedTotal === 0) return "No bank money waits for anybody.";
  const parts = [...proposed, ...unapplied].map((each) => transactionWords(each, say));
  const more = proposedTotal + unappliedTotal - proposed.length - unapplied.length;
  return [
    `${proposedTotal} with proposals, ${unappliedTotal} of nobody that is known.`,
    ...parts,
    ...(more > 0 ? [`${more} more; --limit shows more of them.`] : []),
  ].join("\n\n");
}

function transactionWords({ id, booked, amount, currency, payer, text, proposals }: CashTransactionDocument, say: Say): string {
  const head = `${id}  ${booked}  ${amount} ${currency}  ${payer.name ?? payer.iban ?? "payer not told"}  ${text}`;
  return [head, ...proposals.map((each) => `    ${proposalWords(each, say)}`)].map(printable).join("\n");
}

function proposalWords(proposal: CashProposalDocument, say: Say): string {
  const { option, account, debtor, confidence, allocations, writeOffs, onAccount, because } = proposal;
  const pays = allocations.map(({ document, credit, amount }) =>
    credit === null ? `${document} ${amount}` : `${document} ${amount} by credit memo ${credit}`,
  );
  const off = writeOffs.map(({ document, amount, reason }) => `${document} ${amount} ${reason}`);
  const rest = /[1-9]/.test(onAccount) ? [`${onAccount} on account`] : [];
  const doubts = proposal.doubts.length > 0 ? ` But: ${say(proposal.doubts).join("; ")}.` : "";
  const whole = [...pays, ...off, ...rest].join(", ") || "nothing is booked";
  return `${option}. ${account} ${debtor.name}, ${Math.round(confidence * 100)} %: ${whole}. ${say(because).join(" ")}${doubts}`;
}
