import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { approve } from "./approval.ts";
import { moveClock } from "./clock.ts";
import { deliver } from "./delivery-run.ts";
import { isRecorded, recordEvent } from "./demo-event.ts";
import { clockOfDemo, DEMO_CREDITOR, isPlayed, type Play, readPlay } from "./demo-play.ts";
import { importFiles } from "./import-run.ts";
import { importMails } from "./inbox/import-mails.ts";
import { statePosted } from "./posted.ts";
import { propose } from "./proposal-run.ts";
import { applySettings, readSettingsFile } from "./settings.ts";

/** Who clicks in the demo. */
const CLERK = "Alma Reed";

/**
 * Makes the demo creditor by playing its calendar: on each day the ledger comes in, on the last one with the bank's statement, people record what happened, mail comes in, and what
 * is proposed is approved and written to the outbox. So its letters, timelines and decisions are what Firmly itself
 * produces. Interrupted, it goes on where it stopped; a demo that is there already is left alone.
 * @returns whether anything was done
 */
export async function loadDemo(store: Store, onProgress?: (done: number, of: number) => void): Promise<boolean> {
  const begun = await clockOfDemo(store);
  const play = await readPlay();
  if (begun !== null && (await isPlayed(store, play))) return false;
  if (begun === null) await makeCreditor(store, play);
  // Letters that an interruption caught on their way leave first: proposing them again would ask twice.
  else await deliver(store, { creditor: DEMO_CREDITOR, asOf: begun });
  const from = begun ?? play.days[0]!;
  for (const [index, day] of play.days.entries()) {
    if (day >= from) await playDay(store, play, index);
    onProgress?.(index + 1, play.days.length);
  }
  return true;
}

/** Its clock starts on the first day, and moves along with the play. */
async function makeCreditor(store: Store, { folder, days }: Play): Promise<void> {
  const file = `${folder}creditor.yaml`;
  const settings = readSettingsFile(await readFile(file, "utf8"), file);
  await applySettings(
    store,
    settings.map((each) => ({ ...each, id: DEMO_CREDITOR, clock: days[0]! })),
  );
}

async function playDay(store: Store, play: Play, index: number): Promise<void> {
  const { folder, days } = play;
  const day = days[index]!;
  const before = days[index - 1] ?? "0001-01-01";
  await happen(store, play, (on) => on > before && on < day);
  const statement = `${folder}bank/${day}.sta`;
  const files = [...(index === 0 ? [`${folder}customers.csv`] : []), `${folder}ledger/${day}.csv`, ...(existsSync(statement) ? [statement] : [])];
  const { files: read, refused } = await importFiles(store, { files, asOf: day, creditor: DEMO_CREDITOR });
  if (refused) {
    const problems = read.flatMap((each) => each.problems.map(({ line, message }) => `${each.file}, line ${line}: ${message}`));
    throw new Error(`the demo's ledger of ${day} cannot be imported: ${problems.join("; ")}`);
  }
  // The statement is of one account; nothing moved on the others.
  if (existsSync(statement)) await stateAccounts(store, day);
  await happen(store, play, (on) => on === day);
  const { run } = await propose(store, { asOf: day, creditor: DEMO_CREDITOR });
  const next = days[index + 1];
  if (!next) return;
  await approve(store, run, { all: true, by: CLERK, asOf: day });
  await deliver(store, { run, creditor: DEMO_CREDITOR, asOf: day });
  await moveClock(store, DEMO_CREDITOR, next);
}

async function stateAccounts(store: Store, day: Day): Promise<void> {
  for (const { id } of (await loadCreditor(store, DEMO_CREDITOR)).bankAccounts) {
    await statePosted(store, { creditor: DEMO_CREDITOR, bankAccount: id, through: day, by: CLERK, asOf: day });
  }
}

/** What people recorded and what came in by mail on those days, in the order of days: nothing is known before what happened earlier. */
async function happen(store: Store, { events, mails }: Play, isThen: (on: Day) => boolean): Promise<void> {
  const days = [...new Set([...events, ...mails].map(({ on }) => on))].filter(isThen).sort();
  for (const day of days) {
    for (const event of events) if (event.on === day && !(await isRecorded(store, event))) await recordEvent(store, event);
    const files = mails.filter(({ on }) => on === day).map(({ file }) => file);
    if (files.length > 0) await importMails(store, { files, creditor: DEMO_CREDITOR, today: day });
  }
}
