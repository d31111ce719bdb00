import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import type { Config } from "../config.ts";
import { UserError } from "../core/user-error.ts";
import type { Store } from "../store/database.ts";
import { keepRunning, type WorkerProcess } from "./worker-process.ts";

export interface RunningServer {
  /** Where the browser goes, e.g. `http://localhost:7070`. */
  readonly origin: string;
  /** A fresh one-time sign-in link. */
  createLink(): Promise<string>;
  /** Settles when the demo, where it is loaded, is there. */
  readonly prepared: Promise<void>;
  /** Stops everything: requests, the worker, the database. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly config: Config;
  /** How to start the worker: the arguments of node. */
  readonly worker: readonly string[];
  /** Where messages for whoever runs the server go. */
  readonly say: (message: string) => void;
}

/**
 * Opens the store and serves the API and the pages. Where the store is new, the demo is loaded while the server already answers.
 * @throws UserError where the port is taken or the store cannot be opened
 */
export async function startServer({ config, worker, say }: ServerOptions): Promise<RunningServer> {
  const folder = webFolder();
  const inside = Promise.all([
    import("../api/app.ts"),
    import("../api/guard.ts"),
    import("../api/pages.ts"),
    import("../api/sign-in.ts"),
    import("../store/database.ts"),
  ]);
  let serve: (answer: (request: Request, env: object) => Response | Promise<Response>) => void = () => {};
  const answer = new Promise<(request: Request, env: object) => Response | Promise<Response>>((resolve) => (serve = resolve));
  // Taken before the database is started, so that a port in use is told at once; early requests wait for the rest.
  const http = createAdaptorServer({ fetch: async (request, env) => (await answer)(request, env) }) as Server;
  const port = await listen(http, config);
  const origin = config.port === 0 ? `http://localhost:${port}` : config.origin;
  let store: Store | null = null;
  try {
    const [{ createApp }, { allowedOrigins }, { pages }, { createSignIn, loadSecret }, { openStore }] = await inside;
    store = await openStore(config.data);
    const signIn = await createSignIn(store.pool, { origin, secret: loadSecret(config.secret, store.folder) });
    const demo = await prepareDemo(store, say);
    const app = createApp({ store, signIn, origins: allowedOrigins(origin, config.host, port), preparing: demo.preparing });
    app.route("/", pages(folder));
    const answering = new Set<Promise<unknown>>();
    serve((request, env) => {
      const answered = Promise.resolve(app.fetch(request, env));
      const done = answered.catch(() => {}).finally(() => answering.delete(done));
      answering.add(done);
      return answered;
    });
    return { origin, createLink: signIn.createLink, prepared: demo.done, close: closer(http, keepRunning(worker), store, demo.done, answering) };
  } catch (error) {
    http.close();
    await store?.close();
    throw error;
  }
}

/** The built pages lie in `web` beside the built code, or in `dist` when the code runs from its sources. */
function webFolder(): string {
  const places = ["../../web/", "../web/", "../../dist/web/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = places.find((place) => existsSync(`${place}assets`));
  if (!found) throw new UserError("pages-missing", "The pages have not been built. Run: npm run build");
  return found;
}

function listen(http: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new UserError(
      "port-in-use",
      `Port ${port} is taken, perhaps by a Firmly that runs already: look at http://localhost:${port}, or choose another with --port ${port + 1}.`,
    );
  if (error.code === "EACCES") return new UserError("port-not-allowed", `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new UserError("host-unknown", `This machine has no address ${host}. Choose another with --host.`);
  return error;
}

/** Loads the demo creditor into a new store while the server answers, or goes on where that was interrupted. */
async function prepareDemo(store: Store, say: (message: string) => void): Promise<{ preparing: () => string | null; done: Promise<void> }> {
  let busy: string | null = null;
  const { isDemoWanted } = await import("../runs/demo-play.ts");
  if (!(await isDemoWanted(store))) return { preparing: () => null, done: Promise.resolve() };
  const { loadDemo } = await import("../runs/demo.ts");
  const tell = (done: number, of: number) => void (busy = `Playing the demo creditor's past months: ledger, letters, payments, replies. Day ${done} of ${of}…`);
  busy = "Loading the demo creditor…";
  const done = loadDemo(store, tell)
    .then(
      () => {},
      (error: Error) => say(`The demo could not be loaded: ${error.message}`),
    )
    .finally(() => (busy = null));
  return { preparing: () => busy, done };
}

function closer(http: Server, worker: WorkerProcess, store: Store, prepared: Promise<void>, answering: ReadonlySet<Promise<unknown>>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= (async () => {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await Promise.all([closed, worker.stop(), prepared]);
      // Nobody waits for their answers any more, but they still read from the store.
      await Promise.all(answering);
      await store.close();
    })();
    return closing;
  };
}
