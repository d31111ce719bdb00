import { record, type SimulatedAccount, type Simulation } from "../../../src/core/insight/simulate.ts";
import type { DocumentEntry, Entry } from "../../../src/core/ledger/entry.ts";
import type { ActivityOf, Happening } from "../../../src/core/process/activity.ts";
import { addDays, type Day } from "../../../src/core/values/day.ts";
import type { Engine } from "./engine.ts";
import { EMAIL, type Event } from "./histories.ts";
import { naiveLedger, type Owed } from "./naive.ts";

type Book<E extends Entry = Entry> = E extends Entry ? Omit<E, "id" | "knownOn"> : never;
type EventOf<K extends Event["kind"]> = Extract<Event, { readonly kind: K }>;

type Later = (days: number, happen: (then: Happenings) => void) => void;

/** An account on a day of a history, and what will happen on later days because of what happens now. */
export class Happenings {
  readonly engine: Engine;
  readonly simulation: Simulation;
  readonly account: SimulatedAccount;
  readonly day: Day;
  readonly later: Later;

  constructor(engine: Engine, simulation: Simulation, account: SimulatedAccount, day: Day, later: Later) {
    this.engine = engine;
    this.simulation = simulation;
    this.account = account;
    this.day = day;
    this.later = later;
  }

  note(happening: Happening, by = "Ann", ago = 0): number {
    const activity = record(this.simulation, this.account, happening, this.day, by);
    // Told late: it happened before the day on which it became known.
    if (ago > 0) this.account.activities[this.account.activities.length - 1] = { ...activity, happenedOn: addDays(this.day, -ago) };
    return activity.id;
  }

  book(entry: Book): number {
    const id = this.account.entries.length + 1;
    this.account.entries.push({ ...entry, id, knownOn: this.day });
    return id;
  }

  document(kind: DocumentEntry["kind"], amountMinor: bigint, issued: Day, due: Day | null, more: Partial<DocumentEntry> = {}): number {
    const id = this.account.entries.length + 1;
    const document = `${this.account.currency}-${kind[0]}${id}`;
    return this.book({ kind, item: id, document, instalment: 1, issued, due, amountMinor, happenedOn: issued, ...more });
  }

  /** What is open, in the order of its due dates. */
  open(): Owed[] {
    const owed = [...naiveLedger(this.account.entries).items.values()];
    return owed.sort((a, b) => ((a.newest.due ?? "") < (b.newest.due ?? "") ? -1 : a.newest.due === b.newest.due ? a.item - b.item : 1));
  }

  /** Sets money, a credit memo or nothing but a word against an item. */
  settle(kind: "payment" | "credit-memo" | "write-off", item: number, amountMinor: bigint, happenedOn: Day = this.day): void {
    const open = naiveLedger(this.account.entries).all.get(item)?.openMinor ?? 0n;
    const amount = amountMinor < open ? amountMinor : open;
    if (amount <= 0n) return;
    const source = kind === "write-off" ? null : this.document(kind, amount, happenedOn, null);
    this.book({ kind: kind === "write-off" ? "write-off" : "allocation", source, target: item, amountMinor: amount, happenedOn: this.day });
  }

  letter(): ActivityOf<"letter"> | undefined {
    return this.account.activities.findLast((activity): activity is ActivityOf<"letter"> => activity.kind === "letter");
  }

  /** After so many days the same account; null: never. */
  afterDays(days: number | null, happen: (then: Happenings) => void): void {
    if (days === 0) happen(this);
    else if (days !== null) this.later(days, happen);
  }
}

export function happen(on: Happenings, event: Event): void {
  const { day } = on;
  const open = on.open();
  const pick = (which: number) => open[which % Math.max(open.length, 1)];
  switch (event.kind) {
    case "invoice":
      return invoice(on, event);
    case "credit":
    case "payment":
      return loose(on, event);
    case "pay":
    case "credit-item":
    case "write-off":
      return settle(on, event, pick(event.which));
    case "return":
      return takeBack(on, event);
    case "move":
    case "change-amount":
      return change(on, event, pick(event.which));
    case "import-again":
      // An unchanged export: each document comes as a newer version that says the same.
      for (const { newest } of open) on.book({ ...newest, happenedOn: newest.happenedOn });
      return;
    case "promise":
      return promise(on, event, open);
    case "plan":
      return plan(on, event, open);
    case "dispute":
      return dispute(on, event, pick(event.which));
    case "hold":
      return hold(on, event, pick(event.which));
    case "reply":
    case "insolvency":
    case "stop-contact":
      return stop(on, event);
    case "sales-check":
      on.note({ kind: "sales-check", answer: event.answer, detail: "" });
      return;
    case "call":
      on.note({ kind: "call", outcome: event.outcome, detail: "", direction: "outbound", nextOn: event.nextIn === null ? null : addDays(day, event.nextIn) });
      return;
    case "approve":
      for (const by of ["Ann", "Bob"]) approve(on, by, open);
      return;
    case "contact":
      on.note({ kind: "contact", channel: "email", detail: "" });
      return;
    case "acknowledge":
      on.note({ kind: "reversal-acknowledged" });
      return;
    case "waive":
      return waive(on);
    case "file":
      on.note({ kind: "placement-filed", items: open.map(({ item }) => item), agency: "Agency", hash: "00" });
      return;
    case "agency-recall":
      return agencyRecall(on, event, open);
    default:
      return delivered(on, event);
  }
}

function invoice(on: Happenings, { amount, term, age, instalments, directDebit }: EventOf<"invoice">): void {
  const document = `${on.account.currency}-i${on.account.entries.length + 1}`;
  const issued = addDays(on.day, -age);
  for (let instalment = 1; instalment <= instalments; instalment++) {
    on.document("invoice", BigInt(amount), issued, addDays(issued, term + (instalment - 1) * 14), { document, instalment, directDebit });
  }
}

function loose(on: Happenings, { kind, amount, appliedAfter }: EventOf<"credit" | "payment">): void {
  const source = on.document(kind === "credit" ? "credit-memo" : "payment", BigInt(amount), on.day, null);
  on.afterDays(appliedAfter, (then) => {
    let left = BigInt(amount);
    if (then.account.entries.some((entry) => entry.kind === "reversal" && entry.target === source)) return;
    for (const { item, openMinor } of then.open()) {
      const amountMinor = openMinor < left ? openMinor : left;
      if (amountMinor > 0n) then.book({ kind: "allocation", source, target: item, amountMinor, happenedOn: then.day });
      left -= amountMinor;
    }
  });
}

function settle(on: Happenings, { kind, percent, ago, returnedAfter }: EventOf<"pay" | "credit-item" | "write-off">, item: Owed | undefined): void {
  if (!item) return;
  const what = kind === "pay" ? "payment" : kind === "credit-item" ? "credit-memo" : kind;
  on.settle(what, item.item, (item.openMinor * BigInt(percent)) / 100n || 1n, addDays(on.day, -ago));
  const { id } = on.account.entries.at(-1)!;
  on.afterDays(returnedAfter, (then) => {
    const isBack = then.account.entries.some((entry) => entry.kind === "reversal" && entry.target === id);
    if (!isBack && !("document" in then.account.entries[id - 1]!)) then.book({ kind: "reversal", target: id, happenedOn: then.day });
  });
}

function takeBack(on: Happenings, { whole, acknowledgedAfter }: EventOf<"return">): void {
  const isBack = (id: number) => on.account.entries.some((entry) => entry.kind === "reversal" && entry.target === id);
  const kinds: readonly string[] = whole ? ["payment"] : ["allocation", "write-off"];
  const entry = on.account.entries.findLast((each) => {
    const source = each.kind === "allocation" ? each.source : null;
    return kinds.includes(each.kind) && !isBack(each.id) && !(source !== null && isBack(source)) && !("target" in each && isBack(each.target));
  });
  if (!entry) return;
  on.book({ kind: "reversal", target: entry.id, happenedOn: on.day });
  on.afterDays(acknowledgedAfter, (then) => void then.note({ kind: "reversal-acknowledged" }));
}

function change(on: Happenings, event: EventOf<"move" | "change-amount">, item: Owed | undefined): void {
  if (!item) return;
  const { newest } = item;
  if (event.kind === "move") on.book({ ...newest, due: addDays(newest.due ?? newest.issued, event.days) });
  else on.book({ ...newest, amountMinor: (newest.amountMinor * BigInt(event.percent)) / 100n });
}

function promise(on: Happenings, { which, inDays, percent, ago, withdrawnAfter, isKept }: EventOf<"promise">, open: readonly Owed[]): void {
  const chosen = which === null ? open : open.slice(which % Math.max(open.length, 1)).slice(0, 1);
  if (chosen.length === 0) return;
  const total = chosen.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  const amountMinor = (total * BigInt(percent)) / 100n || 1n;
  const items = which === null ? [] : chosen.map(({ item }) => item);
  const id = on.note({ kind: "promise", amountMinor, day: addDays(on.day, inDays), items }, "Ann", ago);
  if (withdrawnAfter !== null) on.afterDays(withdrawnAfter, (then) => void then.note({ kind: "promise-withdrawn", promise: id }));
  else if (isKept) on.afterDays(inDays, (then) => payThrough(then, chosen, amountMinor));
}

function payThrough(on: Happenings, items: readonly Owed[], amountMinor: bigint): void {
  let left = amountMinor;
  for (const { item } of items) {
    const open = naiveLedger(on.account.entries).items.get(item)?.openMinor ?? 0n;
    const paid = open < left ? open : left;
    if (paid > 0n) on.settle("payment", item, paid);
    left -= paid;
  }
}

function plan(on: Happenings, { which, count, every, paid, withdrawnAfter }: EventOf<"plan">, open: readonly Owed[]): void {
  const chosen = which === null ? open : open.slice(which % Math.max(open.length, 1)).slice(0, 1);
  const total = chosen.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  if (total < BigInt(count)) return;
  const part = total / BigInt(count);
  const instalments = Array.from({ length: count }, (_, n) => ({
    day: addDays(on.day, (n + 1) * every),
    amountMinor: n === count - 1 ? total - part * BigInt(count - 1) : part,
  }));
  const items = which === null ? [] : chosen.map(({ item }) => item);
  const id = on.note({ kind: "plan", items, instalments, interest: "runs" });
  for (const [n, { amountMinor }] of instalments.slice(0, paid).entries()) on.afterDays((n + 1) * every, (then) => payThrough(then, chosen, amountMinor));
  on.afterDays(withdrawnAfter, (then) => void then.note({ kind: "plan-withdrawn", plan: id }));
}

function dispute(on: Happenings, { percent, resolvedAfter, outcome, creditAfter }: EventOf<"dispute">, item: Owed | undefined): void {
  if (!item) return;
  const amountMinor = percent === null ? null : (item.openMinor * BigInt(percent)) / 100n || 1n;
  on.note({ kind: "dispute", item: item.item, reason: "price", detail: "", amountMinor });
  on.afterDays(resolvedAfter, (then) => {
    then.note({ kind: "dispute-resolved", item: item.item, outcome, payBy: outcome === "unjustified" ? addDays(then.day, 10) : null });
    if (outcome === "justified") then.afterDays(creditAfter, (last) => last.settle("credit-memo", item.item, amountMinor ?? item.openMinor));
  });
}

function hold(on: Happenings, { on: scope, days, liftedAfter }: EventOf<"hold">, item: Owed | undefined): void {
  const until = days === null ? null : addDays(on.day, days);
  if (scope === "account" || scope === "item") {
    if (scope === "item" && !item) return;
    const id = on.note({ kind: "hold", item: scope === "item" ? item!.item : null, reason: "x", until });
    on.afterDays(liftedAfter, (then) => void then.note({ kind: "lift", hold: id }));
    return;
  }
  const channel = scope === "debtor" || scope === "contact" ? null : scope;
  const id = on.note({ kind: "debtor-hold", reason: "x", until, channel, contact: scope === "contact" ? EMAIL : null });
  on.afterDays(liftedAfter, (then) => void then.note({ kind: "debtor-lift", hold: id }));
}

function stop(on: Happenings, { kind, endedAfter }: EventOf<"reply" | "insolvency" | "stop-contact">): void {
  if (kind === "reply") on.note({ kind, detail: "" });
  else on.note({ kind });
  const end: Happening = kind === "reply" ? { kind: "reply-read", detail: "" } : { kind: kind === "insolvency" ? "insolvency-ended" : "contact-allowed" };
  on.afterDays(endedAfter, (then) => void then.note(end));
}

export function approve(on: Happenings, by: string, items: readonly { readonly item: number; readonly openMinor: bigint }[]): void {
  on.note({ kind: "hand-over-approved", items: items.map(({ item }) => item), open: items.map(({ openMinor }) => String(openMinor)) }, by);
}

function waive(on: Happenings): void {
  const [charge] = naiveLedger(on.account.entries).charges.values();
  if (!charge) return;
  const { newest, item, openMinor } = charge;
  on.settle("write-off", item, openMinor);
  on.note({ kind: "waive", charge: item, document: newest.document, amountMinor: openMinor, reason: "x" });
}

function agencyRecall(on: Happenings, { which }: EventOf<"agency-recall">, open: readonly Owed[]): void {
  const final = on.account.activities.findLast((activity): activity is ActivityOf<"letter"> => activity.kind === "letter" && activity.step === "final");
  const placed = final?.items.map(({ item }) => item).filter((item) => open.some((each) => each.item === item)) ?? [];
  if (placed.length > 0) on.note({ kind: "placement-recalled", items: [placed[which % placed.length]!], reason: "x" });
}

/** What happens to the newest letter. */
function delivered(on: Happenings, event: EventOf<"recall" | "bounce" | "held" | "uncertain">): void {
  if (event.kind === "uncertain") {
    const delivery = `d${on.account.activities.length}`;
    on.note({ kind: "delivery-uncertain", delivery });
    on.afterDays(event.resolvedAfter, (then) => void then.note({ kind: "delivery-resolved", delivery, outcome: "accepted" }));
    return;
  }
  if (event.kind === "held") {
    const channels = event.code === "address" ? { channels: ["email"] } : {};
    on.note({ kind: "delivery-held", code: event.code, step: "first", detail: "", ...channels });
    on.afterDays(event.resolvedAfter, (then) => void then.note({ kind: "delivery-held-resolved" }));
    return;
  }
  const letter = on.letter();
  const isUndone = on.account.activities.some((each) => (each.kind === "recall" || each.kind === "letter-returned") && each.letter === letter?.letter);
  if (!letter || isUndone || letter.step === "final") return;
  if (event.kind === "recall") on.note({ kind: "recall", letter: letter.letter, reason: "x" });
  else {
    for (const channel of letter.channels) on.note({ kind: "letter-returned", letter: letter.letter, channel, detail: "" });
    on.afterDays(event.mendedAfter, (then) => void then.note({ kind: "delivery-held-resolved" }));
  }
  on.engine.takeBackCharges(on.account, letter.letter, on.day);
}
