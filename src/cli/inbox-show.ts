import type { Command } from "commander";
import type { MailDocument } from "../runs/inbox/inbox-desk.ts";
import type { SuggestedHappening } from "../runs/inbox/suggest.ts";
import { addCommand } from "./context.ts";
import { printable, table } from "./table.ts";

/** `firmly inbox show M12`: what a message says, and what may be recorded of it. */
export function addInboxShowCommand(inbox: Command): void {
  addCommand(inbox, {
    usage: "show <message>",
    description: "one message: what it says, whom it is about, and what may be recorded of it",
    run: async ([message], _options, context) => {
      const { creditorOfMail, showMail } = await import("../runs/inbox/inbox-desk.ts");
      const store = await context.store();
      const mail = await showMail(store, message!, await context.asOf(await creditorOfMail(store, message!)));
      context.print(mail, () => describe(mail));
    },
  });
}

const ROUTES: Readonly<Record<string, string>> = {
  token: "by the sealed address that it was sent to",
  reference: "by the mail of ours that it answers",
  "case-number": "by the reference of a letter",
  sender: "by its sender's address",
  person: "because a person says so",
};

function describe(mail: MailDocument): string {
  const { id, kind, state, from, subject, day, about, routedBy, warning, recipients, until, text, suggestions, attachments, closedBy, closedAs } = mail;
  const sender = from ? [from.name, `<${from.address}>`].filter((each) => each).join(" ") : "nobody";
  const whom = about
    ? `About ${about.account} ${about.debtor.name}, ${ROUTES[routedBy ?? ""] ?? "for a reason that is not known"}.`
    : "Nobody knows whom it is about.";
  const lines = [
    `${id}, ${kind}, came in on ${day}: ${state}${closedBy === null ? "" : ` (${closedAs ?? ""}, by ${closedBy})`}`,
    `From ${sender}`,
    `Subject ${subject}`,
    whom,
    ...(warning === null ? [] : [`Careful: ${warning}`]),
    ...(until === null ? [] : [`Back on ${until}.`]),
  ].map(printable);
  const failed = recipients.map(({ address, status, permanent, reason, diagnostic }) => [
    address,
    status ?? "",
    permanent ? "for ever" : "for now",
    reason,
    diagnostic ?? "",
  ]);
  const offered = suggestions.map(({ number, happening, missing, words }) => [`${number}`, suggestionWords(happening), missing.join(", "), words]);
  return [
    ...lines,
    ...(failed.length > 0 ? [table(["recipient", "status", "fails", "reason", "said"], failed)] : []),
    ...(text ? ["", text.split("\n").map(printable).join("\n"), ""] : []),
    ...(attachments.length > 0 ? [`Attached: ${attachments.map(({ name }) => printable(name)).join(", ")}`] : []),
    ...(offered.length > 0 ? [table(["--intent", "records", "still missing", "because of the words"], offered)] : []),
    ...(state === "unread" ? [`Say what it comes to: firmly inbox confirm ${id} ${offered.length > 0 ? "--intent 1, or --read" : "--read"}`] : []),
    ...(state === "unrouted" ? [`Say whom it is about: firmly inbox confirm ${id} --assign ACCOUNT, or --ignore`] : []),
  ].join("\n");
}

function suggestionWords({ kind, amount, day, documents, document, reason, scope, contact, until }: SuggestedHappening): string {
  const parts = [
    scope === "contact" ? `hold on ${contact ?? ""}` : kind,
    amount,
    document ?? documents?.join(", "),
    day && `by ${day}`,
    reason,
    until && `until ${until}`,
  ];
  return parts.filter((part) => part).join(" ");
}
