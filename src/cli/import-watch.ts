import { resolve } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { WatchedFile } from "../runs/watch/watch-report.ts";
import type { Context } from "./context.ts";
import type { ImportCommand } from "./import.ts";

/** `firmly import --watch FOLDER`: imports what is dropped there until it is told to stop. */
export async function watchImports(folder: string, files: readonly string[], options: Omit<ImportCommand, "watch">, context: Context): Promise<void> {
  refuseWhatCannotBe(folder, files, options);
  const stop = new AbortController();
  // Handlers that stay: without one, the database would be closed under the file at hand.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const place = resolve(folder);
  const [{ followFolders }, { sentenceOf }, { stat }] = await Promise.all([
    import("../runs/watch/follow-folders.ts"),
    import("../runs/watch/watch-report.ts"),
    import("node:fs/promises"),
  ]);
  if (!(await stat(place).catch(() => null))?.isDirectory()) throw new UserError("watch-folder", `There is no folder ${place}. Make it, then watch it.`);
  const store = await context.store();
  const { dryRun: _dryRun, confirmSettled: _confirmed, ...imported } = options;
  context.say(`Watching ${place}. Drop files there; Ctrl-C ends it after the file at hand.`);
  const order = { folder: place, options: imported, asOf: () => context.asOf(options.creditor) };
  const onFile = (file: WatchedFile) => context.print(file, () => sentenceOf(file));
  await followFolders({ store, signal: stop.signal, say: context.say, onFile }, async () => [order]);
}

function refuseWhatCannotBe(folder: string, files: readonly string[], { dryRun, confirmSettled }: Omit<ImportCommand, "watch">): void {
  const said = (message: string) => new UserError("watch-usage", message);
  if (folder.trim() === "") throw said("--watch is empty: name the folder.");
  if (files.length > 0) throw said("Name either files or --watch FOLDER: what is in the folder is imported by itself.");
  if (dryRun) throw said("--dry-run does not go with --watch: try a file by itself, or look at it with firmly read.");
  if (confirmSettled) throw said("--confirm-settled does not go with --watch: it is the answer to a question about one list. Import that list by itself.");
}
