import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { type Day, parseDay } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";

/** What a command may use: the store it works on, the day it works for, and where its words go. */
export interface Context {
  readonly json: boolean;
  /** The folder or the postgres URL given by --data. */
  readonly data: string;
  readonly store: () => Promise<Store>;
  /** The day given by --as-of, else today in the creditor's time zone. */
  readonly asOf: (creditor?: string) => Promise<Day>;
  /** Prints the one JSON document, or with no --json what `human` makes of it. */
  readonly print: (document: unknown, human: () => string) => void;
  /** A message for a person: on stderr, never among the results. */
  readonly say: (message: string) => void;
}

export interface CommandSpec<Options> {
  /** As commander writes it: `approve <run>`. */
  readonly usage: string;
  readonly description: string;
  readonly configure?: (command: Command) => Command;
  /** Returns the exit code; 0 when it returns none. */
  readonly run: (args: readonly string[], options: Options, context: Context) => Promise<number | void>;
}

/** Adds a command with the options that all of them share, and closes the store when it is done. */
export function addCommand<Options = Record<string, never>>(program: Command, spec: CommandSpec<Options>): void {
  const command = program.command(spec.usage).description(spec.description);
  spec.configure?.(command);
  command
    .option("--as-of <day>", "the day it is known from and decided for (default: today in the creditor's time zone)")
    .option("--data <folder-or-url>", "the data folder, or a postgres URL (default: FIRMLY_DATABASE_URL, FIRMLY_DATA, ./data)")
    .option("--json", "print one JSON document", false);
  command.action(async (...received: unknown[]) => {
    const args = received.slice(0, -2).flatMap((arg) => (Array.isArray(arg) ? (arg as string[]) : arg === undefined ? [] : [arg as string]));
    const options = command.opts<Options & Shared>();
    process.exitCode = await execute(spec, args, options);
  });
}

interface Shared {
  readonly asOf?: string;
  readonly data?: string;
  readonly json: boolean;
}

async function execute<Options>(spec: CommandSpec<Options>, args: readonly string[], options: Options & Shared): Promise<number> {
  const opened: Promise<Store>[] = [];
  try {
    const data = dataOf(options.data);
    const store = () => {
      if (opened.length === 0) opened.push(import("../store/database.ts").then(({ openStore }) => openStore(data)));
      return opened[0]!;
    };
    const context: Context = {
      json: options.json,
      data,
      store,
      asOf: (creditor) => resolveDay(options.asOf, store, creditor),
      print: (document, human) => process.stdout.write(options.json ? `${JSON.stringify(document)}\n` : `${human()}\n`),
      say: (message) => process.stderr.write(`${message}\n`),
    };
    return (await spec.run(args, options, context)) ?? 0;
  } catch (error) {
    return report(error);
  } finally {
    for (const each of await Promise.allSettled(opened)) if (each.status === "fulfilled") await each.value.close();
  }
}

/** An empty --data is a shell variable that is not set: a database in the folder at hand is not what was meant. */
function dataOf(given: string | undefined, env = process.env): string {
  if (given?.trim() === "") throw new UserError("data-empty", "--data is empty: name a folder or a postgres:// URL, or leave --data out for ./data.");
  const named = [given, env.FIRMLY_DATABASE_URL, env.FIRMLY_DATA].find((each) => each !== undefined && each.trim() !== "");
  return named ?? "./data";
}

/** PostgreSQL's codes of a deadlock and of a snapshot that others have overtaken. */
const CROSSED: ReadonlySet<string> = new Set(["40P01", "40001"]);

/** Exit code 2 and a sentence for what the user can mend; anything else is our own bug and keeps its stack. */
export function report(error: unknown): number {
  if (error instanceof UserError) process.stderr.write(`firmly: ${error.message}\n`);
  else if (CROSSED.has((error as { code?: string }).code ?? ""))
    process.stderr.write("firmly: another process changed the same accounts at the same time, so that nothing of this was stored. Run it again.\n");
  else process.stderr.write(`firmly: unexpected error, please report it.\n${error instanceof Error ? error.stack : String(error)}\n`);
  return 2;
}

async function resolveDay(asOf: string | undefined, store: () => Promise<Store>, creditor: string | undefined): Promise<Day> {
  if (asOf !== undefined) return readDay("--as-of", asOf);
  const [{ todayFor }, open] = await Promise.all([import("../runs/clock.ts"), store()]);
  return todayFor(open, creditor);
}

/** Reads a day from the command line. */
export function readDay(option: string, text: string): Day {
  const day = parseDay(text);
  if (!day) throw new UserError("day-invalid", `${option} "${text}" is no day. Write it as year-month-day, for example 2026-11-23.`);
  return day;
}
