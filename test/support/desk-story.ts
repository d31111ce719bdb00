import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EarlierContact } from "../../src/core/letter/elements.ts";
import type { Happening } from "../../src/core/process/activity.ts";
import { UserError } from "../../src/core/user-error.ts";
import { addDays, type Day } from "../../src/core/values/day.ts";
import { formatMinor } from "../../src/core/values/money.ts";
import { approve, findNamed, leaveOut } from "../../src/runs/approval.ts";
import { check } from "../../src/runs/check.ts";
import { moveClock, todayFor } from "../../src/runs/clock.ts";
import { deliver } from "../../src/runs/delivery-run.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import type { DecisionDocument } from "../../src/runs/present-decision.ts";
import { statePosted } from "../../src/runs/posted.ts";
import { presentProposal, propose } from "../../src/runs/proposal-run.ts";
import { recordHappening } from "../../src/runs/record.ts";
import { recordReturned } from "../../src/runs/returned-letter.ts";
import { saveProcedure } from "../../src/runs/save-procedure.ts";
import { applySettings, readSettingsFile, setSetting } from "../../src/runs/settings.ts";
import { type Story, storyProcedureText } from "../../src/runs/story.ts";
import type { Store } from "../../src/store/database.ts";
import { ANSWER_SENTENCES } from "./desk-answers.ts";
import { type Bank, BANK_SENTENCES, newBank } from "./desk-bank.ts";
import { CALL_SENTENCES } from "./desk-calls.ts";
import { CHARGE_SENTENCES } from "./desk-charges.ts";
import { HAND_OVER_SENTENCES } from "./desk-hand-over.ts";
import { LETTER_SENTENCES } from "./desk-letters.ts";
import { MAIL_SENTENCES } from "./desk-mail.ts";
import { RECORD_SENTENCES } from "./desk-records.ts";
import { createTestStore } from "./test-store.ts";

/** Where a story is at: what its sentences work on, and what has been seen on the day so far. */
interface Desk {
  readonly store: Store;
  readonly folder: string;
  day: Day;
  backdate: boolean;
  /** The rows of the file imported last. */
  rows: string[];
  seen: string[];
  bank: Bank;
}

type Do = (words: RegExpExecArray, desk: Desk) => Promise<void>;

const HEAD = "type,debtor,name,document,issued,due,amount,currency,applies,direct debit";
const debtor = (words: string | undefined) => `${words ?? "D"},Debtor ${words ?? "D"} Ltd`;
const INVOICE = /^invoice (\S+)(?: of (\S+))? over ([\d.]+) ([A-Z]{3}), issued (\S+?)(?:, due (\S+?))?(, direct debit)?$/;

/** What is done at the desk, each sentence with the command that it stands for. */
const SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^(?:backdated to|as of) (\S+?): (.+)$/, (w, d) => onDay(d, w[1] as Day, w[0].startsWith("backdated"), w[2]!)],
  [INVOICE, (w, d) => importRows(d, [`invoice,${debtor(w[2])},${w[1]},${w[5]},${w[6] ?? ""},${w[3]},${w[4]},,${w[7] ? "yes" : ""}`])],
  [/^payment (\S+) of ([\d.]+) ([A-Z]{3}) for (\S+)$/, (w, d) => importRows(d, [`payment,D,,${w[1]},${d.day},,${w[2]},${w[3]},${w[4]},`])],
  [/^the payment (\S+) was only ([\d.]+) ([A-Z]{3}) for (\S+), on (\S+)$/, (w, d) => importRows(d, [`payment,D,,${w[1]},${w[5]},,${w[2]},${w[3]},${w[4]},`])],
  [/^payment (\S+) over ([\d.]+) ([A-Z]{3}) comes back$/, (w, d) => importRows(d, [`return,D,,${w[1]},${d.day},,${w[2]},${w[3]},,`])],
  [/^two payments of ([\d.]+) ([A-Z]{3}) without numbers for (\S+)$/, (w, d) => importRows(d, Array(2).fill(`payment,D,,,${d.day},,${w[1]},${w[2]},${w[3]},`))],
  [/^the same file again$/, (_, d) => importRows(d, d.rows)],
  ...BANK_SENTENCES,
  ...HAND_OVER_SENTENCES,
  ...ANSWER_SENTENCES,
  [/^propose$/, (_, d) => proposeDay(d)],
  [/^approve(?: run (R\d+))?$/, (w, d) => approveAll(d, w[1] ?? null)],
  [/^leave out (\S+)$/, (w, d) => leaveOutOf(d, w[1]!)],
  [/^deliver$/, (_, d) => deliverDay(d)],
  ...RECORD_SENTENCES,
  ...MAIL_SENTENCES,
  [/^posted through (\S+)(?: of (\S+))?$/, (w, d) => statePostedAt(d, w[1] as Day, w[2] ?? null)],
  ...CHARGE_SENTENCES,
  [/^contact by (\S+)$/, (w, d) => note(d, () => ({ kind: "contact", channel: w[1]!, detail: "" }))],
  ...CALL_SENTENCES,
  ...LETTER_SENTENCES,
  [/^the reversal is acknowledged$/, (_, d) => note(d, () => ({ kind: "reversal-acknowledged" }))],
  [/^the letter comes back$/, comesBack],
  [/^the letter is mended$/, (_, d) => note(d, () => ({ kind: "delivery-held-resolved" }))],
  [/^setting (\S+) = (.+)$/, async (w, d) => void (await setSetting(d.store, w[1]!, w[2]!, { creditor: "default" }))],
  [/^settings (\{.+\})$/, async (w, d) => void (await applySettings(d.store, readSettingsFile(w[1]!, "the story"), { creditor: "default" }))],
  [/^the clock is put forward$/, async (_, d) => void (await moveClock(d.store, "default", addDays(await todayFor(d.store, "default"), 1)))],
  [/^the clock$/, async (_, d) => void d.seen.push(`today is ${await todayFor(d.store, "default")}`)],
];

/**
 * Plays a story on a real store, through what the commands call: nothing is approved or delivered but what the story says.
 * Returns what differs from it, one sentence each. At the end everything that is derived is recomputed.
 */
export async function playAtDesk(story: Story): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "firmly-desk-"));
  const desk: Desk = {
    // What it writes goes to a folder of its own: stories may be played beside each other.
    store: { ...(await createTestStore()), folder },
    folder,
    day: story.rows[0]!.day,
    backdate: false,
    rows: [],
    seen: [],
    bank: newBank(),
  };
  try {
    await applySettings(desk.store, [{ id: "default", name: "Creditor Ltd", country: story.creditorCountry, timeZone: "Europe/London" }]);
    await useProcedure(desk.store, story);
    const differences: string[] = [];
    for (const row of story.rows) {
      Object.assign(desk, { day: row.day, seen: [] });
      for (const fact of row.facts) await say(fact, desk);
      const missing = row.expected.filter((phrase) => !desk.seen.includes(phrase));
      const unforeseen = desk.seen.filter((phrase) => /^(delivered|held|refused|problem|approved \d+ by)/.test(phrase) && !row.expected.includes(phrase));
      if (missing.length + unforeseen.length > 0) {
        differences.push(`line ${row.line}, ${row.day}: expected "${row.expected.join("; ")}", but: ${desk.seen.join("; ") || "nothing"}`);
      }
    }
    const { problems } = await check(desk.store);
    return [...differences, ...problems.map(({ message }) => `firmly check: ${message}`)];
  } finally {
    await desk.store.close();
    rmSync(desk.folder, { recursive: true, force: true });
  }
}

/** A story's own procedure is saved and chosen, as a person would do it. */
async function useProcedure(store: Store, story: Story): Promise<void> {
  const text = storyProcedureText(story);
  if (text === null) return;
  await saveProcedure(store, { name: "story", text, by: "Ann", reason: "for the story", asOf: story.rows[0]!.day });
  await setSetting(store, "procedures.*", "story", { creditor: "default" });
}

async function say(sentence: string, desk: Desk): Promise<void> {
  for (const [pattern, act] of SENTENCES) {
    const words = pattern.exec(sentence);
    if (!words) continue;
    return act(words, desk).catch((error: unknown) => {
      if (!(error instanceof UserError) || error.code === "story-sentence") throw error;
      desk.seen.push(`refused: ${error.code}`);
    });
  }
  throw new UserError("story-sentence", `a story at the desk has no sentence "${sentence}"`);
}

async function onDay(desk: Desk, day: Day, backdate: boolean, sentence: string): Promise<void> {
  const today = desk.day;
  Object.assign(desk, { day, backdate });
  await say(sentence, desk);
  Object.assign(desk, { day: today, backdate: false });
}

async function importRows(desk: Desk, rows: string[]): Promise<void> {
  const path = join(desk.folder, "ledger.csv");
  writeFileSync(path, `${[HEAD, ...rows].join("\n")}\n`);
  desk.rows = rows;
  const { files } = await importFiles(desk.store, { files: [path], asOf: desk.day, creditor: "default", backdate: desk.backdate });
  const [{ new: fresh, known, changed, problems }] = files as [(typeof files)[number]];
  desk.seen.push(`new ${fresh}, known ${known}, changed ${changed}`, ...problems.map(({ code }) => `problem ${code}`));
}

async function proposeDay(desk: Desk): Promise<void> {
  const { run, decided, approved } = await propose(desk.store, { asOf: desk.day });
  const { decisions } = await presentProposal(desk.store, run);
  if (approved > 0) desk.seen.push(`approved ${approved} by the procedure`);
  desk.seen.push(run, `decided ${decided}`, ...decisions.flatMap(describe));
}

function describe({ account, kind, step, payBy, until, block, task, items, left, total, why, tasks }: DecisionDocument): string[] {
  const documents = items.map((item) => (step && item.step !== step ? `${item.document} at ${item.step ?? "no step"}` : item.document)).join(", ");
  const what = kind === "dun" ? `${step} for ${documents}` : kind === "wait" ? `wait until ${until}` : kind === "blocked" ? `blocked: ${block}` : kind;
  const phrases = [what, `total ${total} ${account.currency}`, `pay by ${payBy}`, ...why.map(({ code }) => `because ${code}`)];
  if (task) phrases.push(`task: ${task}`);
  phrases.push(...tasks.map((each) => `beside it: ${each.task} by ${each.dueOn}`));
  phrases.push(...left.map((each) => `without ${each.document} (${each.block})`));
  return phrases.flatMap((phrase) => [phrase, `${account.debtor.id}: ${phrase}`]);
}

async function approveAll(desk: Desk, run: string | null): Promise<void> {
  const { rows } = await desk.store.pool.query<{ run: string }>("select 'R' || max(id) as run from proposal_run");
  const { approved } = await approve(desk.store, run ?? rows[0]!.run, { all: true, by: "Ann", asOf: desk.day });
  desk.seen.push(`approved ${approved.length}`);
}

async function leaveOutOf(desk: Desk, debtorId: string): Promise<void> {
  const { rows } = await desk.store.pool.query<{ run: string }>("select 'R' || max(id) as run from proposal_run");
  const accounts = await findNamed(desk.store, [debtorId]);
  await leaveOut(desk.store, rows[0]!.run, { accounts, by: "Ann", asOf: desk.day, reason: "called them" });
}

async function deliverDay(desk: Desk): Promise<void> {
  const { deliveries, held } = await deliver(desk.store, { asOf: desk.day });
  const { rows } = await desk.store.pool.query<{ id: string; pay_by: Day | null; debtor: string; earlier: EarlierContact[] | null; items: SaidItem[] }>(
    "select l.id, pay_by, debtor, notice #> '{elements,earlier-contacts,value}' as earlier, notice -> 'items' as items from letter l join account a on a.id = l.account_id",
  );
  for (const { letter, step, state } of deliveries) {
    const { debtor: to, pay_by, earlier, items } = rows.find(({ id }) => id === letter)!;
    desk.seen.push(...(earlier ?? []).map(({ kind, day }) => `follows ${kind} of ${day}`), `follows ${earlier?.length ?? 0} contacts`);
    desk.seen.push(state === "accepted" ? `delivered ${step}` : `${state} ${step}`, `pay by ${pay_by}`, `to ${to}`);
    desk.seen.push(...items.map(itemWords));
  }
  desk.seen.push(...held.map(({ code }) => `held: ${code}`));
  if (deliveries.length === 0) desk.seen.push("nothing leaves");
}

/** An item as the letter has it; amounts in minor units, as text. */
interface SaidItem {
  readonly document: string;
  readonly instalment: number | null;
  readonly openMinor: string;
  readonly disputedMinor: string;
  readonly plan: { readonly of: number } | null;
}

function itemWords({ document, instalment, openMinor, disputedMinor, plan }: SaidItem): string {
  const money = (minor: string) => formatMinor(BigInt(minor), "GBP");
  const what = plan ? `instalment ${instalment} of ${plan.of}` : document;
  return `asks ${money(openMinor)} for ${what}${disputedMinor === "0" ? "" : `, ${money(disputedMinor)} in dispute`}`;
}

async function comesBack(_words: RegExpExecArray, desk: Desk): Promise<void> {
  const { rows } = await desk.store.pool.query<{ id: string }>("select id from letter order by sent_on desc limit 1");
  const { channel, sent } = await recordReturned(desk.store, { letter: rows[0]!.id, channel: null, detail: "moved", by: "Ann", asOf: desk.day });
  desk.seen.push(`came back by ${channel}${sent ? "" : ", was not sent"}`);
}

async function statePostedAt(desk: Desk, through: Day, bankAccount: string | null): Promise<void> {
  const { known } = await statePosted(desk.store, { creditor: "default", bankAccount, through, by: "Ann", asOf: desk.day });
  desk.seen.push(`payments are known through ${known.through}`);
}

function note(desk: Desk, happening: (itemOf: (document: string) => number) => Happening): Promise<void> {
  return recordHappening(desk.store, { account: "D", asOf: desk.day, by: "Ann", happening }).then(() => {});
}
