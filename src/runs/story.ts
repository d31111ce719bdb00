import { decideDay, deliverNow, type Simulation } from "../core/insight/simulate.ts";
import type { Decision } from "../core/process/decision.ts";
import type { ClosedChannels } from "../core/process/view.ts";
import type { Procedure } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { addDays, type Day, parseDay, weekday } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type { DebtorType } from "../core/values/party.ts";
import { businessDays, bothOpen } from "../jurisdictions/calendar.ts";
import { type ChangedValue, changedText } from "../procedures/file.ts";
import { claimLaw } from "../jurisdictions/claim-law.ts";
import type { Jurisdiction } from "../jurisdictions/contract.ts";
import { procedureText, readProcedure } from "../procedures/read.ts";
import { applyFact } from "./story-facts.ts";
import { answerLaw, type LawQuestion } from "./story-law.ts";

/** A story: a calendar of one debtor in plain words. Each row says what happens on a day and what Firmly does. */
export interface Story {
  readonly title: string;
  readonly creditorCountry: string;
  readonly debtorCountry: string;
  readonly debtorType: DebtorType;
  readonly transitBusinessDays: number;
  /** Null: letters go into the outbox. */
  readonly channels: Simulation["channels"];
  readonly paymentsPosted: "daily" | "as told";
  readonly salesCheck: bigint | null;
  /** What the story says of its procedure: another one, or single values of it. */
  readonly procedure: { readonly name: string | null; readonly changes: readonly ChangedValue[] };
  /** Another cap on messages than the procedure's. */
  readonly contactCap: Procedure["contactCap"] | null;
  /** Played on a store, by proposals, approvals and deliveries that the story tells one by one. */
  readonly atDesk: boolean;
  readonly silent: readonly Day[];
  readonly rows: readonly StoryRow[];
}

export interface StoryRow {
  readonly line: number;
  readonly day: Day;
  readonly facts: readonly string[];
  readonly expected: readonly string[];
}

/** Reads the Markdown of `test/stories`: a title, settings as sentences, and a table of day, what happens, what Firmly does. */
export function readStory(markdown: string): Story {
  const lines = markdown.split("\n");
  const prose = lines.filter((line) => !line.startsWith("|")).join("\n");
  const rows: StoryRow[] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.split("|").map((cell) => cell.trim());
    const day = cells.length >= 4 ? parseDay(cells[1]!.slice(0, 10)) : null;
    if (!day) continue;
    checkWeekday(cells[1]!, day, index + 1);
    rows.push({ line: index + 1, day, facts: split(cells[2]!), expected: split(cells[3]!) });
  }
  const sales = /asks the salesperson over (\d+(?:\.\d+)?)/.exec(prose);
  const cap = /no\s+more\s+than (\d+) messages in (\d+) days/i.exec(prose);
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? "untitled",
    creditorCountry: /creditor is in ([A-Z]{2})/.exec(prose)?.[1] ?? "DE",
    debtorCountry: /debtor is in ([A-Z]{2})/.exec(prose)?.[1] ?? "DE",
    debtorType: (/debtor\s+is\s+(?:a\s+)?(company|sole-trader|consumer|public)\b/.exec(prose)?.[1] ?? "unknown") as DebtorType,
    transitBusinessDays: Number(/arrive after (\d) business days/.exec(prose)?.[1] ?? 0),
    channels: /Letters\s+go\s+by\s+e-mail,\s+else\s+by\s+post/.test(prose) ? ["email", "post"] : null,
    paymentsPosted: /Payments are posted as told/.test(prose) ? "as told" : "daily",
    salesCheck: sales ? BigInt(Math.round(Number(sales[1]) * 100)) : null,
    procedure: { name: /The\s+procedure\s+is\s+([a-z0-9-]+)/.exec(prose)?.[1] ?? null, changes: changedValues(prose) },
    contactCap: cap ? { messages: Number(cap[1]), days: Number(cap[2]) } : null,
    atDesk: /played\s+at\s+the\s+desk/i.test(prose),
    silent: silentDays(prose),
    rows,
  };
}

/** "The procedure has graceDays = 3, calls.waits = true and steps.second.minimum.percent = 10." */
function changedValues(prose: string): ChangedValue[] {
  const changed = /(?:[\s,]|\band\b)*([\w.*-]+)\s+=\s+(\{[^}]*\}|\[[^\]]*\]|"[^"]*"|[^\s,;]+?(?=[.,;]?(?:\s|$)))/y;
  return [...prose.matchAll(/The\s+procedure\s+has\s+/g)].flatMap((start) => {
    const changes: ChangedValue[] = [];
    changed.lastIndex = start.index + start[0].length;
    for (let found = changed.exec(prose); found; found = changed.exec(prose)) changes.push({ path: found[1]!, value: found[2]! });
    if (changes.length === 0) throw new UserError("story-sentence", 'After "The procedure has" a story says PATH = VALUE, such as graceDays = 3');
    return changes;
  });
}

/** The text of the procedure that a story at the desk saves as its creditor's own; null where it means `standard` as it is. */
export function storyProcedureText({ procedure: { name, changes } }: Story): string | null {
  if (name === null && changes.length === 0) return null;
  return changedText(procedureText(name ?? "standard"), name ?? "standard", changes);
}

/**
 * The procedure that a story is played under.
 * @param own the one that is tested, and that the story means where it names none, or this one
 * @throws UserError `procedure-unknown`, or `procedure-invalid` where a value that the story sets cannot be
 */
export function storyProcedure(story: Story, own: { readonly name: string; readonly text: string } | null = null): Procedure {
  const name = story.procedure.name ?? own?.name ?? "standard";
  return readProcedure(own?.name === name ? own.text : procedureText(name), name, story.procedure.changes);
}

function split(cell: string): string[] {
  return cell
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A weekday beside the day helps the reader; a wrong one would mislead him. */
function checkWeekday(cell: string, day: Day, line: number): void {
  const named = WEEKDAYS.findIndex((name) => cell.includes(name));
  if (named >= 0 && named + 1 !== weekday(day)) throw new UserError("story-weekday", `line ${line}: ${day} is a ${WEEKDAYS[weekday(day) - 1]}`);
}

/** "Nobody runs Firmly from DAY to DAY." */
function silentDays(prose: string): Day[] {
  const days: Day[] = [];
  for (const match of prose.matchAll(/Nobody runs Firmly from (\S+) to (\d{4}-\d{2}-\d{2})/g)) {
    for (let day = match[1] as Day; day <= (match[2] as Day); day = addDays(day, 1)) days.push(day);
  }
  return days;
}

/**
 * Plays a story day by day, approving and delivering whatever is proposed. Returns what differs from the story, one
 * sentence each: a message on a day without one is as wrong as a missing one.
 */
export function playStory(story: Story, procedure: Procedure, laws: ReadonlyMap<string, Jurisdiction>): string[] {
  const creditorOpen = businessDays(story.creditorCountry, null);
  const isBusinessDay = bothOpen(creditorOpen, businessDays(story.debtorCountry, null));
  const expectedDelivery = (_step: string, day: Day, closed: ClosedChannels) => {
    const way = story.channels?.find((channel) => !closed.has(channel));
    if (story.channels && !way) return null;
    if (way === "email") return day;
    let arrival = day;
    for (let left = story.transitBusinessDays; left > 0; ) {
      arrival = addDays(arrival, 1);
      if (isBusinessDay(arrival)) left--;
    }
    return arrival;
  };
  const simulation: Simulation = {
    accounts: [],
    channels: story.channels,
    procedure: story.contactCap ? { ...procedure, contactCap: story.contactCap } : procedure,
    salesCheckMinor: story.salesCheck,
    payments: { through: null, by: "ledger" },
    rules: {
      isBusinessDay,
      isBankDay: creditorOpen,
      expectedDelivery,
      lawfulLeadDays: () => 0,
      claimLaw: claimLaw(laws, story.creditorCountry, story.debtorType, story.rows[0]!.day),
    },
  };
  const differences: string[] = [];
  const last = story.rows.at(-1)!.day;
  for (let day = story.rows[0]!.day; day <= last; day = addDays(day, 1)) {
    const ofDay = story.rows.filter((row) => row.day === day);
    const question = { day, creditorCountry: story.creditorCountry, procedure, laws };
    const asked = ofDay.filter((row) => isQuestion(row, question));
    for (const row of asked) differences.push(...askLaw(row, story, question));
    const rows = ofDay.filter((row) => !asked.includes(row));
    if (story.paymentsPosted === "daily") simulation.payments = { through: day, by: "ledger" };
    for (const row of rows) for (const fact of row.facts) applyFact(simulation, fact, day, row.line);
    if (!story.silent.includes(day)) differences.push(...playDay(simulation, story, day, rows));
  }
  return differences;
}

/** A row asks the law when its fact is a question; it then asks one thing only. */
function isQuestion({ facts }: StoryRow, question: LawQuestion): boolean {
  return facts.length === 1 && answerLaw(facts[0]!, question) !== null;
}

function askLaw({ facts, expected }: StoryRow, { title }: Story, question: LawQuestion): string[] {
  const words = answerLaw(facts[0]!, question)!;
  const missing = expected.filter((phrase) => !words.includes(phrase));
  if (expected.length > 0 && missing.length === 0) return [];
  return [`${title}, ${question.day}: expected "${missing.join("; ") || "nothing"}", but: ${words.join("; ")}`];
}

function playDay(simulation: Simulation, story: Story, day: Day, rows: readonly StoryRow[]): string[] {
  const decided = decideDay(simulation, day);
  const said = decided.map(({ account, decision }) => ({ currency: account.currency, words: describe(decision, account.currency) }));
  const expected = rows.flatMap((row) => row.expected);
  const differences: string[] = [];
  for (const { decision, account } of decided) {
    const words = said.find(({ currency }) => currency === account.currency)!.words;
    const own = expected
      .filter((words_) => !/^[A-Z]{3}:/.test(words_) || words_.startsWith(`${account.currency}:`))
      .map((words_) => words_.replace(/^[A-Z]{3}: */, ""));
    const missing = own.filter((phrase) => !words.some((word) => matches(word, phrase)));
    if (missing.length > 0) differences.push(`${story.title}, ${day}: expected "${missing.join("; ")}", but: ${words.join("; ")}`);
    if (decision.kind === "dun" && own.length === 0) differences.push(`${story.title}, ${day}: nothing expected, but: ${words.join("; ")}`);
  }
  for (const { account, decision, view } of decided) if (decision.kind === "dun") deliverNow(simulation, account, view, decision, day);
  return differences;
}

/** What a decision says, as the phrases that a story may use. */
function describe(decision: Decision, currency: string): string[] {
  const named = decision.items.map(({ item, step }) => (decision.kind === "dun" && step !== decision.step ? `${item.document} at ${step}` : item.document));
  const phrases = [`total ${formatMinor(decision.totalMinor, currency)}`, ...decision.left.map(({ item, block }) => `without ${item.document} (${block})`)];
  phrases.push(...decision.why.map((reason) => `because ${reason.code}`));
  for (const { task, dueOn } of decision.tasks) phrases.push(`beside it: ${task} by ${dueOn}`);
  for (const { kind, document, amountMinor, booked } of decision.charges)
    phrases.push(`${booked === null ? "" : "earlier "}${kind} on ${document} ${formatMinor(amountMinor, currency)}`);
  for (const { item } of decision.items) phrases.push(`${item.document} open ${formatMinor(item.openMinor, currency)}`);
  if (decision.kind === "dun") return [`${decision.step} for ${named.join(", ")}`, `pay by ${decision.payBy ?? "none"}`, ...phrases];
  if (decision.kind === "wait") return ["wait", `wait until ${decision.until}`, ...phrases];
  if (decision.kind === "blocked") return [`blocked: ${decision.block}`, `ends ${decision.ends}`, ...phrases];
  if (decision.kind === "task") return [`task: ${decision.task}`, `ends ${decision.ends}`, ...phrases];
  return decision.kind === "hand-over" ? [`hand-over of ${named.join(", ")}`, `ends ${decision.ends}`, ...phrases] : ["clear", ...phrases];
}

function matches(word: string, phrase: string): boolean {
  return word === phrase || (phrase.startsWith("pay by") && word === phrase.replace(/ [A-Z][a-z]{2}$/, ""));
}
