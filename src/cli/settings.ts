import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { stringify } from "yaml";
import { missingDetails } from "../core/letter/company-details.ts";
import { UserError } from "../core/user-error.ts";
import type { Data, SettingChange } from "../runs/settings.ts";
import { addCommand, type Context } from "./context.ts";

interface SettingsOptions {
  readonly creditor?: string;
}

const HELP = `
  firmly settings get                        all settings in force, as YAML
  firmly settings get channels.mode          one of them
  firmly settings set termsDays 30           change one ("null" goes back to the default)
  firmly settings apply creditor.yaml        change what a file names (YAML or JSON), and print what changed`;

/** `firmly settings get [PATH] | set PATH VALUE | apply FILE` */
export function addSettingsCommand(program: Command): void {
  addCommand<SettingsOptions>(program, {
    usage: "settings <action> [arguments...]",
    description: "read or change a creditor's settings: get [path], set path value, apply file",
    configure: (command) => command.option("--creditor <id>", "whose settings (default: the only creditor's)").addHelpText("after", HELP),
    run: async ([action, ...args], { creditor }, context) => {
      if (action === "get" && args.length <= 1) return getSettings(context, args[0], creditor);
      if (action === "set" && args.length === 2)
        return changeSettings(context, async ({ setSetting }) => setSetting(await context.store(), args[0]!, args[1]!, { creditor }));
      if (action === "apply" && args.length === 1) return applyFile(context, args[0]!, creditor);
      throw new UserError("usage", `Write one of:${HELP}`);
    },
  });
}

async function getSettings(context: Context, path: string | undefined, creditor: string | undefined): Promise<void> {
  const { firstSettings, showSettings, valueAt } = await import("../runs/settings.ts");
  const creditors = await showSettings(await context.store(), creditor);
  if (path === undefined) {
    context.print({ creditors }, () =>
      creditors.length > 0 ? stringify({ creditors }).trimEnd() : "There is no creditor yet: import a ledger, or apply a settings file.",
    );
    return;
  }
  if (creditors.length > 1) throw new UserError("creditor-unclear", `There are ${creditors.length} creditors: say whose setting with --creditor.`);
  const settings = creditors[0] ?? firstSettings();
  const value = valueAt(settings, path);
  if (value === undefined) throw new UserError("setting-unknown", `There is no setting "${path}". \`firmly settings get\` lists all.`);
  context.print({ creditor: settings.id, path, value }, () => stringify(value).trimEnd());
}

async function applyFile(context: Context, file: string, creditor: string | undefined): Promise<void> {
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "this user may not read it" }[error.code ?? ""] ?? error.message;
    throw new UserError("file-unreadable", `The settings file ${file} cannot be read: ${why}. Name a YAML or JSON file with a creditor's settings.`);
  });
  await changeSettings(context, async ({ applySettings, readSettingsFile }) =>
    applySettings(await context.store(), readSettingsFile(content, file), { creditor }),
  );
}

async function changeSettings(context: Context, change: (settings: typeof import("../runs/settings.ts")) => Promise<SettingChange[]>): Promise<void> {
  const changes = await change(await import("../runs/settings.ts"));
  context.print({ changes }, () => (changes.length > 0 ? changes.map(describe).join("\n") : "Nothing changed."));
  await tellMissingDetails(context, new Set(changes.filter(({ path }) => OF_LETTERHEAD.has(path.split(".")[0]!)).map(({ creditor }) => creditor)));
}

const OF_LETTERHEAD = new Set(["name", "country", "companyDetails"]);

/** Letters without them are valid, and their sender can be fined: told when it is set up, not at every letter. */
async function tellMissingDetails(context: Context, creditors: ReadonlySet<string>): Promise<void> {
  if (creditors.size === 0) return;
  const [{ showSettings }, { todayOf }] = await Promise.all([import("../runs/settings.ts"), import("../runs/clock.ts")]);
  for (const creditor of (await showSettings(await context.store())).filter(({ id }) => creditors.has(id))) {
    const lacks = missingDetails({ name: creditor.name, country: creditor.country, lines: creditor.companyDetails }, todayOf(creditor));
    const [first] = lacks;
    if (first) context.say(`${creditor.id}: its letters lack ${lacks.map(({ name }) => name).join(", ")} (${first.source.title}): add them to companyDetails.`);
  }
}

function describe({ creditor, path, from, to }: SettingChange): string {
  return `${creditor}: ${path}: ${shown(from)} -> ${shown(to)}`;
}

function shown(value: Data): string {
  if (value === null) return "(not set)";
  return typeof value === "string" ? value : JSON.stringify(value);
}
