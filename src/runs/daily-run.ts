import { isDue, nextDay } from "../core/values/daily.ts";
import { addDays, type Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { UserError } from "../core/user-error.ts";
import { countToDo, type Digest, renderDigest } from "../letters/digest.ts";
import type { Store } from "../store/database.ts";
import { parseRun } from "../store/decision-store.ts";
import { readPauses } from "../store/pause-store.ts";
import { isGone } from "../store/presence.ts";
import { readRests } from "../store/rest-store.ts";
import { beginDay, countOpenWork, noteDay, readScheduleRuns, type ScheduleRun, takeDay } from "../store/schedule-store.ts";
import { loadCreditor, loadCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { dayIn, minuteIn } from "./clock.ts";
import { withSender } from "./delivery-run.ts";
import { makeAnchor } from "./proof/anchors.ts";
import { propose } from "./proposal-run.ts";
import type { Sender } from "./send-delivery.ts";
import { sendInside } from "./send-inside.ts";

/** Hands a run's letters to the workers. */
type HandOver = (run: string, asOf: Day) => Promise<void>;

/**
 * The creditors whose daily run is due at an instant, or was left unfinished. One that lives on a clock of its own has none. A schedule that was set up after
 * its time of day begins with the next.
 */
export async function creditorsDue(store: Store, instant: Date): Promise<string[]> {
  const due: string[] = [];
  for (const { id, schedule, timeZone, clock } of await loadCreditors(store)) {
    if (schedule === null || clock !== null) continue;
    const [today, minute] = [dayIn(timeZone, instant), minuteIn(timeZone, instant)];
    const [last] = await readScheduleRuns(store.pool, id, 1);
    if (last && last.endedAt === null && last.day === today) {
      if (await inTransaction(store, (client) => isGone(client, last.holder))) due.push(id);
    } else if (isDue(schedule, last?.day ?? null, today, minute)) {
      if (last) due.push(id);
      else await skip(store, id, today);
    } else if (!last && nextDay(schedule, null, today, minute) === today) await skip(store, id, addDays(today, -1));
  }
  return due;
}

/** Next and last runs of creditors that have a schedule. */
export interface ShownSchedule {
  readonly creditor: string;
  readonly dailyAt: string;
  readonly timeZone: string;
  readonly approveUpTo: string | null;
  /** The day of the next run by the creditor's clock; null: it lives on a clock of its own, and has none. */
  readonly next: Day | null;
  readonly last: readonly Omit<ScheduleRun, "holder" | "run" | "creditor">[];
}

const SHOWN = 7;

export async function showSchedules(store: Store, only: string | null, instant: Date): Promise<ShownSchedule[]> {
  const creditors = only === null ? await loadCreditors(store) : [await loadCreditor(store, only)];
  const shown: ShownSchedule[] = [];
  for (const { id, schedule, timeZone, clock } of creditors) {
    if (schedule === null) continue;
    const runs = await readScheduleRuns(store.pool, id, SHOWN);
    const next = clock === null ? nextDay(schedule, runs[0]?.day ?? null, dayIn(timeZone, instant), minuteIn(timeZone, instant)) : null;
    const last = runs.map(({ holder: _holder, run: _run, creditor: _creditor, ...run }) => run);
    shown.push({ creditor: id, dailyAt: schedule.dailyAt, timeZone, approveUpTo: schedule.approveUpTo, next, last });
  }
  return shown;
}

async function skip(store: Store, creditor: string, day: Day): Promise<void> {
  await inTransaction(store, async (client) => {
    if (await beginDay(client, creditor, day, null)) await noteDay(client, { creditor, day }, { note: "the schedule was set up", ended: true });
  });
}

/**
 * A creditor's run of today: what is due is proposed, what nobody has to approve is handed to the workers, and the contact is told what is to be done. Once a
 * day, whichever workers try; what was left unfinished is gone on with. Null: there was nothing to do.
 */
export async function runDay(store: Store, id: string, instant: Date, handOver: HandOver): Promise<ScheduleRun | null> {
  const creditor = await loadCreditor(store, id);
  const asOf = dayIn(creditor.timeZone, instant);
  return withSender(store, { asOf }, async (sender) => {
    const begun = await take(sender, id, asOf);
    if (!begun) return null;
    try {
      if (begun.run === null) {
        const { run, approved } = await propose(store, { asOf, creditor: id });
        await noteDay(store.pool, begun, { run: parseRun(run), approved });
        await handOver(run, asOf);
      } else await handOver(`R${begun.run}`, asOf);
      await makeAnchor(store, asOf);
      if (begun.digest === null) await noteDay(store.pool, begun, { digest: await tellContact(sender, creditor, asOf) });
      await noteDay(store.pool, begun, { ended: true });
    } catch (error) {
      // What a person must mend is not mended by trying again.
      if (!(error instanceof UserError)) throw error;
      await noteDay(store.pool, begun, { note: error.message, ended: true });
    }
    return (await readScheduleRuns(store.pool, id, 1))[0]!;
  });
}

async function take({ store, presence }: Sender, creditor: string, day: Day): Promise<ScheduleRun | null> {
  return inTransaction(store, async (client) => {
    const isNew = await beginDay(client, creditor, day, presence.id);
    const run = (await readScheduleRuns(client, creditor, 1)).find((each) => each.day === day);
    if (!run || isNew) return run ?? null;
    if (run.endedAt !== null || !(await isGone(client, run.holder)) || !(await takeDay(client, run, presence.id))) return null;
    return run;
  });
}

/** How the contact was told of what is to be done. */
async function tellContact(sender: Sender, creditor: Creditor, day: Day): Promise<string> {
  const { store } = sender;
  const pause = (await readPauses(store.pool)).find((each) => each.creditor === null || each.creditor === creditor.id);
  if (pause) return "not sent: sending is paused";
  const digest = await digestOf(store, creditor, day);
  if (countToDo(digest) === 0) return "nothing to do";
  const told = await sendInside(sender, creditor, {
    named: creditor.contact?.email ?? null,
    id: `${creditor.id}-digest-${day}`,
    day,
    render: (language, head) => renderDigest(digest, language, creditor.country, head),
  });
  if (!told) throw new Error(`the day's summary for ${creditor.id} could not be sent`);
  return told.how === "not-possible" ? `not sent: ${creditor.contact ? told.detail : "the creditor has no contact"}` : `${told.how}: ${told.to}`;
}

async function digestOf(store: Store, { id, name }: Creditor, day: Day): Promise<Digest> {
  const { approvals, uncertain, tasks, beside } = await countOpenWork(store.pool, id, day);
  const { "answer-reply": replies = 0, "resolve-uncertain": _shown, "fix-address": addresses = 0, "fix-letter": letters = 0, ...others } = tasks;
  const channels = (await readRests(store.pool, id)).filter(({ long }) => long);
  const [today] = await readScheduleRuns(store.pool, id, 1);
  const rest = Object.values(others).reduce((sum, count) => sum + count, beside);
  return { creditor: name, day, approvals, replies, uncertain, held: addresses + letters, tasks: rest, free: today?.approved ?? 0, channels };
}
