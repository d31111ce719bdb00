import { reachOf, record, type SimulatedAccount, type Simulation, takeBackCharges } from "../core/insight/simulate.ts";
import { type DocumentEntry, type Entry, isDocument } from "../core/ledger/entry.ts";
import { openItems } from "../core/ledger/open-items.ts";
import { type ActivityOf, type CallOutcome, type ContactChannel, DEBTOR_WIDE, type Happening } from "../core/process/activity.ts";
import { undoneLetters } from "../core/process/dunning-state.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { parseMinor } from "../core/values/money.ts";

interface Facts {
  readonly simulation: Simulation;
  readonly account: SimulatedAccount;
  readonly day: Day;
}

type Apply = (words: RegExpExecArray, facts: Facts) => void;

/** The sentences that a story may use, each with what it does to the account. */
const SENTENCES: readonly (readonly [RegExp, Apply])[] = [
  [
    /^invoice (\S+) over ([\d.]+)(?: [A-Z]{3})?, issued (\S+), due (\S+?)(, direct debit)?$/,
    (w, f) => addDocument(f, "invoice", w[1]!, w[2]!, w[3] as Day, w[4] as Day, w[5] !== undefined),
  ],
  [/^invoice (\S+) is changed: over ([\d.]+), due (\S+)$/, (w, f) => changeInvoice(f, w[1]!, w[2]!, w[3] as Day)],
  [/^credit memo (\S+) over ([\d.]+)$/, (w, f) => addDocument(f, "credit-memo", w[1]!, w[2]!, f.day, null)],
  [/^payment (\S+) of ([\d.]+) for (\S+)$/, (w, f) => pay(f, w[1]!, w[2]!, w[3]!)],
  [/^payment (\S+) of ([\d.]+) on account$/, (w, f) => addDocument(f, "payment", w[1]!, w[2]!, f.day, null)],
  [/^(?:payment|credit memo) (\S+) is applied to (\S+)$/, (w, f) => applyCredit(f, w[1]!, w[2]!)],
  [/^payment (\S+) is returned$/, (w, f) => push(f, { kind: "reversal", target: documentOf(f, w[1]!).item })],
  [/^payments are posted$/, (_, f) => (f.simulation.payments = { through: f.day, by: "ledger" })],
  [
    /^promise of ([\d.]+) by (\S+)(?: for (\S+))?$/,
    (w, f) => note(f, { kind: "promise", amountMinor: minor(f, w[1]!), day: w[2] as Day, items: w[3] ? [documentOf(f, w[3]).item] : [] }),
  ],
  [
    /^plan(?: for (\S+))? of ((?:\d{4}-\d{2}-\d{2}:[\d.]+(?:, )?)+)(, interest runs on)?$/,
    (w, f) => note(f, { kind: "plan", items: w[1] ? documentsOf(f, w[1]) : [], instalments: instalments(f, w[2]!), interest: w[3] ? "runs" : "waived" }),
  ],
  [/^the plan is withdrawn$/, (_, f) => note(f, { kind: "plan-withdrawn", plan: newest(f, "plan").id })],
  [/^the promise is withdrawn$/, (_, f) => note(f, { kind: "promise-withdrawn", promise: newest(f, "promise").id })],
  [
    /^dispute of (\S+) over ([\d.]+): (.+)$/,
    (w, f) => note(f, { kind: "dispute", item: documentOf(f, w[1]!).item, amountMinor: minor(f, w[2]!), reason: w[3]!, detail: "" }),
  ],
  [/^dispute of (\S+): (.+)$/, (w, f) => note(f, { kind: "dispute", item: documentOf(f, w[1]!).item, reason: w[2]!, detail: "" })],
  [
    /^the dispute of (\S+) is (justified|unjustified)(?:, pay by (\S+))?$/,
    (w, f) => note(f, { kind: "dispute-resolved", item: documentOf(f, w[1]!).item, outcome: w[2] as "justified", payBy: (w[3] as Day) ?? null }),
  ],
  [
    /^hold(?: on (\S+))?(?: until (\S+))?: (.+)$/,
    (w, f) => note(f, { kind: "hold", item: w[1] ? documentOf(f, w[1]).item : null, until: (w[2] as Day) ?? null, reason: w[3]! }),
  ],
  [
    /^hold over the debtor(?: until (\S+))?: (.+)$/,
    (w, f) => note(f, { kind: "debtor-hold", until: (w[1] as Day) ?? null, reason: w[2]!, channel: null, contact: null }),
  ],
  [
    /^no more (email|post|phone|voice): (.+)$/,
    (w, f) => note(f, { kind: "debtor-hold", until: null, reason: w[2]!, channel: w[1] as ContactChannel, contact: null }),
  ],
  [/^(\S+@\S+) must not be used: (.+)$/, (w, f) => note(f, { kind: "debtor-hold", until: null, reason: w[2]!, channel: null, contact: w[1]! })],
  [
    /^the hold over the debtor is lifted$/,
    (_, f) => note(f, { kind: "debtor-lift", hold: newest({ ...f, account: f.simulation.accounts[0]! }, "debtor-hold").id }),
  ],
  [/^the hold is lifted$/, (_, f) => note(f, { kind: "lift", hold: newest(f, "hold").id })],
  [/^contact by (\S+)$/, (w, f) => note(f, { kind: "contact", channel: w[1]!, detail: "" })],
  [/^the debtor replies$/, (_, f) => note(f, { kind: "reply", detail: "" })],
  [/^the reply is read$/, (_, f) => note(f, { kind: "reply-read", detail: "" })],
  [/^insolvency$/, (_, f) => note(f, { kind: "insolvency" })],
  [/^the insolvency has ended$/, (_, f) => note(f, { kind: "insolvency-ended" })],
  [/^stop contact$/, (_, f) => note(f, { kind: "stop-contact" })],
  [/^contact is allowed again$/, (_, f) => note(f, { kind: "contact-allowed" })],
  [/^sales check: (no-dispute|dispute)$/, (w, f) => note(f, { kind: "sales-check", answer: w[1] as "dispute", detail: "" })],
  [/^the reversal is acknowledged$/, (_, f) => note(f, { kind: "reversal-acknowledged" })],
  [/^(\S+) approves the hand-over$/, (w, f) => approveHandOver(f, w[1]!)],
  [/^the last letter is recalled$/, (_, f) => undoLetter(f, (letter) => ({ kind: "recall", letter, reason: "story" }))],
  [/^the last letter comes back$/, (_, f) => undoLetter(f, (letter) => ({ kind: "letter-returned", letter, channel: "outbox", detail: "" }))],
  [/^the e-mail bounces$/, (_, f) => undoLetter(f, (letter) => ({ kind: "letter-returned", letter, channel: "email", detail: "" }))],
  [/^(\S+) is (placed|dunned) too$/, (w, f) => note(f, { kind: "beside-placed", answer: w[2] === "placed" ? "place" : "dun", items: documentsOf(f, w[1]!) })],
  [/^the agency gives back (\S+)$/, (w, f) => note(f, { kind: "placement-recalled", items: documentsOf(f, w[1]!), reason: "story" })],
  [/^the (interest|lump-sum|fee) on (\S+) is waived$/, (w, f) => waive(f, w[1]!, w[2]!)],
  [/^the address is mended$/, (_, f) => note(f, { kind: "delivery-held-resolved" })],
  [/^a delivery is uncertain$/, (_, f) => note(f, { kind: "delivery-uncertain", delivery: "d1" })],
  [
    /^call: (\w+)(?:, again on (\S+))?$/,
    (w, f) => note(f, { kind: "call", outcome: w[1] as CallOutcome, detail: "", ...(w[2] !== undefined && { nextOn: w[2] as Day }) }),
  ],
  [/^no phone number is known$/, (_, f) => (f.simulation.reach = { ...reachOf(f.simulation), phone: null })],
  [/^the phone number is (\S+)$/, (w, f) => (f.simulation.reach = { ...reachOf(f.simulation), phone: w[1]! })],
  [/^(\+\d+) is a wrong number$/, (w, f) => note(f, { kind: "debtor-hold", reason: "wrong number", until: null, channel: "phone", contact: w[1]! })],
  [/^the calls of the day are used up$/, (_, f) => (f.simulation.callsPossible = false)],
  [/^the delivery is resolved$/, (_, f) => note(f, { kind: "delivery-resolved", delivery: "d1", outcome: "accepted" })],
];

/** Applies one sentence of a story; an unknown one is an error that lists none of its facts as done. */
export function applyFact(simulation: Simulation, sentence: string, day: Day, line: number): void {
  const currency = /over [\d.]+ ([A-Z]{3})/.exec(sentence)?.[1] ?? /^([A-Z]{3}): /.exec(sentence)?.[1] ?? "EUR";
  const words = sentence.replace(/^[A-Z]{3}: /, "");
  for (const [pattern, apply] of SENTENCES) {
    const match = pattern.exec(words);
    if (match) return apply(match, { simulation, account: accountIn(simulation, currency), day });
  }
  throw new UserError("story-sentence", `line ${line}: a story has no sentence "${sentence}"`);
}

function accountIn(simulation: Simulation, currency: string): SimulatedAccount {
  const known = simulation.accounts.find((account) => account.currency === currency);
  if (known) return known;
  const account = { account: simulation.accounts.length + 1, currency, entries: [], activities: [] };
  simulation.accounts.push(account);
  return account;
}

function minor({ account }: Facts, text: string): bigint {
  return parseMinor(text, account.currency)!;
}

type Unbooked<E> = E extends Entry ? Omit<E, "id" | "happenedOn" | "knownOn"> : never;

function push({ account, day }: Facts, entry: Unbooked<Entry>): number {
  const id = account.entries.length + 1;
  account.entries.push({ ...entry, id, happenedOn: day, knownOn: day });
  return id;
}

function addDocument(facts: Facts, kind: DocumentEntry["kind"], document: string, amount: string, issued: Day, due: Day | null, directDebit = false): number {
  const item = facts.account.entries.length + 1;
  return push(facts, { kind, item, document, instalment: 1, issued, due, amountMinor: minor(facts, amount), directDebit });
}

/** "1001+1002" */
function documentsOf(facts: Facts, documents: string): number[] {
  return documents.split("+").map((document) => documentOf(facts, document).item);
}

/** "2026-05-04:100.00, 2026-06-04:100.00" */
function instalments(facts: Facts, text: string): ActivityOf<"plan">["instalments"] {
  return text.split(", ").map((each) => ({ day: each.slice(0, 10) as Day, amountMinor: minor(facts, each.slice(11)) }));
}

function changeInvoice(facts: Facts, document: string, amount: string, due: Day): void {
  const { item, instalment, issued } = documentOf(facts, document);
  push(facts, { kind: "invoice", item, document, instalment, issued, due, amountMinor: minor(facts, amount) });
}

function documentOf({ account }: Facts, document: string): DocumentEntry {
  const found = account.entries.find((entry): entry is DocumentEntry => isDocument(entry) && entry.document === document);
  if (!found) throw new UserError("story-document", `the story knows no document ${document} in ${account.currency}`);
  return found;
}

function pay(facts: Facts, number: string, amount: string, document: string): void {
  const source = addDocument(facts, "payment", number, amount, facts.day, null);
  push(facts, { kind: "allocation", source, target: documentOf(facts, document).item, amountMinor: minor(facts, amount) });
}

function applyCredit(facts: Facts, credit: string, document: string): void {
  const { items, credits } = openItems(facts.account.entries, facts.day);
  const source = documentOf(facts, credit).item;
  const target = documentOf(facts, document).item;
  const available = credits.find((open) => open.item === source)!.openMinor;
  const open = items.find((item) => item.item === target)!.openMinor;
  push(facts, { kind: "allocation", source, target, amountMinor: available < open ? available : open });
}

function note({ simulation, account, day }: Facts, happening: Happening, by = "story"): void {
  record(simulation, DEBTOR_WIDE.has(happening.kind) ? simulation.accounts[0]! : account, happening, day, by);
}

function newest<K extends Happening["kind"]>({ account }: Facts, kind: K): ActivityOf<K> {
  return account.activities.filter((activity) => activity.kind === kind).at(-1) as ActivityOf<K>;
}

function approveHandOver(facts: Facts, by: string): void {
  const { items } = openItems(facts.account.entries, facts.day);
  note(facts, { kind: "hand-over-approved", items: items.map(({ item }) => item), open: items.map(({ openMinor }) => String(openMinor)) }, by);
}

/** A letter that counts as never sent takes its charges back. */
function undoLetter(facts: Facts, happening: (letter: string) => Happening): void {
  const { letter } = newest(facts, "letter");
  note(facts, happening(letter));
  if (undoneLetters(facts.account.activities).has(letter)) takeBackCharges(facts.account, letter, facts.day);
}

/** What is open of the newest charge of this kind on a document is given up. */
function waive(facts: Facts, kind: string, document: string): void {
  const { charges, charged } = openItems(facts.account.entries, facts.day);
  const made = charged.findLast((each) => each.charge.kind === kind && each.forDocument === document);
  const open = charges.find(({ item }) => item === made?.item);
  if (!made || !open) throw new UserError("story-document", `the story knows no open ${kind} on ${document}`);
  push(facts, { kind: "write-off", source: null, target: made.item, amountMinor: open.openMinor });
  note(facts, { kind: "waive", charge: made.item, document: made.document, amountMinor: open.openMinor, reason: "story" });
}
