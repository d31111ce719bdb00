import type { Command } from "commander";
import { WAYS } from "../core/process/way.ts";
import { UserError } from "../core/user-error.ts";
import type { Said } from "../runs/said.ts";
import { addCommand, type Context, readDay } from "./context.ts";
import { nextWords } from "./next-words.ts";
import { personOf } from "./person.ts";
import { concernsDebtor, KINDS, type RecordWords } from "./record-kinds.ts";
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
    configure: configureRecord,
    run: async ([kind, account], options, context) => {
      if (kind === RETURNED) return recordReturn(account!, options, context);
      const known = Object.hasOwn(KINDS, kind!) ? KINDS[kind!] : undefined;
      if (!known) throw new UserError("kind-unknown", `"${kind}" cannot be recorded. Known: ${KNOWN}.`);
      await recordKind(kind!, account!, known.build(options), options, context);
    },
  });
}

function configureRecord(command: Command): Command {
  return command
    .option("--by <person>", "who says so (default: the user of this machine)")
    .option("--happened <day>", "the day it happened, where that is not the day it became known")
    .option("--backdate", "allow a day before what is known already", false)
    .option("--amount <amount>", "a promised or disputed amount, in major units")
    .option("--day <day>", "the promised day")
    .option("--instalment <day:amount...>", "an instalment of a payment plan, once for each: 2026-12-01:500.00")
    .option("--interest <runs|waived>", "whether late-payment interest runs on while a plan is kept (default: runs)")
    .option("--document <number...>", "the document it is about, of a promise or plan also several (promise, plan and hold without one: the whole account)")
    .option("--reason <text>", "the reason of a dispute (a code) or of a hold, the channel of a letter that came back")
    .option("--detail <text>", "what was said")
    .option("--contact <name>", "with whom it was agreed; of a hold the address or number that must not be used")
    .option("--channel <way>", `how it was said: ${WAYS.join(", ")}`)
    .option("--owner <person>", "who is to answer a dispute")
    .option("--answer-by <day>", "the day by which a dispute is to be answered (default: as the procedure says)")
    .option("--evidence <text>", "what a dispute rests on, or where it is kept")
    .option("--scope <scope>", "of a hold: account, debtor, channel or contact (default: what the other options say)")
    .option("--on <channel>", "of a hold: the way that must not be used, email, post, phone or voice")
    .option("--until <day>", "the last day of a hold")
    .option("--outcome <code>", "how a call, a dispute or a sales check ended; what is not known is answered with the list")
    .option("--pay-by <day>", "the new pay-by day that answers a dispute (default: as the procedure says)")
    .option("--person <name>", "who was reached by a call, name and role")
    .option("--identified", "it was made sure who that was")
    .option("--number <number>", "the number that was called (default: the one on file)")
    .option("--direction <way>", "outbound, or inbound where the debtor called (default: outbound)")
    .option("--delay-reason <code>", "why the debtor is late, as told in a call")
    .option("--agreed <text>", "what was agreed in a call, in words")
    .option("--next <day>", "the day of the next call")
    .option("--sheet <sha256>", "the call sheet that lay before the caller, as `firmly call-sheet --freeze` names it")
    .option("--id <activity>", "the activity that it takes back, by its number on the timeline")
    .addHelpText(
      "after",
      `\nKinds:\n${Object.entries(KINDS).map(kindHelp).join("\n")}\n  ${RETURNED} LETTER [--reason CHANNEL] [--detail TEXT]\n      the letter came back`,
    );
}

function kindHelp([name, { usage, says }]: [string, (typeof KINDS)[string]]): string {
  return `  ${name} ACCOUNT${usage ? ` ${usage}` : ""}\n      ${says}`;
}

async function recordKind(kind: string, account: string, said: Said, options: RecordCommand, context: Context): Promise<void> {
  const [{ recordSaid }, { reasonSentences }, { confirmAtOnce }] = await Promise.all([
    import("../runs/record.ts"),
    import("../runs/reason-sentence.ts"),
    import("../runs/confirm-at-once.ts"),
  ]);
  const store = await context.store();
  const asOf = await context.asOf();
  const happened = options.happened === undefined ? {} : { happenedOn: readDay("--happened", options.happened) };
  const by = personOf(options.by);
  const recorded = await recordSaid(store, {
    account,
    asOf,
    by,
    backdate: options.backdate,
    debtorWide: concernsDebtor(said),
    ...happened,
    said,
  });
  for (const warning of recorded.warnings) context.say(`Warning: ${printable(warning)}`);
  const confirmed = await confirmAtOnce(store, recorded.account, asOf);
  context.print({ ...recorded, kind, by, ...inWriting(confirmed) }, () =>
    [
      `Recorded: ${kind} on ${recorded.account} of ${recorded.debtor.name}, by ${by} (activity ${recorded.activity}).`,
      ...recorded.also.map((each) => `With it: ${each.kind.replaceAll("-", " ")} (activity ${each.activity}).`),
      ...recorded.notes,
      ...writtenLines(confirmed),
      `Next: ${nextWords(recorded.next)}`,
      ...reasonSentences(recorded.next.why).map((sentence) => `  ${sentence}`),
    ]
      .map(printable)
      .join("\n"),
  );
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
