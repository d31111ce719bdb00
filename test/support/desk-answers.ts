import type { CorrectionReason, Happening } from "../../src/core/process/activity.ts";
import type { Day } from "../../src/core/values/day.ts";
import { type Confirmed, confirmAtOnce } from "../../src/runs/confirm-at-once.ts";
import { recall } from "../../src/runs/recall.ts";
import { recordHappening } from "../../src/runs/record.ts";
import type { Store } from "../../src/store/database.ts";

/** What these sentences need of the desk. */
interface AnswerDesk {
  readonly store: Store;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: AnswerDesk) => Promise<void>;
type Said = (itemOf: (document: string) => number, minor: (amount: string) => bigint) => Happening;

const PHONE = { channel: "phone" } as const;

/** What is agreed on the phone, what makes way for letters again, and what is taken back. */
export const ANSWER_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [
    /^promise of ([\d.]+) by (\S+) on the phone$/,
    (w, d) => say(d, (_, minor) => ({ kind: "promise", amountMinor: minor(w[1]!), day: w[2] as Day, items: [], ...PHONE })),
  ],
  [
    /^promise of ([\d.]+) by (\S+) by (\S+)$/,
    (w, d) => say(d, (_, minor) => ({ kind: "promise", amountMinor: minor(w[1]!), day: w[2] as Day, items: [], channel: w[3]! })),
  ],
  [
    /^plan on the phone: (.+)$/,
    (w, d) => say(d, (_, minor) => ({ kind: "plan", items: [], instalments: instalmentsOf(w[1]!, minor), interest: "waived", ...PHONE })),
  ],
  [
    /^dispute of ([\d.]+) of (\S+) on the phone: (\S+)$/,
    (w, d) => say(d, (itemOf, minor) => ({ kind: "dispute", item: itemOf(w[2]!), reason: w[3]!, detail: "", amountMinor: minor(w[1]!), ...PHONE })),
  ],
  [/^dispute of (\S+) on the phone: (\S+)$/, (w, d) => say(d, (itemOf) => ({ kind: "dispute", item: itemOf(w[1]!), reason: w[2]!, detail: "", ...PHONE }))],
  [/^hold: (.+)$/, (w, d) => say(d, () => ({ kind: "hold", item: null, reason: w[1]!, until: null }))],
  [/^stop contact$/, (_, d) => say(d, () => ({ kind: "stop-contact" }))],
  [/^contact is allowed again$/, (_, d) => say(d, () => ({ kind: "contact-allowed" }))],
  [/^(\S+) is placed with (.+)$/, (w, d) => say(d, (itemOf) => ({ kind: "placement-filed", items: [itemOf(w[1]!)], agency: w[2]!, hash: "0" }))],
  [/^recall the last letter(?:, correct (\S+))?: (.+)$/, async (w, d) => recallOf(d, await lastLetter(d, false), w[2]!, w[1])],
  [/^recall the recalled letter(?:, correct (\S+))?$/, async (w, d) => recallOf(d, await lastLetter(d, true), null, w[1])],
  [/^recall run (R\d+)( partly)?(?:, correct (\S+))?: (.+)$/, (w, d) => recallOf(d, w[1]!, w[4]!, w[3], w[2] !== undefined)],
  [/^the timeline$/, (_, d) => timeline(d)],
];

async function say(desk: AnswerDesk, happening: Said): Promise<void> {
  const { account } = await recordHappening(desk.store, { account: "D", asOf: desk.day, by: "Ann", happening });
  see(desk, await confirmAtOnce(desk.store, account, desk.day));
}

/** What has left in writing, and what could not. */
function see(desk: AnswerDesk, { deliveries, held }: Confirmed): void {
  desk.seen.push(...deliveries.map(({ step, state }) => (state === "accepted" ? `delivered ${step}` : `${state} ${step}`)));
  desk.seen.push(...held.map(({ code }) => `held: ${code}`));
}

function instalmentsOf(words: string, minor: (amount: string) => bigint) {
  return words.split(" and ").map((each) => {
    const [amount, day] = each.split(" by ");
    return { day: day as Day, amountMinor: minor(amount!) };
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
  see(desk, corrections);
}

async function timeline({ store, seen }: AnswerDesk): Promise<void> {
  const { rows } = await store.pool.query<{ kind: string; n: number }>("select kind, count(*)::int as n from activity group by kind");
  seen.push(...rows.map(({ kind, n }) => `${n} ${kind}`));
}
