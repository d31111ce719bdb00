import type { ContactChannel } from "../../src/core/process/activity.ts";
import type { DisputeReason } from "../../src/core/process/dispute-reason.ts";
import type { Day } from "../../src/core/values/day.ts";
import { type Confirmed, confirmAtOnce } from "../../src/runs/confirm-at-once.ts";
import { type NextDocument, recordSaid } from "../../src/runs/record.ts";
import type { Said, SaidOf } from "../../src/runs/said.ts";
import type { Store } from "../../src/store/database.ts";

/** What a story's records need of the desk. */
interface RecordDesk {
  readonly store: Store;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: RecordDesk) => Promise<void>;

const agreed = (channel?: string) => ({ contact: null, channel: (channel ?? null) as SaidOf<"promise">["channel"] });
const documents = (named: string | undefined) => named?.split("+") ?? [];

/** What people record, as `firmly record` says it. Seen are `warned` with each warning's words, and what follows: `next: wait until DAY`, and what left in writing. */
export const RECORD_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [
    /^promise of ([\d.]+) by (\S+)(?: for (\S+))?(?: (?:on the|by) (\S+))?$/,
    (w, d) => say(d, { kind: "promise", amount: w[1]!, day: w[2] as Day, documents: documents(w[3]), ...agreed(w[4]) }),
  ],
  [/^the promise is withdrawn$/, (_, d) => say(d, { kind: "promise-withdrawn", promise: null })],
  [
    /^plan of (\S+?)(?: for (\S+))?$/,
    (w, d) => say(d, { kind: "plan", instalments: instalments(w[1]!), documents: documents(w[2]), interest: "runs", ...agreed() }),
  ],
  [
    /^plan without interest of (\S+) on the phone$/,
    (w, d) => say(d, { kind: "plan", instalments: instalments(w[1]!), documents: [], interest: "waived", ...agreed("phone") }),
  ],
  [/^the plan is withdrawn$/, (_, d) => say(d, { kind: "plan-withdrawn", plan: null })],
  [/^dispute of (\S+)(?: over ([\d.]+))?(?: on the (phone))?: (\S+)$/, (w, d) => say(d, dispute(w[1]!, w[2] ?? null, w[4]!, w[3]))],
  [
    /^dispute of (\S+) (settled|justified)(?:, pay by (\S+))?$/,
    (w, d) =>
      say(d, {
        kind: "dispute-resolved",
        document: w[1]!,
        outcome: w[2] === "settled" ? "unjustified" : "justified",
        payBy: (w[3] as Day) ?? null,
        detail: "",
      }),
  ],
  [/^hold(?: on (\S+))?(?: until (\S+))?: (.+)$/, (w, d) => say(d, hold(w[1] ?? null, w[3]!, (w[2] as Day) ?? null))],
  [/^(?:lift|the hold is lifted)(?: of (\S+))?$/, (w, d) => say(d, { kind: "lift", hold: null, document: w[1] ?? null })],
  [/^sales check: (no-dispute|dispute)$/, (w, d) => say(d, { kind: "sales-check", answer: w[1] as "dispute", detail: "" })],
  [/^the debtor replies$/, (_, d) => say(d, { kind: "reply", detail: "", channel: null })],
  [/^the reply is read$/, (_, d) => say(d, { kind: "reply-read", detail: "" })],
  [/^stop contact$/, (_, d) => say(d, { kind: "stop-contact" })],
  [/^contact is allowed again$/, (_, d) => say(d, { kind: "contact-allowed" })],
];

async function say({ store, day, seen }: RecordDesk, said: Said): Promise<void> {
  const { account, warnings, next } = await recordSaid(store, { account: "D", asOf: day, by: "Ann", said });
  seen.push(...warnings.flatMap((warning) => ["warned", `warned: ${warning}`]), nextWords(next));
  seeWritten(seen, await confirmAtOnce(store, account, day));
}

/** `next: wait until DAY`, `next: dun first`, `next: task answer-reply` */
export function nextWords({ kind, until, block, task, step }: NextDocument): string {
  return `next: ${kind}${until ? ` until ${until}` : ""}${block ? ` ${block}` : ""}${task ? ` ${task}` : ""}${kind === "dun" ? ` ${step}` : ""}`;
}

/** What has left in writing, and what could not. */
export function seeWritten(seen: string[], { deliveries, held }: Confirmed): void {
  seen.push(...deliveries.map(({ step, state }) => (state === "accepted" ? `delivered ${step}` : `${state} ${step}`)));
  seen.push(...held.map(({ code }) => `held: ${code}`));
}

/** "2026-06-12:50.00+2026-07-13:50.00" */
function instalments(text: string): { day: Day; amount: string }[] {
  return text.split("+").map((each) => {
    const [day, amount] = each.split(":");
    return { day: day as Day, amount: amount! };
  });
}

function dispute(document: string, amount: string | null, reason: string, channel: string | undefined): SaidOf<"dispute"> {
  return { kind: "dispute", document, reason: reason as DisputeReason, amount, owner: null, answerBy: null, evidence: "", detail: "", ...agreed(channel) };
}

const CHANNELS: readonly string[] = ["email", "post", "phone", "voice"];

/** On a channel, an address, the debtor, or a document; else on the account. */
function hold(on: string | null, reason: string, until: Day | null): SaidOf<"hold"> {
  const base = { kind: "hold", document: null, on: null, contact: null, reason, until } as const;
  if (on === null) return { ...base, scope: "account" };
  if (on === "debtor") return { ...base, scope: "debtor" };
  if (CHANNELS.includes(on)) return { ...base, scope: "channel", on: on as ContactChannel };
  return on.includes("@") ? { ...base, scope: "contact", contact: on } : { ...base, scope: "account", document: on };
}
