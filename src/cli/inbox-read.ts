import type { Command } from "commander";
import type { ReadMail } from "../runs/read-mail-file.ts";
import { addCommand, readDay } from "./context.ts";
import { printable, table } from "./table.ts";

interface InboxReadOptions {
  readonly today?: string;
  readonly asOf?: string;
}

/** `firmly inbox read FILE`: what Firmly makes of one message, with nothing stored and no database. */
export function addInboxReadCommand(inbox: Command): void {
  addCommand<InboxReadOptions>(inbox, {
    usage: "read <file>",
    description: "show what Firmly makes of one message (.eml, or - for standard input); stores nothing and needs no database",
    configure: (command) => command.option("--today <day>", "the day it came in: days without a year are read from it (default: the message's date)"),
    run: async ([file], { today, asOf }, context) => {
      const { mailDocument, readMailFile } = await import("../runs/read-mail-file.ts");
      const day = today !== undefined ? readDay("--today", today) : asOf !== undefined ? readDay("--as-of", asOf) : null;
      const mail = await readMailFile({ file: file!, today: day });
      context.print(mailDocument(mail), () => human(mail));
    },
  });
}

const KINDS: Readonly<Record<ReadMail["kind"], string>> = {
  bounce: "a bounce: a mail did not arrive",
  delay: "a warning: the other server still tries",
  "auto-reply": "an automatic reply, which stops nothing and is not answered",
  reply: "a reply by a person",
};

function human(mail: ReadMail): string {
  const from = [mail.from?.name, mail.from?.address].filter((each) => each).join(", ");
  const head = [`This is ${KINDS[mail.kind]}.`, ...(from ? [`From ${printable(from)}`] : []), ...(mail.subject ? [`Subject ${printable(mail.subject)}`] : [])];
  const recipients = mail.recipients.map(({ address, status, permanent, reason, diagnostic }) => [
    address,
    status ?? "",
    permanent ? "for ever" : "for now",
    reason,
    (diagnostic ?? "").slice(0, 100),
  ]);
  const intents = mail.intent.map(({ kind, day, amount, words }) => [kind, day ?? "", amount ?? "", words]);
  return [
    ...head,
    ...(mail.until ? [`Back on ${mail.until}`] : []),
    ...(recipients.length > 0 ? [table(["recipient", "status", "fails", "reason", "said"], recipients)] : []),
    ...(intents.length > 0 ? [table(["wants", "day", "amount", "words"], intents)] : []),
    ...(mail.attachments.length > 0 ? [`Attached: ${mail.attachments.map(({ name }) => printable(name)).join(", ")}`] : []),
    ...(mail.text ? ["", mail.text.split("\n").map(printable).join("\n")] : []),
  ].join("\n");
}
