import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { newestKnown } from "../store/decision-store.ts";
import { readCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { type DemoEvent, readEvents } from "./demo-event.ts";

export const DEMO_CREDITOR = "demo";

/** What the demo is made from: the files of examples/demo/. */
export interface Play {
  readonly folder: string;
  /** The days on which a ledger came in, oldest first; on the last one nothing is sent yet. */
  readonly days: readonly Day[];
  readonly events: readonly DemoEvent[];
  readonly mails: readonly DemoMail[];
}

/** A message that came in on that day. */
export interface DemoMail {
  readonly on: Day;
  readonly file: string;
}

/** The examples lie beside the folder of the sources, and beside that of the built code. */
const FOLDER = fileURLToPath(new URL("../../examples/demo/", import.meta.url));

export async function readPlay(): Promise<Play> {
  const days = (await readdir(`${FOLDER}ledger`)).map((file) => file.slice(0, 10) as Day).sort();
  const mails = (await readdir(`${FOLDER}mail`)).sort().map((name) => ({ on: name.slice(0, 10) as Day, file: `${FOLDER}mail/${name}` }));
  return { folder: FOLDER, days, mails, events: readEvents(parse(await readFile(`${FOLDER}events.yaml`, "utf8"))) };
}

/** The day that the demo's clock shows; null where there is no demo. */
export async function clockOfDemo(store: Pick<Store, "pool">): Promise<Day | null> {
  const [demo] = await readCreditors(store.pool, DEMO_CREDITOR);
  return demo?.settings.clock ?? null;
}

/** Whether the whole calendar is in: the last ledger is known, wherever the clock has been moved to since. */
export async function isPlayed(store: Pick<Store, "pool">, { days }: Play): Promise<boolean> {
  const known = await inTransaction(store, (client) => newestKnown(client, DEMO_CREDITOR));
  return known !== null && known >= days.at(-1)!;
}

/** Whether a first start should load the demo: nobody is here yet, or an interruption has left it half played. */
export async function isDemoWanted(store: Pick<Store, "pool">): Promise<boolean> {
  const creditors = await readCreditors(store.pool);
  if (creditors.length === 0) return true;
  return creditors.some(({ id }) => id === DEMO_CREDITOR) && !(await isPlayed(store, await readPlay()));
}
