import type { CallOutcome } from "../../src/core/process/activity.ts";
import { UserError } from "../../src/core/user-error.ts";
import type { Day } from "../../src/core/values/day.ts";
import { makeCallSheet } from "../../src/runs/call-sheet-run.ts";
import { callWorklist } from "../../src/runs/call-worklist.ts";
import { recordSaid } from "../../src/runs/record.ts";
import { SAID, type SaidOf } from "../../src/runs/said.ts";
import type { Store } from "../../src/store/database.ts";

/** What a story's calls need of the desk. */
interface CallDesk {
  readonly store: Store;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: CallDesk) => Promise<void>;

const CALL = SAID.find(({ shape }) => shape.kind.value === "call")!;

export const CALL_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^the phone number of (\S+) is (\S+)$/, (w, d) => setDebtor(d, "phone", w[1]!, w[2]!)],
  [/^(\S+) belongs to the segment (\S+)$/, (w, d) => setDebtor(d, "segment", w[1]!, w[2]!)],
  [/^(\S+) lives in ([A-Z]{2})$/, (w, d) => setDebtor(d, "country", w[1]!, w[2]!)],
  [/^call(?: of (\S+))?: (\w+)(?:, again on (\S+))?$/, (w, d) => call(d, w[1], w[2]!, w[3] === undefined ? {} : { nextOn: w[3] })],
  [/^call(?: of (\S+))?: (\w+) of ([\d.]+) by (\S+)$/, (w, d) => call(d, w[1], w[2]!, { promise: { amount: w[3], day: w[4] } })],
  [/^call(?: of (\S+))?: (\w+) of invoice (\S+) for (\S+)$/, (w, d) => call(d, w[1], w[2]!, { dispute: { document: w[3], reason: w[4] } })],
  [/^call(?: of (\S+))?: (\w+) with the frozen sheet$/, (w, d) => callFromSheet(d, w[1] ?? "D", w[2]!)],
  [/^the calls$/, (_, d) => listCalls(d)],
  [/^the call sheet(?: of (\S+))?$/, (w, d) => showSheet(d, w[1] ?? "D")],
];

/** As an import would: a debtor's master data are no activity. */
async function setDebtor({ store }: CallDesk, column: "phone" | "segment" | "country", debtor: string, value: string): Promise<void> {
  await store.pool.query(`update debtor set ${column} = $2 where id = $1`, [debtor, value]);
}

async function call(desk: CallDesk, debtor: string | undefined, outcome: string, more: object): Promise<void> {
  const said = CALL.parse({ kind: "call", outcome: outcome as CallOutcome, person: "Anna", ...more }) as SaidOf<"call">;
  const { also, warnings } = await recordSaid(desk.store, { account: debtor ?? "D", asOf: desk.day, by: "Ann", said });
  desk.seen.push(...also.map(({ kind }) => `with it: ${kind}`), ...warnings.map((warning) => `warning: ${warning}`));
}

async function callFromSheet(desk: CallDesk, debtor: string, outcome: string): Promise<void> {
  const { hash } = await makeCallSheet(desk.store, { account: debtor, asOf: desk.day, freeze: true });
  if (hash === null) throw new UserError("story-sentence", "the sheet was not frozen");
  await call(desk, debtor, outcome, { sheet: hash });
}

async function listCalls(desk: CallDesk): Promise<void> {
  const { calls } = await callWorklist(desk.store, { asOf: desk.day, limit: 50 });
  const names = calls.map(({ account, withinCapacity }) => (withinCapacity ? account.debtor.id : `${account.debtor.id} beyond the day`));
  desk.seen.push(`to be called: ${names.join(", ") || "nobody"}`, ...calls.flatMap(({ lines }) => lines.map(({ code, points }) => `${points} for ${code}`)));
}

async function showSheet(desk: CallDesk, debtor: string): Promise<void> {
  const { sheet } = await makeCallSheet(desk.store, { account: debtor, asOf: desk.day, freeze: false });
  desk.seen.push(
    `goal ${sheet.goal} about ${sheet.about}`,
    sheet.conduct.mayCall ? "may be called" : "must not be called",
    `voicemail ${sheet.conduct.voicemail}`,
  );
  desk.seen.push(`overdue ${sheet.amounts.overdue}`, `a day up to ${sheet.concessions.promiseUntil}`, `promises kept ${sheet.kept.kept} of ${sheet.kept.of}`);
  desk.seen.push(...sheet.conduct.stops.map(({ code }) => `because ${code}`));
  desk.seen.push(...sheet.items.map((item) => `${item.document} open ${item.open}, ${item.daysLate} days late, at ${item.level}`));
  desk.seen.push(...sheet.payments.map(({ document, daysLate }) => `paid ${document}, ${daysLate} days late`));
  desk.seen.push(...sheet.promises.map(({ amount, day, state }) => `promise of ${amount} by ${day}: ${state}`));
  desk.seen.push(...sheet.letters.map(({ step, day }) => `wrote ${step} on ${day}`), ...sheet.contacts.map(({ kind, outcome }) => `noted ${kind} ${outcome}`));
  desk.seen.push(...Object.values(sheet.script).map((text) => `says: ${text}`));
}
