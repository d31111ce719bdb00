import type { Command } from "commander";
import { addCommand, type Context } from "./context.ts";
import type { RunningServer } from "./server.ts";

interface StartOptions {
  readonly port?: string;
  readonly host?: string;
}

const PARENT_CHECK_MS = 1000;

/** `firmly start`: the server with its pages, the worker and, in a data folder, the database. */
export function addStartCommand(program: Command): void {
  addCommand<StartOptions>(program, {
    usage: "start",
    description: "serve the web and work until Ctrl-C",
    configure: (command) =>
      command
        .option("--port <number>", "the port of the web (default: 7070)")
        .option("--host <name>", "the address to listen on (default: 127.0.0.1, this machine only)"),
    run: async (_args, { port, host }, context) => {
      const [{ readConfig }, { startServer }] = await Promise.all([import("../config.ts"), import("./server.ts")]);
      const config = readConfig(process.env, { data: context.data, ...(port !== undefined && { port }), ...(host !== undefined && { host }) });
      const stopped = stopSignal();
      const server = await startServer({ config, worker: [process.argv[1]!, "worker", "--data", config.data], say: context.say });
      await announce(server, context);
      const watching = offerFreshLinks(server, context);
      await stopped;
      watching();
      context.say("Stopping…");
      await server.close();
    },
  });
}

async function announce(server: RunningServer, context: Context): Promise<void> {
  const link = await server.createLink();
  context.print({ address: server.origin, signIn: link }, () =>
    ["", `  Firmly runs at   ${server.origin}`, `  Sign in once at  ${link}`, "", "  Enter prints a fresh link, Ctrl-C stops everything.", ""].join("\n"),
  );
}

/** Resolves on Ctrl-C and its relatives. Listening starts at once, so that a signal during the start is not lost. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    // Whoever started this is gone (a closed `su`, a killed shell): nobody is left who could press Ctrl-C.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
  });
}

/** On a terminal, Enter prints another sign-in link: the first may be used up by another browser. */
function offerFreshLinks(server: RunningServer, context: Context): () => void {
  if (!process.stdin.isTTY) return () => {};
  const print = () => void server.createLink().then((link) => context.say(`  Sign in once at  ${link}`));
  process.stdin.on("data", print);
  return () => {
    process.stdin.off("data", print);
    process.stdin.pause();
  };
}
