import type { Command } from "commander";
import type { CalendarLine } from "../core/process/procedure-calendar.ts";
import { UserError } from "../core/user-error.ts";
import type { ListedProcedure, ProcedureDifference, ShownProcedure } from "../runs/procedure-report.ts";
import type { TrialDocument } from "../runs/procedure-trial.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { printable, table } from "./table.ts";

interface ProcedureOptions {
  readonly version?: string;
  readonly stories?: string;
  readonly name?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly backdate: boolean;
}

const HELP = `
  firmly procedure list                      those that come with Firmly and your own, and who uses them
  firmly procedure show gentle               a procedure as it is written, with its calendar
  firmly procedure test mine.yaml            play the stories in mine.stories/ (or --stories DIR); also one story.md
  firmly procedure diff standard mine.yaml   what two do differently: names, files, or mine@2 for a version
  firmly procedure save mine.yaml --reason "longer times for key accounts"
  firmly procedure schema                    the JSON Schema of the file, for editors`;

/** `firmly procedure list | show NAME | test FILE | diff A B | save FILE | schema` */
export function addProcedureCommand(program: Command): void {
  addCommand<ProcedureOptions>(program, {
    usage: "procedure <action> [arguments...]",
    description: "the dunning procedures: list, show, test, diff, save, schema",
    configure: (command) =>
      command
        .option("--version <number>", "show: this version of a saved procedure")
        .option("--stories <folder>", "test: the folder of the stories")
        .option("--name <name>", "save: under this name (default: as the file is called)")
        .option("--by <person>", "save: who saves it (default: the user of this machine)")
        .option("--reason <text>", "save: why it is as it is")
        .option("--backdate", "save: allow a day before what is known already", false)
        .addHelpText("after", HELP),
    run: ([action, ...args], options, context) => {
      if (action === "list" && args.length === 0) return listAction(context);
      if (action === "show" && args.length === 1) return showAction(context, args[0]!, options.version);
      if (action === "test" && args.length === 1) return testAction(context, args[0]!, options.stories ?? null);
      if (action === "diff" && args.length === 2) return diffAction(context, args[0]!, args[1]!);
      if (action === "save" && args.length === 1) return saveAction(context, args[0]!, options);
      if (action === "schema" && args.length === 0) return schemaAction();
      throw new UserError("usage", `Write one of:${HELP}`);
    },
  });
}

async function listAction(context: Context): Promise<void> {
  const { listAllProcedures } = await import("../runs/procedure-report.ts");
  const procedures = await listAllProcedures(await context.store());
  context.print({ procedures }, () => table(["name", "version", "from", "used by", "about"], procedures.map(listRow)));
}

function listRow({ name, version, saved, usedBy, about }: ListedProcedure): string[] {
  const users = usedBy.map((use) => `${use.creditor}${use.for === "*" ? "" : ` (${use.for}${use.isKnown ? "" : ", not known"})`}`);
  return [name, `v${version}`, saved ? `${saved.by}, ${saved.on}` : "Firmly", users.join("; "), about];
}

async function showAction(context: Context, name: string, version: string | undefined): Promise<void> {
  const [{ findProcedure }, { showProcedure }] = await Promise.all([import("../runs/procedure-source.ts"), import("../runs/procedure-report.ts")]);
  const shown = showProcedure(await findProcedure(context.store, version === undefined ? name : `${name}@${version}`));
  context.print(shown, () => [shown.text.trimEnd(), "", ...comments(shown)].join("\n"));
}

/** As comments, so that what is printed can be written to a file and read again. */
function comments({ name, version, calendar, versions }: ShownProcedure): string[] {
  const saved = versions.map((each) => `# version ${each.version}, ${each.on}, by ${printable(each.by)}: ${printable(each.reason)}`);
  return [`# ${name} v${version} for an invoice that nobody pays:`, ...calendar.map((line) => `#   ${inWords(line)}`), ...saved];
}

function inWords(line: CalendarLine): string {
  const asks = line.payBy === null ? "" : line.payBy === 0 ? ", pay by the due date" : `, pay by ${line.payBy - line.day} days after`;
  return `${dayOf(line)}: ${nameOf(line.what)}${asks}`;
}

function dayOf({ day, businessDaysLater }: CalendarLine): string {
  return businessDaysLater > 0 ? `${businessDaysLater} business days after day ${day}` : `day ${day}`;
}

function nameOf(what: CalendarLine["what"]): string {
  if (what === "past-due") return "past-due notice";
  return what === "first" || what === "second" || what === "third" ? `${what} letter` : what === "hand-over" ? "hand-over task" : what;
}

async function testAction(context: Context, file: string, stories: string | null): Promise<number> {
  const { tryProcedure } = await import("../runs/procedure-trial.ts");
  const trial = await tryProcedure(file, stories);
  context.print(trial, () => trialText(trial));
  return trial.failed > 0 ? 1 : 0;
}

function trialText({ stories, passed, failed }: TrialDocument): string {
  const lines = stories.flatMap((story) => [
    `${story.passed ? "passed" : "FAILED"}  ${printable(story.file)}: ${printable(story.title)}`,
    ...story.differences.map((difference) => `        ${printable(difference)}`),
  ]);
  return [...lines, `${passed} passed, ${failed} failed`].join("\n");
}

async function diffAction(context: Context, a: string, b: string): Promise<void> {
  const [{ findProcedure }, { diffProcedures }] = await Promise.all([import("../runs/procedure-source.ts"), import("../runs/procedure-report.ts")]);
  const difference = diffProcedures(await findProcedure(context.store, a), await findProcedure(context.store, b));
  context.print(difference, () => diffText(difference));
}

function diffText({ a, b, values, calendar }: ProcedureDifference): string {
  const heads = [`${a.name} v${a.version}`, `${b.name} v${b.version}`];
  if (values.length === 0) return `${heads[0]} and ${heads[1]} do the same.`;
  const rows = values.map((value) => [value.path, value.a ?? "-", value.b ?? "-", value.meaning]);
  const days = calendar.map(({ what, a: left, b: right }) => [nameOf(what), dayCell(left), dayCell(right)]);
  return [table(["value", ...heads, ""], rows), "", table(["an invoice that nobody pays", ...heads], days)].join("\n");
}

function dayCell(line: CalendarLine | null): string {
  if (!line) return "-";
  return `${dayOf(line)}${line.payBy === null ? "" : `, pay by day ${line.payBy}`}`;
}

async function saveAction(context: Context, file: string, { name, by, reason, backdate }: ProcedureOptions): Promise<void> {
  const [{ nameOfFile, readText }, { saveProcedure }] = await Promise.all([import("../runs/procedure-source.ts"), import("../runs/save-procedure.ts")]);
  const text = await readText(file);
  const person = personOf(by);
  const request = { name: name ?? nameOfFile(file), text, by: person, reason: reason ?? "", asOf: await context.asOf(), backdate };
  const saved = await saveProcedure(await context.store(), request);
  context.print(saved, () => `${saved.name} v${saved.version}${saved.isNew ? " is saved" : " says the same: nothing to save"}`);
}

async function schemaAction(): Promise<void> {
  const [{ procedureSchemaText }, { write }] = await Promise.all([import("../runs/procedure-report.ts"), import("./output.ts")]);
  await write(`${procedureSchemaText()}\n`);
}
