import type { Command } from "commander";
import { stringify } from "yaml";
import { UserError } from "../core/user-error.ts";
import { addCommand, type Context } from "./context.ts";
import { personOf } from "./person.ts";
import { printable } from "./table.ts";

interface LetterheadOptions {
  readonly creditor?: string;
  readonly plain: boolean;
  readonly by?: string;
  readonly reason?: string;
  readonly backdate: boolean;
}

const HELP = `
  firmly letterhead show                                        the letterhead in force, and its versions
  firmly letterhead save letterhead.yaml --reason "new logo"    pictures by their paths from that file
  firmly letterhead save --plain --reason "back to plain"       Firmly's plain letterhead again

  # letterhead.yaml: all of it; what it leaves out is as in the plain one
  colours: { accent: "#17405f" }          # readable on white paper
  signatory: { name: Ann Reed, title: Head of Credit }
  window: din-5008-b                      # leave it out for the usual one of the debtor's country
  logo: logo.svg                          # PNG, JPEG or SVG
  signature: { file: ann.png, alt: Signature of Ann Reed }`;

/** `firmly letterhead show | save FILE` */
export function addLetterheadCommand(program: Command): void {
  addCommand<LetterheadOptions>(program, {
    usage: "letterhead <action> [file]",
    description: "a creditor's letterhead, in versions: show, save",
    configure: (command) =>
      command
        .option("--creditor <id>", "whose (default: the only creditor's)")
        .option("--plain", "save: go back to Firmly's plain one", false)
        .option("--by <person>", "save: who saves it (default: the user of this machine)")
        .option("--reason <text>", "save: why it is as it is")
        .option("--backdate", "save: allow a day before what is known already", false)
        .addHelpText("after", HELP),
    run: ([action, file], options, context) => {
      if (action === "show" && !file) return showAction(context, options);
      if (action === "save" && Boolean(file) !== options.plain) return saveAction(context, file ?? null, options);
      throw new UserError("usage", `Write one of:${HELP}`);
    },
  });
}

async function showAction(context: Context, { creditor: asked }: LetterheadOptions): Promise<void> {
  const [{ showLetterhead }, { findCreditor }] = await Promise.all([import("../runs/house/letterhead-source.ts"), import("../runs/settings.ts")]);
  const store = await context.store();
  const shown = await showLetterhead(store, await findCreditor(store, asked));
  const sizeOf = (picture: typeof shown.logo) => picture && `${picture.mediaType}, ${Buffer.from(picture.bytes, "base64").length} bytes: ${picture.alt}`;
  context.print(shown, () =>
    [
      stringify({
        colours: { accent: shown.accent },
        signatory: shown.signatory,
        window: shown.window,
        logo: sizeOf(shown.logo),
        signature: sizeOf(shown.signature),
      }).trimEnd(),
      ...shown.versions.map(
        (each) => `# version ${each.version}, ${each.on}, by ${printable(each.by)}: ${printable(each.reason)}${each.isPlain ? " (plain)" : ""}`,
      ),
    ].join("\n"),
  );
}

async function saveAction(context: Context, file: string | null, { creditor: asked, by, reason = "", backdate }: LetterheadOptions): Promise<void> {
  const [{ readLetterheadFile }, { saveLetterhead }, { findCreditor }] = await Promise.all([
    import("../runs/house/letterhead-source.ts"),
    import("../runs/house/save-letterhead.ts"),
    import("../runs/settings.ts"),
  ]);
  const given = file === null ? null : await readLetterheadFile(file);
  const store = await context.store();
  const creditor = await findCreditor(store, asked);
  const saved = await saveLetterhead(store, { creditor, given, by: personOf(by), reason, asOf: await context.asOf(creditor), backdate });
  context.print({ creditor, ...saved }, () => `letterhead v${saved.version}${saved.isNew ? " is saved" : " is the same: nothing to save"}`);
}
