import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { ConfirmedMail } from "../runs/inbox/confirm-mail.ts";
import type { Suggestion } from "../runs/inbox/suggest.ts";
import type { Said } from "../runs/said.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { nextWords } from "./next-words.ts";
import { personOf } from "./person.ts";
import { printable } from "./table.ts";
import { inWriting, writtenLines } from "./written.ts";

interface ConfirmOptions {
  readonly intent?: readonly string[];
  readonly read: boolean;
  readonly assign?: string;
  readonly ignore: boolean;
  readonly amount?: string;
  readonly day?: string;
  readonly document?: string;
  readonly detail?: string;
  readonly by?: string;
}

/** `firmly inbox confirm M12 --intent 1 | --read | --assign ACCOUNT | --ignore` */
export function addInboxConfirmCommand(inbox: Command): void {
  addCommand<ConfirmOptions>(inbox, {
    usage: "confirm <message>",
    description: "say what a message comes to; the automation then goes on",
    configure: (command) =>
      command
        .option("--intent <number...>", "record what is suggested, as `firmly inbox show` numbers it; several at once")
        .option("--read", "it was read, and there is nothing to record", false)
        .option("--assign <account>", "whom it is about: A17, or a debtor that has one account")
        .option("--ignore", "it says nothing to us", false)
        .option("--amount <amount>", "with --intent: this amount instead, in major units")
        .option("--day <day>", "with --intent: this promised day instead")
        .option("--document <number>", "with --intent: this document instead")
        .option("--detail <text>", "a remark for the log")
        .option("--by <person>", "who says so (default: the user of this machine)"),
    run: async ([message], options, context) => {
      const ways = [options.intent !== undefined, options.read, options.assign !== undefined, options.ignore].filter(Boolean).length;
      if (ways !== 1) throw new UserError("option-missing", "Say one of --intent NUMBER, --read, --assign ACCOUNT and --ignore.");
      const { creditorOfMail } = await import("../runs/inbox/inbox-desk.ts");
      const store = await context.store();
      const act = { message: message!, by: personOf(options.by), asOf: await context.asOf(await creditorOfMail(store, message!)) };
      if (options.assign !== undefined) await assign(act, options.assign, context);
      else if (options.ignore) await ignore(act, context);
      else await confirm(act, options, context);
    },
  });
}

interface Act {
  readonly message: string;
  readonly by: string;
  readonly asOf: Awaited<ReturnType<Context["asOf"]>>;
}

async function assign(act: Act, account: string, context: Context): Promise<void> {
  const { assignMail } = await import("../runs/inbox/assign-mail.ts");
  const assigned = await assignMail(await context.store(), { ...act, account });
  context.print({ ...assigned, by: act.by }, () => `${assigned.message} is about ${assigned.account}. See what it says: firmly inbox show ${assigned.message}`);
}

async function ignore(act: Act, context: Context): Promise<void> {
  const { ignoreMail } = await import("../runs/inbox/confirm-mail.ts");
  await ignoreMail(await context.store(), act);
  context.print({ message: act.message, ignored: true, by: act.by }, () => `${printable(act.message)} is put aside: it says nothing to us.`);
}

async function confirm(act: Act, options: ConfirmOptions, context: Context): Promise<void> {
  const [{ showMail }, { confirmMail }, { confirmAtOnce }] = await Promise.all([
    import("../runs/inbox/inbox-desk.ts"),
    import("../runs/inbox/confirm-mail.ts"),
    import("../runs/confirm-at-once.ts"),
  ]);
  const store = await context.store();
  const { state, suggestions } = await showMail(store, act.message, act.asOf);
  // What was dealt with suggests nothing any more: who did it is told below.
  const isClosed = state === "done" || state === "ignored";
  const said = options.intent === undefined || isClosed ? [] : await suggested(suggestions, options);
  const confirmed = await confirmMail(store, { ...act, said, ...(options.detail !== undefined && { detail: options.detail }) });
  for (const warning of confirmed.warnings) context.say(`Warning: ${printable(warning)}`);
  const written = await confirmAtOnce(store, confirmed.account, act.asOf);
  context.print({ ...confirmed, by: act.by, ...inWriting(written) }, () => describe(confirmed, act.by, writtenLines(written)));
}

async function suggested(suggestions: readonly Suggestion[], options: ConfirmOptions): Promise<Said[]> {
  const { readSaid } = await import("../runs/said.ts");
  const { intent = [], amount, day, document } = options;
  if (intent.length > 1 && (amount ?? day ?? document) !== undefined)
    throw new UserError(
      "option-invalid",
      "--amount, --day and --document say something of one suggestion: confirm it by itself, and the others on the account.",
    );
  const changed = {
    ...(amount !== undefined && { amount }),
    ...(day !== undefined && { day: readDay("--day", day) }),
    ...(document !== undefined && { document, documents: [document] }),
  };
  return intent.map((number) => {
    const found = suggestions.find((each) => `${each.number}` === number);
    if (!found)
      throw new UserError("intent-unknown", `There is no suggestion ${number}: ${suggestions.length} can be confirmed. \`firmly inbox show\` numbers them.`);
    const missing = found.missing.filter((part) => !Object.hasOwn(changed, part));
    if (missing.length > 0)
      throw new UserError(
        "intent-incomplete",
        `The message does not say the ${missing.join(" and the ")}: add ${missing.map((part) => `--${part}`).join(" and ")}.`,
      );
    return readSaid({ ...found.happening, ...changed });
  });
}

function describe({ message, account, recorded, notes, next }: ConfirmedMail, by: string, written: readonly string[]): string {
  const what = recorded.map(({ kind, activity }) => `Recorded: ${kind} on ${account} (activity ${activity}), by ${by}.`);
  return [`${message} is read, by ${by}.`, ...what, ...notes, ...written, ...(next ? [`Next: ${nextWords(next)}`] : [])].map(printable).join("\n");
}
