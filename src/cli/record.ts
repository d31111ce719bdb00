import type { Command } from "commander";
import type { Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import { addCommand, readDay } from "./context.ts";

interface RecordCommand {
  readonly by?: string;
  readonly happened?: string;
  readonly backdate: boolean;
  readonly amount?: string;
  readonly day?: string;
  readonly document?: string[];
  readonly reason?: string;
  readonly detail?: string;
  readonly until?: string;
  readonly outcome?: string;
  readonly payBy?: string;
  readonly id?: string;
}

type ItemOf = (document: string) => number;
type Minor = (text: string) => bigint;
type Build = (options: RecordCommand, itemOf: ItemOf, minor: Minor) => Happening;

const need = (value: string | undefined, option: string): string => {
  if (value === undefined) throw new UserError("option-missing", `This needs ${option}.`);
  return value;
};
const optionalDay = (option: string, text: string | undefined) => (text === undefined ? null : readDay(option, text));
const document = (options: RecordCommand): string => need(options.document?.[0], "--document NUMBER");

/** What can be recorded, and the options that each needs. */
const KINDS: Record<string, Build> = {
  promise: (o, itemOf, minor) => ({
    kind: "promise",
    amountMinor: minor(need(o.amount, "--amount AMOUNT")),
    day: readDay("--day", need(o.day, "--day DAY")),
    items: (o.document ?? []).map(itemOf),
  }),
  withdraw: (o) => ({ kind: "promise-withdrawn", promise: Number(need(o.id, "--id ACTIVITY, the promise's number on the timeline")) }),
  dispute: (o, itemOf) => ({ kind: "dispute", item: itemOf(document(o)), reason: need(o.reason, "--reason CODE"), detail: o.detail ?? "" }),
  resolve: (o, itemOf) => ({
    kind: "dispute-resolved",
    item: itemOf(document(o)),
    outcome: oneOf(o.outcome, "--outcome", ["justified", "unjustified"]),
    payBy: optionalDay("--pay-by", o.payBy),
  }),
  hold: (o, itemOf) => ({
    kind: "hold",
    item: o.document?.[0] === undefined ? null : itemOf(o.document[0]),
    reason: need(o.reason, "--reason TEXT"),
    until: optionalDay("--until", o.until),
  }),
  lift: (o) => ({ kind: "lift", hold: Number(need(o.id, "--id ACTIVITY, the hold's number on the timeline")) }),
  call: (o) => ({ kind: "call", outcome: need(o.outcome, "--outcome CODE"), detail: o.detail ?? "" }),
  contact: (o) => ({ kind: "contact", channel: need(o.reason, "--reason CHANNEL"), detail: o.detail ?? "" }),
  note: (o) => ({ kind: "note", detail: need(o.detail, "--detail TEXT") }),
  reply: (o) => ({ kind: "reply", detail: o.detail ?? "" }),
  read: (o) => ({ kind: "reply-read", detail: o.detail ?? "" }),
  "sales-check": (o) => ({ kind: "sales-check", answer: oneOf(o.outcome, "--outcome", ["no-dispute", "dispute"]), detail: o.detail ?? "" }),
  "acknowledge-reversal": () => ({ kind: "reversal-acknowledged" }),
  "address-fixed": () => ({ kind: "delivery-held-resolved" }),
  "letter-fixed": () => ({ kind: "delivery-held-resolved" }),
  insolvency: () => ({ kind: "insolvency" }),
  "stop-contact": () => ({ kind: "stop-contact" }),
  "contact-allowed": () => ({ kind: "contact-allowed" }),
};

/** These concern the debtor, so that its id will do. */
const DEBTOR_WIDE_KINDS = new Set(["reply", "read", "insolvency", "stop-contact", "contact-allowed"]);

function oneOf<T extends string>(value: string | undefined, option: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new UserError("option-invalid", `This needs ${option} with one of: ${allowed.join(", ")}.`);
  return found;
}

export function addRecordCommand(program: Command): void {
  addCommand<RecordCommand>(program, {
    usage: "record <kind> <account>",
    description: `record what happened on an account: ${Object.keys(KINDS).join(", ")}`,
    configure: (command) =>
      command
        .option("--by <person>", "who says so")
        .option("--happened <day>", "the day it happened, where that is not the day it became known")
        .option("--backdate", "allow a day before what is known already", false)
        .option("--amount <amount>", "a promised amount, in major units")
        .option("--day <day>", "the promised day")
        .option("--document <number...>", "the documents it is about (default: the whole account)")
        .option("--reason <text>", "the reason of a dispute or hold, the channel of a contact")
        .option("--detail <text>", "what was said")
        .option("--until <day>", "the last day of a hold")
        .option("--outcome <code>", "how it went")
        .option("--pay-by <day>", "the new pay-by day that answers a dispute")
        .option("--id <activity>", "the activity that it takes back"),
    run: async ([kind, account], options, context) => {
      const build = KINDS[kind!];
      if (!build) throw new UserError("kind-unknown", `"${kind}" cannot be recorded. Known: ${Object.keys(KINDS).join(", ")}.`);
      const { recordHappening } = await import("../runs/record.ts");
      const store = await context.store();
      const happened = options.happened === undefined ? {} : { happenedOn: readDay("--happened", options.happened) };
      const activity = await recordHappening(store, {
        account: account!,
        asOf: await context.asOf(),
        by: options.by ?? null,
        backdate: options.backdate,
        debtorWide: DEBTOR_WIDE_KINDS.has(kind!),
        ...happened,
        happening: (itemOf, minor) => build(options, itemOf, minor),
      });
      context.print({ activity, kind, account }, () => `Recorded: ${kind} on ${account} (activity ${activity}).`);
    },
  });
}

export function addHandOverCommand(program: Command): void {
  addCommand<{ by?: string }>(program, {
    usage: "hand-over <account> <action>",
    description: "approve handing an account over (action: approve); two different people must",
    configure: (command) => command.option("--by <person>", "who approves"),
    run: async ([account, action], options, context) => {
      if (action !== "approve") throw new UserError("action-unknown", `"${action}" is no action of hand-over. Known: approve.`);
      const { approveHandOver } = await import("../runs/record.ts");
      const approved = await approveHandOver(await context.store(), { account: account!, asOf: await context.asOf(), by: need(options.by, "--by PERSON") });
      context.print({ account, approved }, () =>
        approved.length < 2
          ? `Approved by ${approved[0]}; a second person must approve too.`
          : `Approved by ${approved.join(" and ")}: the final letter follows.`,
      );
    },
  });
}
