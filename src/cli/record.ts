import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { personOf } from "./person.ts";
import { DEBTOR_WIDE_KINDS, KINDS, type RecordWords } from "./record-kinds.ts";
import { printable } from "./table.ts";
import { inWriting, writtenLines } from "./written.ts";

interface RecordCommand extends RecordWords {
  readonly by?: string;
  readonly happened?: string;
  readonly backdate: boolean;
}

/** Of a letter, not of an account. */
const RETURNED = "returned";
const KNOWN = [...Object.keys(KINDS), RETURNED].join(", ");

/** `firmly record KIND ACCOUNT` */
export function addRecordCommand(program: Command): void {
  addCommand<RecordCommand>(program, {
    usage: "record <kind> <account>",
    description: `record what happened on an account: ${KNOWN}; for returned name the letter instead of the account`,
    configure: (command) =>
      command
        .option("--by <person>", "who says so (default: the user of this machine)")
        .option("--happened <day>", "the day it happened, where that is not the day it became known")
        .option("--backdate", "allow a day before what is known already", false)
        .option("--amount <amount>", "a promised amount, in major units")
        .option("--day <day>", "the promised day")
        .option("--document <number...>", "the document it is about, of a promise also several (promise and hold without one: the whole account)")
        .option("--reason <text>", "the reason of a dispute or hold, the channel of a contact or of a letter that came back")
        .option("--detail <text>", "what was said")
        .option("--until <day>", "the last day of a hold")
        .option("--outcome <code>", "how a call, a dispute or a sales check ended; what is not known is answered with the list")
        .option("--pay-by <day>", "the new pay-by day that answers a dispute")
        .option("--id <activity>", "the activity that it takes back, by its number on the timeline"),
    run: async ([kind, account], options, context) => {
      if (kind === RETURNED) return recordReturn(account!, options, context);
      const build = Object.hasOwn(KINDS, kind!) ? KINDS[kind!] : undefined;
      if (!build) throw new UserError("kind-unknown", `"${kind}" cannot be recorded. Known: ${KNOWN}.`);
      const [{ recordHappening }, { confirmAtOnce }] = await Promise.all([import("../runs/record.ts"), import("../runs/confirm-at-once.ts")]);
      const happened = options.happened === undefined ? {} : { happenedOn: readDay("--happened", options.happened) };
      const by = personOf(options.by);
      const store = await context.store();
      const asOf = await context.asOf();
      const { warnings, ...recorded } = await recordHappening(store, {
        account: account!,
        asOf,
        by,
        backdate: options.backdate,
        debtorWide: DEBTOR_WIDE_KINDS.has(kind!),
        ...happened,
        happening: (itemOf, minor) => build(options, itemOf, minor),
      });
      for (const warning of warnings) context.say(`Warning: ${warning}`);
      const confirmed = await confirmAtOnce(store, recorded.account, asOf);
      context.print({ activity: recorded.activity, kind, account: recorded.account, debtor: recorded.debtor, by, ...inWriting(confirmed) }, () => {
        const line = `Recorded: ${kind} on ${recorded.account} of ${recorded.debtor.name}, by ${by} (activity ${recorded.activity}).`;
        return [line, ...writtenLines(confirmed)].map(printable).join("\n");
      });
    },
  });
}

/** Post or mail that came back (`firmly account` shows the letters with their ids). */
async function recordReturn(letter: string, options: RecordCommand, context: Context): Promise<void> {
  if (options.happened !== undefined)
    throw new UserError("option-invalid", "A letter that came back is recorded as of the day it became known: leave --happened out.");
  const { recordReturned } = await import("../runs/returned-letter.ts");
  const { reason: channel = null, detail = "", backdate } = options;
  const by = personOf(options.by);
  const returned = await recordReturned(await context.store(), { letter, channel, detail, by, asOf: await context.asOf(), backdate });
  context.print({ kind: RETURNED, letter, ...returned, by }, () =>
    returned.sent
      ? `Recorded: letter ${letter} on ${returned.account} came back by ${returned.channel}; another way still stands.`
      : `Recorded: letter ${letter} on ${returned.account} came back by ${returned.channel}. It goes again when the address is mended: firmly record address-fixed ${returned.account}.`,
  );
}

export function addHandOverCommand(program: Command): void {
  addCommand<{ by?: string }>(program, {
    usage: "hand-over <account> <action>",
    description: "approve handing an account over (action: approve); two different people must",
    configure: (command) => command.option("--by <person>", "who approves"),
    run: async ([name, action], { by }, context) => {
      if (action !== "approve") throw new UserError("action-unknown", `"${action}" is no action of hand-over. Known: approve.`);
      // No default: two people share a machine more often than a signature.
      if (by === undefined) throw new UserError("option-missing", "This needs --by PERSON: each of the two answers for it by name.");
      const { approveHandOver } = await import("../runs/record.ts");
      const { account, debtor, approved } = await approveHandOver(await context.store(), { account: name!, asOf: await context.asOf(), by: personOf(by) });
      context.print({ account, debtor, approved }, () =>
        approved.length < 2
          ? `Approved by ${approved[0]}; a second person must approve too.`
          : `Approved by ${approved.join(" and ")}: the final letter follows.`,
      );
    },
  });
}
