import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import type { HandOverDocument, ListedHandOver } from "../runs/hand-over/hand-over-report.ts";
import type { Reported } from "../runs/hand-over/report-payments.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { printable, table } from "./table.ts";

interface Options {
  readonly by?: string;
  readonly out?: string;
  readonly agency?: string;
  readonly reason?: string;
  readonly document?: string[];
  readonly creditor?: string;
  readonly backdate: boolean;
}

type Action = (words: { readonly account: string; readonly answer: string | undefined }, options: Options, context: Context) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = { check, approve, file, report, recall, beside };
const KNOWN = Object.keys(ACTIONS).join(", ");

/** `firmly hand-over list`, `firmly hand-over ACCOUNT ACTION` */
export function addHandOverCommand(program: Command): void {
  addCommand<Options>(program, {
    usage: "hand-over <account> [action] [answer]",
    description: `hand an account over for collection: ${KNOWN} (beside: place or dun); "hand-over list" shows what is up and what is placed`,
    configure: (command) =>
      command
        .option("--by <person>", "who approves, files, reports or says so")
        .option("--out <folder>", "where the placement file, or the report of payments, is written")
        .option("--agency <name>", "the agency or attorney, where it is not the one in the settings")
        .option("--reason <text>", "why the agency gives it back")
        .option("--document <number...>", "only these documents (recall, beside)")
        .option("--creditor <id>", "of one creditor (list)")
        .option("--backdate", "allow a day before what is known already", false),
    run: async ([account, action, answer], options, context) => {
      if (account === "list" && action === undefined) return list(options, context);
      const run = action !== undefined && Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
      if (!run) throw new UserError("action-unknown", `"${action ?? ""}" is no action of hand-over. Known: ${KNOWN}; or \`firmly hand-over list\`.`);
      return run({ account: account!, answer }, options, context);
    },
  });
}

async function list({ creditor }: Options, context: Context): Promise<void> {
  const { listHandOvers } = await import("../runs/hand-over/hand-over-report.ts");
  const listed = await listHandOvers(await context.store(), await context.asOf(creditor), creditor ?? null);
  context.print({ handOvers: listed }, () => (listed.length === 0 ? "Nothing is up for hand-over, and nothing is placed." : listTable(listed)));
}

function listTable(listed: readonly ListedHandOver[]): string {
  return table(
    ["account", "debtor", "creditor", "state", "invoices", "open", "approved by", "still missing"],
    listed.map((each) => [
      each.account,
      each.debtor.name,
      each.creditor,
      each.state,
      each.documents.join(", "),
      `${each.total} ${each.currency}`,
      each.approved.join(", "),
      each.missing.join(", "),
    ]),
  );
}

async function check({ account }: { readonly account: string }, _options: Options, context: Context): Promise<void> {
  const [{ reportHandOver }, { reasonSentences }] = await Promise.all([import("../runs/hand-over/hand-over-report.ts"), import("../runs/reason-sentence.ts")]);
  const document = await reportHandOver(await context.store(), account, await context.asOf());
  context.print(document, () => describe(document, reasonSentences(document.checklist.map(({ detail }) => detail))));
}

const STATES: Readonly<Record<HandOverDocument["state"], string>> = {
  waits: "is not up for hand-over",
  up: "is up for hand-over",
  approved: "is approved for hand-over: the notice follows",
  placed: "is placed",
  beside: "is placed, and another item is overdue: say what becomes of it with `hand-over ACCOUNT beside place|dun`",
};

function describe(document: HandOverDocument, sentences: readonly string[]): string {
  const { account, debtor, state, asOf, items, total, currency, approved, checklist, placed, unreported, filed } = document;
  const head = `${account} of ${debtor.name} ${STATES[state]} on ${asOf}.`;
  const held = placed.length > 0 ? [`Placed: ${placed.map((each) => `${each.document} since ${each.since}`).join(", ")}.`] : [];
  const up = items.length > 0 ? [`To hand over: ${items.map((item) => `${item.document} ${item.open}`).join(", ")}; in all ${total} ${currency}.`] : [];
  const people = approved.length > 0 ? [`Approved by ${approved.join(" and ")}.`] : [];
  const files = filed.map(({ day, version, agency }) => `Placement file version ${version} of ${day}${agency ? ` for ${agency}` : ""}.`);
  const news = unreported.length > 0 ? [`${unreported.length} bookings on placed items have not been reported.`] : [];
  const points = checklist.map(({ state: is, blocking }, index) => [
    is === "met" ? "ok" : is === "unknown" ? "?" : blocking ? "NO" : "note",
    sentences[index]!,
  ]);
  const list = state === "placed" || state === "beside" ? "" : table(["", "precondition"], points);
  return [...[head, ...held, ...up, ...people, ...files, ...news].map(printable), ...(list ? ["", list] : [])].join("\n");
}

/** No default: two people share a machine more often than a signature. */
function byName({ by }: Options, why: string): string {
  if (by === undefined) throw new UserError("option-missing", `This needs --by PERSON: ${why}.`);
  return personOf(by);
}

async function approve({ account }: { readonly account: string }, options: Options, context: Context): Promise<void> {
  const by = byName(options, "each of the two answers for it by name");
  const { approveHandOver } = await import("../runs/hand-over/approve.ts");
  const done = await approveHandOver(await context.store(), { account, asOf: await context.asOf(), by, backdate: options.backdate });
  context.print({ account: done.account, debtor: done.debtor, approved: done.approved }, () =>
    printable(
      done.approved.length < 2
        ? `Approved by ${done.approved[0]}; a second person must approve too.`
        : `Approved by ${done.approved.join(" and ")}: the final letter follows.`,
    ),
  );
}

async function file({ account }: { readonly account: string }, { out, agency, by, backdate }: Options, context: Context): Promise<void> {
  if (out === undefined) throw new UserError("option-missing", "This needs --out DIR: the folder that the placement file is written into.");
  const { filePlacement } = await import("../runs/hand-over/file-placement.ts");
  const named = agency === undefined ? {} : { agency };
  const filed = await filePlacement(await context.store(), { account, asOf: await context.asOf(), by: personOf(by), backdate, out, ...named });
  context.print(filed, () => {
    const first = `${filed.fresh ? "Written" : "Nothing has changed: written again"}: ${filed.placement}, version ${filed.version}, ${filed.total} ${filed.currency} for ${filed.documents.join(", ")}${filed.agency ? `, for ${filed.agency}` : ""}.`;
    return [
      printable(first),
      table(
        ["file", "SHA-256"],
        filed.files.map(({ name, hash }) => [name, hash]),
      ),
    ].join("\n");
  });
}

async function report({ account }: { readonly account: string }, options: Options, context: Context): Promise<void> {
  const { by, backdate } = options;
  const out = options.out ?? null;
  if (out === null && !context.json) throw new UserError("option-missing", "This needs --out DIR, or --json: what is reported counts as told to the agency.");
  const { reportPayments } = await import("../runs/hand-over/report-payments.ts");
  const done = await reportPayments(await context.store(), { account, asOf: await context.asOf(), by: personOf(by), backdate, out });
  context.print({ ...done.report, files: done.files }, () => describeReport(done));
}

function describeReport({ report: { bookings, currency, total, account, agency }, files }: Reported): string {
  if (bookings.length === 0) return `Nothing new was booked on what is placed of ${account}. Nothing was written.`;
  const rows = bookings.map(({ day, document, kind, payment, amount }) => [day, document, kind, payment ?? "", `${amount} ${currency}`]);
  const last = `Open now: ${total} ${currency}. Written for ${agency ?? "the agency"}: ${files.join(", ")}.`;
  return [table(["day", "invoice", "what", "number", "amount"], rows), printable(last)].join("\n");
}

async function recall({ account }: { readonly account: string }, { reason, document, backdate, ...options }: Options, context: Context): Promise<void> {
  if (reason === undefined) throw new UserError("option-missing", "This needs --reason TEXT: why it comes back.");
  const by = byName({ ...options, backdate }, "who takes it back answers for it");
  const { takeBack } = await import("../runs/hand-over/take-back.ts");
  const documents = document === undefined ? {} : { documents: document };
  const back = await takeBack(await context.store(), { account, asOf: await context.asOf(), by, backdate, reason, ...documents });
  context.print(back, () =>
    printable(`Taken back from the agency: ${back.documents.join(", ")} of ${back.debtor.name}, by ${by} (activity ${back.activity}).`),
  );
}

async function beside(
  words: { readonly account: string; readonly answer: string | undefined },
  { document, backdate, ...options }: Options,
  context: Context,
): Promise<void> {
  const { account, answer } = words;
  if (answer !== "place" && answer !== "dun")
    throw new UserError(
      "answer-unknown",
      'Say what becomes of the other items: "beside place" hands them over too, after two approvals; "beside dun" starts with the first letter.',
    );
  const by = byName({ ...options, backdate }, "who decides answers for it");
  const { answerBeside } = await import("../runs/hand-over/take-back.ts");
  const documents = document === undefined ? {} : { documents: document };
  const said = await answerBeside(await context.store(), { account, asOf: await context.asOf(), by, backdate, answer, ...documents });
  const what = answer === "place" ? "to be placed too, once two people have approved" : "to be dunned from the first letter";
  context.print({ ...said, answer }, () => printable(`Recorded: ${said.documents.join(", ")} ${what} (activity ${said.activity}).`));
}
