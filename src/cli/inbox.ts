import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { ListedMail } from "../runs/inbox/inbox-desk.ts";
import type { Taken } from "../runs/inbox/take-mail.ts";
import { addCommand } from "./context.ts";
import { addInboxConfirmCommand } from "./inbox-confirm.ts";
import { addInboxReadCommand } from "./inbox-read.ts";
import { addInboxShowCommand } from "./inbox-show.ts";
import { table } from "./table.ts";

interface ListOptions {
  readonly creditor?: string;
  readonly part: string;
  readonly account?: string;
  readonly limit: string;
}

/** `firmly inbox list|show|confirm|fetch|import|read` */
export function addInboxCommand(program: Command): void {
  const inbox = program.command("inbox").description("the mail that comes back: what waits, what it says, what becomes of it");
  addListCommand(inbox);
  addInboxShowCommand(inbox);
  addInboxConfirmCommand(inbox);
  addFetchCommand(inbox);
  addImportCommand(inbox);
  addInboxReadCommand(inbox);
}

function addListCommand(inbox: Command): void {
  addCommand<ListOptions>(inbox, {
    usage: "list",
    description: "the messages that wait for a person, newest first",
    configure: (command) =>
      command
        .option("--creditor <id>", "only of this creditor")
        .option("--part <part>", "waiting, done, ignored or all", "waiting")
        .option("--account <id>", "only those about this account: A17")
        .option("--limit <number>", "list so many at most", "50"),
    run: async (_args, { creditor, part, account, limit }, context) => {
      const { listInbox, PARTS } = await import("../runs/inbox/inbox-desk.ts");
      const which = PARTS.find((known) => known === part);
      if (!which) throw new UserError("option-invalid", `--part "${part}" is not known: say ${PARTS.join(", ")}.`);
      if (!/^[1-9]\d{0,3}$/.test(limit)) throw new UserError("option-invalid", `--limit "${limit}" is no number of messages: write one from 1 to 9999.`);
      if (account !== undefined && !/^A\d{1,15}$/.test(account))
        throw new UserError("option-invalid", `--account "${account}" is no account's id: write it like A17.`);
      const page = { creditor: creditor ?? null, part: which, limit: Number(limit), ...(account !== undefined && { account }) };
      const found = await listInbox(await context.store(), page);
      context.print(found, () => (found.messages.length === 0 ? "There is nothing." : messageTable(found.messages)));
      if (found.more) context.say(`There are more: --limit shows more than ${limit}.`);
    },
  });
}

function messageTable(messages: readonly ListedMail[]): string {
  return table(
    ["message", "came in", "kind", "state", "from", "about", "wants", "says"],
    messages.map(({ id, day, kind, state, from, about, intents, words, subject }) => [
      id,
      day,
      kind,
      state,
      from?.address ?? "",
      about ? `${about.account} ${about.debtor.name}` : "",
      intents.join(", "),
      (words || subject).slice(0, 60),
    ]),
  );
}

function addFetchCommand(inbox: Command): void {
  addCommand<{ readonly creditor?: string }>(inbox, {
    usage: "fetch",
    description: "take what is new in the mailboxes once; a running worker does so by itself",
    configure: (command) => command.option("--creditor <id>", "only of this creditor"),
    run: async (_args, { creditor }, context) => {
      const { fetchOnce } = await import("../runs/inbox/fetch-once.ts");
      const fetched = await fetchOnce(await context.store(), creditor ?? null);
      for (const { mailbox, taken, failing } of fetched)
        if (taken === null) context.say(`${mailbox}: a worker follows it, ${failing === null ? "and has what is new" : `but fails: ${failing}`}.`);
      const mailboxes = fetched.map(({ taken, ...mailbox }) => ({ ...mailbox, messages: taken?.map(document) ?? null }));
      const all = fetched.flatMap(({ taken }) => taken ?? []);
      context.print({ mailboxes }, () => describe(all));
    },
  });
}

function addImportCommand(inbox: Command): void {
  addCommand<{ readonly creditor?: string; readonly asOf?: string }>(inbox, {
    usage: "import <file...>",
    description: "take messages from files as if they had come in by mail: .eml, a folder of them, or mbox",
    configure: (command) => command.option("--creditor <id>", "in whose inbox (default: the only creditor)"),
    run: async (files, { creditor, asOf }, context) => {
      const { importMails } = await import("../runs/inbox/import-mails.ts");
      const today = asOf === undefined ? undefined : await context.asOf(creditor);
      const taken = await importMails(await context.store(), { files, creditor, today });
      context.print({ messages: taken.map(document) }, () => describe(taken));
    },
  });
}

function document({ mail, isNew }: Taken) {
  const { number, kind, state, account, sender, subject, warning } = mail;
  return { id: `M${number}`, new: isNew, kind, state, account: account === null ? null : `A${account}`, from: sender, subject, warning };
}

function describe(taken: readonly Taken[]): string {
  const fresh = taken.filter(({ isNew }) => isNew);
  const known = taken.length - fresh.length;
  const rows = fresh.map(({ mail: { number, kind, state, account, sender, subject } }) => [
    `M${number}`,
    kind,
    state,
    account === null ? "" : `A${account}`,
    sender ?? "",
    subject,
  ]);
  const head = `${fresh.length} new ${fresh.length === 1 ? "message" : "messages"}${known > 0 ? `, ${known} that ${known === 1 ? "was" : "were"} here already` : ""}.`;
  return fresh.length === 0 ? head : [head, table(["message", "kind", "state", "account", "from", "subject"], rows)].join("\n");
}
