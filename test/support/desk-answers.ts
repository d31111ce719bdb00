import type { CorrectionReason } from "../../src/core/process/activity.ts";
import type { Day } from "../../src/core/values/day.ts";
import { recall } from "../../src/runs/recall.ts";
import { recordHappening } from "../../src/runs/record.ts";
import type { Store } from "../../src/store/database.ts";
import { seeWritten } from "./desk-records.ts";

/** What these sentences need of the desk. */
interface AnswerDesk {
  readonly store: Store;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: AnswerDesk) => Promise<void>;
/** What is taken back, and what stands in the way of that. */
export const ANSWER_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^(\S+) is placed with (.+)$/, (w, d) => place(d, w[1]!, w[2]!)],
  [/^recall the last letter(?:, correct (\S+))?: (.+)$/, async (w, d) => recallOf(d, await lastLetter(d, false), w[2]!, w[1])],
  [/^recall the recalled letter(?:, correct (\S+))?$/, async (w, d) => recallOf(d, await lastLetter(d, true), null, w[1])],
  [/^recall run (R\d+)( partly)?(?:, correct (\S+))?: (.+)$/, (w, d) => recallOf(d, w[1]!, w[4]!, w[3], w[2] !== undefined)],
  [/^the timeline$/, (_, d) => timeline(d)],
];

async function place({ store, day }: AnswerDesk, document: string, agency: string): Promise<void> {
  await recordHappening(store, {
    account: "D",
    asOf: day,
    by: "Ann",
    happening: (itemOf) => ({ kind: "placement-filed", items: [itemOf(document)], agency, hash: "0" }),
  });
}

async function lastLetter({ store }: AnswerDesk, recalled: boolean): Promise<string> {
  const { rows } = await store.pool.query<{ id: string }>("select id from letter where answers is null and void = $1 order by sent_on desc, id limit 1", [
    recalled,
  ]);
  return rows[0]!.id;
}

async function recallOf(desk: AnswerDesk, target: string, reason: string | null, correct: string | undefined, partly = false): Promise<void> {
  const request = { target, reason, by: "Ann", asOf: desk.day, correct: (correct ?? null) as CorrectionReason | null, partly };
  const { recalled, refused, already, withdrawn, corrections } = await recall(desk.store, request);
  desk.seen.push(`recalled ${recalled.length}`, `withdrawn ${withdrawn}`, ...refused.map(({ code }) => `not recalled: ${code}`));
  if (already.length > 0) desk.seen.push("recalled already");
  seeWritten(desk.seen, corrections);
}

async function timeline({ store, seen }: AnswerDesk): Promise<void> {
  const { rows } = await store.pool.query<{ kind: string; n: number }>("select kind, count(*)::int as n from activity group by kind");
  seen.push(...rows.map(({ kind, n }) => `${n} ${kind}`));
}
