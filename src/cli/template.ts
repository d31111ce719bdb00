import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { diffLines } from "../core/values/line-diff.ts";
import type { SavedWording } from "../runs/house/save-wording.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { printable, table } from "./table.ts";

interface TemplateOptions {
  readonly creditor?: string;
  readonly language?: string;
  readonly kind?: string;
  readonly version?: string;
  readonly firmlys: boolean;
  readonly by?: string;
  readonly reason?: string;
  readonly backdate: boolean;
}

const HELP = `
  firmly template list                                   every letter, and whose words it has
  firmly template show --kind second --language de       a template as it is written, to be copied
  firmly template check second.md --kind second          what is wrong with a file, by line and column
  firmly template diff --kind second                     your words beside Firmly's; or second.md beside yours
  firmly template save second.md --kind second --reason "our own thanks"
  firmly template save --firmlys --kind second --reason "back to Firmly's own"
The kinds: reminder, past-due, first, second, third, final, instalment-reminder, instalment-past-due, confirm-promise,
confirm-plan, confirm-dispute, correction, statement, and phrases (YAML: only those that are to be another).`;

/** `firmly template list | show | check FILE | diff [FILE] | save FILE` */
export function addTemplateCommand(program: Command): void {
  addCommand<TemplateOptions>(program, {
    usage: "template <action> [file]",
    description: "a creditor's own letters and phrases, in versions: list, show, check, diff, save",
    configure: (command) =>
      command
        .option("--creditor <id>", "whose (default: the only creditor's)")
        .option("--language <code>", 'in which language (default: "en"; list: all)')
        .option("--kind <letter>", "which letter, or phrases")
        .option("--version <number>", "show, diff: this version; 0 is Firmly's own")
        .option("--firmlys", "save: go back to Firmly's own", false)
        .option("--by <person>", "save: who saves it (default: the user of this machine)")
        .option("--reason <text>", "save: why the words are as they are")
        .option("--backdate", "save: allow a day before what is known already", false)
        .addHelpText("after", HELP),
    run: ([action, file], options, context) => {
      if (action === "list" && !file) return listAction(context, options);
      if (action === "show" && !file) return showAction(context, options);
      if (action === "check" && file) return checkAction(context, file, options);
      if (action === "diff") return diffAction(context, file ?? null, options);
      if (action === "save" && Boolean(file) !== options.firmlys) return saveAction(context, file ?? null, options);
      throw new UserError("usage", `Write one of:${HELP}`);
    },
  });
}

async function named(context: Context, { creditor, language = "en", kind }: TemplateOptions) {
  if (kind === undefined) throw new UserError("kind-missing", "Say which letter: --kind second. `firmly template list` has all.");
  return { ...(await owner(context, creditor)), language, kind };
}

async function owner(context: Context, creditor: string | undefined) {
  const { findCreditor } = await import("../runs/settings.ts");
  const store = await context.store();
  return { store, creditor: await findCreditor(store, creditor) };
}

async function listAction(context: Context, { creditor: asked, language: only }: TemplateOptions): Promise<void> {
  const { listWordings } = await import("../runs/house/wording-source.ts");
  const { store, creditor } = await owner(context, asked);
  const templates = await listWordings(store.pool, creditor, only);
  const rows = templates.map(({ language, kind, version, by, on, reason }) => [
    language,
    kind,
    version > 0 ? `v${version}` : "Firmly",
    by === null ? "" : `${printable(by)}, ${on!}`,
    printable(reason ?? ""),
  ]);
  context.print({ creditor, templates }, () => table(["language", "kind", "version", "saved by", "why"], rows));
}

async function showAction(context: Context, options: TemplateOptions): Promise<void> {
  const { findWording } = await import("../runs/house/wording-source.ts");
  const { store, ...name } = await named(context, options);
  const shown = await findWording(store.pool, name, versionOf(options));
  context.print(shown, () => shown.text.trimEnd());
}

function versionOf({ version }: TemplateOptions): number | undefined {
  if (version === undefined) return undefined;
  if (!/^\d{1,6}$/.test(version)) throw new UserError("version-unknown", `"${version}" is no version: a number, where 0 is Firmly's own.`);
  return Number(version);
}

async function checkAction(context: Context, file: string, options: TemplateOptions): Promise<number> {
  const [{ checkWording }, { readText }] = await Promise.all([import("../runs/house/wording-source.ts"), import("../runs/procedure-source.ts")]);
  const text = await readText(file);
  const { store, ...name } = await named(context, options);
  const problems = await checkWording(store.pool, name, text);
  const passed = problems.every(({ severity }) => severity !== "E");
  context.print({ file, ...name, passed, problems }, () => problemText(file, problems));
  return passed ? 0 : 1;
}

function problemText(file: string, problems: SavedWording["problems"]): string {
  if (problems.length === 0) return `${file} can be saved.`;
  return problems
    .map(
      ({ severity, line, column, code, message, suggestion }) =>
        `${file}:${line}:${column} ${severity} ${code}: ${printable(message)} ${printable(suggestion)}`,
    )
    .join("\n");
}

async function diffAction(context: Context, file: string | null, options: TemplateOptions): Promise<void> {
  const [{ findWording }, { readText }] = await Promise.all([import("../runs/house/wording-source.ts"), import("../runs/procedure-source.ts")]);
  const { store, ...name } = await named(context, options);
  const saved = await findWording(store.pool, name, versionOf(options));
  const [before, after] = file === null ? [saved.firmlys, saved.text] : [saved.text, await readText(file)];
  const lines = diffLines(before, after);
  context.print({ ...name, version: saved.version, lines }, () =>
    lines.every(({ change }) => change === "same") ? "They say the same." : lines.map(({ change, text }) => `${SIGNS[change]} ${printable(text)}`).join("\n"),
  );
}

const SIGNS = { same: " ", added: "+", removed: "-" } as const;

async function saveAction(context: Context, file: string | null, options: TemplateOptions): Promise<void> {
  const [{ saveWording }, { readText }] = await Promise.all([import("../runs/house/save-wording.ts"), import("../runs/procedure-source.ts")]);
  const text = file === null ? "" : await readText(file);
  if (file !== null && text.trim() === "") throw new UserError("wording-invalid", `${file} is empty. To go back to Firmly's own, say --firmlys.`);
  const { store, ...name } = await named(context, options);
  const { by, reason = "", backdate } = options;
  const saved = await saveWording(store, { ...name, text, by: personOf(by), reason, asOf: await context.asOf(name.creditor), backdate });
  context.print(
    saved,
    () =>
      `${saved.language}/${saved.kind} v${saved.version}${saved.isNew ? (file === null ? ": Firmly's own again" : " is saved") : " says the same: nothing to save"}`,
  );
  if (saved.problems.length > 0)
    context.say(`${problemText(file!, saved.problems)}\nA letter in which the checks find this waits until it is approved with --override.`);
}
