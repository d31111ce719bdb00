import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { personOf } from "./person.ts";
import { DEBTOR_WIDE_KINDS, KINDS, type RecordWords } from "./record-kinds.ts";
import { printable } from "./table.ts";

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
      const { recordHappening } = await import("../runs/record.ts");
      const happened = options.happened === undefined ? {} : { happenedOn: readDay("--happened", options.happened) };
      const by = personOf(options.by);
      const { warnings, ...recorded } = await recordHappening(await context.store(), {
        account: account!,
        asOf: await context.asOf(),
        by,
        backdate: options.backdate,
        debtorWide: DEBTOR_WIDE_KINDS.has(kind!),
        ...happened,
        happening: (itemOf, minor) => build(options, itemOf, minor),
      });
      for (const warning of warnings) context.say(`Warning: ${warning}`);
      context.print({ activity: recorded.activity, kind, account: recorded.account, debtor: recorded.debtor, by }, () => {
        return printable(`Recorded: ${kind} on ${recorded.account} of ${recorded.debtor.name}, by ${by} (activity ${recorded.activity}).`);
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
