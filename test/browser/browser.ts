import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { type RunningServer, startServer } from "../../src/cli/server.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import { buildPages } from "../support/built-pages.ts";

const PLACES = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where this machine keeps its Chromium; null where it has none. */
export function findChromium(): string | null {
  return PLACES.find((place) => place !== undefined && existsSync(place)) ?? null;
}

export interface OpenFirmly {
  readonly server: RunningServer;
  readonly page: Page;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** What is there before it starts; absent: nothing, so that it loads the demo. */
  readonly fill?: (store: Store, data: string) => Promise<void>;
  readonly width?: number;
  /** What the server says to its terminal. */
  readonly say: (message: string) => void;
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Firmly as `firmly start` runs it, with a worker and a data folder of its own, and a page of a browser beside it. */
export async function openFirmly(executablePath: string, { fill, width = 1440, say }: OpenOptions): Promise<OpenFirmly> {
  await buildPages();
  const data = mkdtempSync(join(tmpdir(), "firmly-browser-"));
  if (fill) {
    const store = await openStore(data);
    await fill(store, data);
    await store.close();
  }
  const config = { data, host: "127.0.0.1", port: 0, origin: "http://localhost", secret: null };
  const worker = [file("../support/run-typescript.mjs"), file("../../src/cli/main.ts"), "worker", "--data", data];
  const server = await startServer({ config, worker, say });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
  const close = async () => {
    await browser.close();
    await server.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { server, page, close };
}
