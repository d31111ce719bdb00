import type { Command } from "commander";
import type { CallSheetDocument } from "../runs/call-sheet-run.ts";
import { addCommand } from "./context.ts";
import { printable, table } from "./table.ts";

export function addCallSheetCommand(program: Command): void {
  addCommand<{ freeze: boolean }>(program, {
    usage: "call-sheet <account>",
    description: "what to know and what to say when an account is called, and whether it may be called now",
    configure: (command) => command.option("--freeze", "keep it under its SHA-256, which `firmly record call --sheet` names", false),
    run: async ([account], { freeze }, context) => {
      const [{ makeCallSheet }, { reasonSentences }] = await Promise.all([import("../runs/call-sheet-run.ts"), import("../runs/reason-sentence.ts")]);
      const { sheet, hash } = await makeCallSheet(await context.store(), { account: account!, asOf: await context.asOf(), freeze });
      context.print({ ...sheet, hash }, () => describe(sheet, hash, reasonSentences));
    },
  });
}

type Say = (why: readonly { readonly code: string }[]) => string[];

function describe(sheet: CallSheetDocument, hash: string | null, say: Say): string {
  const parts = [head(sheet, say), may(sheet, say), items(sheet), history(sheet, say), allowed(sheet, say), script(sheet)];
  if (hash) parts.push([`Frozen as ${hash}.`, `Afterwards: firmly record call ${sheet.account} --outcome CODE --sheet ${hash}`]);
  return parts
    .map((lines) => lines.flatMap((line) => line.split("\n").map(printable)).join("\n"))
    .filter((part) => part !== "")
    .join("\n\n");
}

function head({ account, debtor, creditor, contact, amounts, currency, asOf, goal, about, call, noCall }: CallSheetDocument, say: Say): string[] {
  const times = contact.localTimes.map(({ zone, time }) => `${time} (${zone})`).join(", ");
  return [
    `${account}  ${debtor.name} (${debtor.id}) with ${creditor.name}, in ${currency}, on ${asOf}`,
    `Call ${contact.name ?? "accounts payable"} on ${contact.phone ?? "(no number)"}, in ${contact.language}${times ? `; it is ${times} there` : ""}`,
    ...(contact.salesperson ? [`Salesperson: ${contact.salesperson}`] : []),
    `Overdue ${amounts.overdue}, open ${amounts.open}, charges ${amounts.charges}, credits ${amounts.credits}`,
    ...say([{ code: `goal-${goal}`, about } as { code: string }]).map((sentence) => `Goal: ${sentence}`),
    ...(call ? say([call.why]) : noCall ? say([noCall]) : []),
  ];
}

function may({ conduct }: CallSheetDocument, say: Say): string[] {
  const { mayCall, stops, hours, attemptsLeft, attemptsInSevenDays, conversationsInSevenDays, allowedOn } = conduct;
  const room = `Calls left today: ${attemptsLeft}; in the last seven days ${attemptsInSevenDays} attempts and ${conversationsInSevenDays} conversations.`;
  return [
    mayCall ? "May be called now." : "MUST NOT BE CALLED NOW:",
    ...say(stops).map((sentence) => `  ${sentence}`),
    `Hours there: ${hours.from} to ${hours.to}. ${room}`,
  ].concat(attemptsLeft === 0 ? [`Again from ${allowedOn}.`] : []);
}

function items(sheet: CallSheetDocument): string[] {
  return [
    table(
      ["document", "issued", "due", "late", "open", "level", "", "dispute"],
      sheet.items.map((i) => [
        i.document,
        i.issued,
        i.due,
        `${i.daysLate}`,
        i.open,
        i.level ?? "",
        i.block ?? "",
        i.dispute ? `${i.dispute.reason}, ${i.dispute.kept} of ${i.dispute.day}${i.dispute.outcome ? `, ${i.dispute.outcome}` : ""}` : "",
      ]),
    ),
  ];
}

function history({ payments, promises, kept, plan, letters, contacts, risks }: CallSheetDocument, say: Say): string[] {
  const late = (days: number | null) => (days === null ? "on account" : days > 0 ? `${days} days late` : days < 0 ? `${-days} days early` : "on time");
  return [
    ...payments.map(({ day, document, amount, daysLate }) => `Paid ${day}  ${amount}  ${document}  ${late(daysLate)}`),
    ...promises.map(({ made, day, amount, state }) => `Promised ${made}  ${amount} by ${day}: ${state}`),
    ...(kept.of > 0 ? [`Promises kept: ${kept.kept} of ${kept.of}`] : []),
    ...(plan ? [`Plan of ${plan.made}, ${plan.state}: ${plan.instalments.map((each) => `${each.day} ${each.amount} ${each.state}`).join(", ")}`] : []),
    ...letters.map(({ day, step, payBy, channels }) => `Wrote ${day}  ${step}${payBy ? `, pay by ${payBy}` : ""}, ${channels.join(" and ")}`),
    ...contacts.map(({ day, kind, outcome, by, detail }) => [`Noted ${day}  ${kind}`, outcome, by, detail].filter((part) => part).join(", ")),
    ...say(risks),
  ];
}

function allowed({ concessions }: CallSheetDocument, say: Say): string[] {
  const { promiseUntil, renewalsLeft, fullAmountBy, missesToDefault, needsManager } = concessions;
  return [
    `You may agree to a day up to ${promiseUntil}${fullAmountBy ? ", of the whole amount only" : ""}; promises that may still be renewed: ${renewalsLeft}.`,
    `You may agree to instalments; ${missesToDefault} missed end the plan.`,
    ...say(needsManager.map((code) => ({ code: `manager-${code}` }))).map((sentence) => `Ask a manager: ${sentence}`),
  ];
}

function script({ script: s }: CallSheetDocument): string[] {
  const said: [string, string | null][] = [
    ["Opening", s.opening],
    ["Who is it", s.identify],
    ["Reason", s.reason],
    ["Listen", s.listen],
    ["If there is a complaint", s.complaint],
    ["Offer", s.offer],
    ["Close", s.close],
    ["If nothing was agreed", s.closeOpen],
    ["If somebody else answers", s.thirdParty],
    ["On voicemail", s.voicemail ?? "Leave no message."],
  ];
  return said.map(([title, text]) => `${title}: ${text}`);
}
