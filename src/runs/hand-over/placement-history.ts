import { documentNumbers } from "../../core/ledger/entry.ts";
import type { Activity, ActivityOf, CALL_OUTCOMES } from "../../core/process/activity.ts";
import { standingLetters } from "../../core/process/dunning-state.ts";
import { planStates } from "../../core/process/plan.ts";
import { promiseStates } from "../../core/process/promise.ts";
import { formatMinor } from "../../core/values/money.ts";
import type { ProvenDelivery } from "../../store/placement-store.ts";
import type { HandOverCase } from "./case.ts";
import type { PlacementDocument } from "./placement-schema.ts";
import { stepName } from "./placement-words.ts";

type History = Pick<PlacementDocument, "letters" | "history" | "promises" | "plans" | "disputes">;

/** How letters left, and the links of the account's chain: what the store knows beside the activities. */
export interface Proofs {
  readonly deliveries: readonly ProvenDelivery[];
  readonly chain: ReadonlyMap<number, string>;
}

/** Everything that went to and fro about these items, with its proofs. Notes among colleagues stay in the house. */
export function placementHistory(the: HandOverCase, items: ReadonlySet<number>, proofs: Proofs): History {
  const { view, entries, account } = the.decided;
  const documents = documentNumbers(entries);
  const tell: Teller = {
    named: (ids) => ids.flatMap((id) => documents.get(id) ?? []),
    money: (minor) => formatMinor(BigInt(minor), account.currency),
    currency: account.currency,
    proofs,
  };
  const about = view.activities.filter((activity) => concerns(activity, items, view.activities));
  return {
    letters: standingLetters(about).map((letter) => letterOf(letter, tell)),
    history: about.flatMap((activity) => eventsOf(activity, tell)),
    promises: promisesOf(the, about, tell),
    plans: plansOf(the, about, tell),
    disputes: disputesOf(about, tell),
  };
}

interface Teller {
  readonly named: (items: readonly number[]) => string[];
  readonly money: (minor: bigint | string) => string;
  readonly currency: string;
  readonly proofs: Proofs;
}

/** A letter, promise or dispute of other items is not the receiver's business. */
function concerns(activity: Activity, items: ReadonlySet<number>, all: readonly Activity[]): boolean {
  switch (activity.kind) {
    case "letter":
      return activity.items.some(({ item }) => items.has(item));
    case "letter-returned":
    case "copy-given-up":
    case "recall":
      return all.some((each) => each.kind === "letter" && each.letter === activity.letter && concerns(each, items, all));
    case "promise":
    case "plan":
      return activity.items.length === 0 || activity.items.some((item) => items.has(item));
    case "promise-withdrawn":
      return all.some((each) => each.id === activity.promise && concerns(each, items, all));
    case "plan-withdrawn":
      return all.some((each) => each.id === activity.plan && concerns(each, items, all));
    case "answer":
      return all.some((each) => each.id === activity.of && (each.kind === "recall" || concerns(each, items, all)));
    case "dispute":
    case "dispute-resolved":
      return items.has(activity.item);
    case "placement-recalled":
      return activity.items.some((item) => items.has(item));
    default:
      return activity.kind === "call" || activity.kind === "contact" || activity.kind === "reply";
  }
}

function letterOf(activity: ActivityOf<"letter">, { named, proofs }: Teller): History["letters"][number] {
  const deliveries = proofs.deliveries.filter(({ letter }) => letter === activity.letter);
  const files = deliveries.flatMap((delivery) => delivery.files);
  const distinct = files.filter((file, index) => files.findIndex(({ hash }) => hash === file.hash) === index);
  return {
    letter: activity.letter,
    step: activity.step,
    sentOn: activity.sentOn,
    expectedOn: activity.deliveredOn,
    payBy: activity.payBy,
    documents: named(activity.items.map(({ item }) => item)),
    procedure: activity.procedure ?? null,
    files: distinct.map(({ name, mediaType, hash }) => ({ name, mediaType, sha256: hash })),
    deliveries: deliveries.map(proofOf),
  };
}

/** A folder of the creditor's is no recipient, and its path is nobody's business. */
function proofOf({ channel, recipient, state, receipt }: ProvenDelivery): History["letters"][number]["deliveries"][number] {
  const text = (name: string) => (typeof receipt?.[name] === "string" ? receipt[name] : null);
  const own = channel === "outbox";
  return { channel, recipient: own ? null : recipient, state, answer: text("answer") ?? text("detail"), reference: own ? null : text("providerId") };
}

type Event = History["history"][number];

function eventsOf(activity: Activity, tell: Teller): Event[] {
  const said = saidOf(activity, tell);
  if (!said) return [];
  const event = { activity: activity.id, day: activity.happenedOn, kind: activity.kind, by: activity.by, chain: tell.proofs.chain.get(activity.id) ?? null };
  if (activity.kind !== "letter") return [{ ...event, recipient: null, sha256: [], channel: null, ...said }];
  const { files, deliveries } = letterOf(activity, tell);
  const recipients = deliveries.flatMap(({ recipient }) => recipient ?? []);
  const recipient = recipients.length > 0 ? recipients.join("; ") : null;
  return [{ ...event, recipient, sha256: files.map(({ sha256 }) => sha256), channel: activity.channels.join(", "), ...said }];
}

const CALLED: Readonly<Record<(typeof CALL_OUTCOMES)[number], string>> = {
  no_answer: "Call, no answer",
  busy: "Call, engaged",
  voicemail: "Call, message left",
  wrong_number: "Call, wrong number",
  third_party: "Call, another person answered",
  reached: "Call",
  rpc_promise: "Call, payment promised",
  rpc_paid: "Call, said to have been paid",
  rpc_dispute: "Call, claim disputed",
  rpc_plan: "Call, payment plan agreed",
  rpc_refusal: "Call, payment refused",
  rpc_callback: "Call, to be called again",
  stop_contact: "Call, asked for no further contact",
};

/** What happened in a few words; null: nothing between the two sides. */
function saidOf(activity: Activity, { named, money, currency }: Teller): (Partial<Event> & { what: string }) | null {
  const joined = (...parts: readonly (string | null | undefined)[]) => parts.filter((part) => part).join(": ");
  switch (activity.kind) {
    case "letter":
      return {
        what: `${stepName(activity.step)} ${activity.letter} for ${named(activity.items.map(({ item }) => item)).join(", ")}${activity.payBy ? `, payment by ${activity.payBy}` : ""}`,
      };
    case "answer":
      return { what: `Written answer ${activity.letter} (${activity.about})`, channel: activity.channels.join(", ") };
    case "letter-returned":
      return { what: joined(`Letter ${activity.letter} came back`, activity.detail), channel: activity.channel };
    case "copy-given-up":
      return { what: joined(`A copy of letter ${activity.letter} was not sent`, activity.detail), channel: activity.channel };
    case "recall":
      return { what: joined(`Letter ${activity.letter} was recalled`, activity.reason) };
    case "contact":
      return { what: joined("Contact", activity.detail), channel: activity.channel };
    case "reply":
      return { what: joined("The debtor replied", activity.detail) };
    case "call":
      return {
        what: joined(CALLED[activity.outcome], activity.detail),
        channel: "phone",
        recipient: [activity.person, activity.number].filter(Boolean).join(", ") || null,
      };
    case "promise":
      return {
        what: `Promise of ${money(activity.amountMinor)} ${currency} by ${activity.day}`,
        channel: activity.channel ?? null,
        recipient: activity.contact ?? null,
      };
    case "promise-withdrawn":
      return { what: "The promise was withdrawn" };
    case "plan":
      return { what: `Payment plan of ${activity.instalments.length} instalments`, channel: activity.channel ?? null, recipient: activity.contact ?? null };
    case "plan-withdrawn":
      return { what: "The payment plan was withdrawn" };
    case "dispute":
      return { what: joined(`Dispute of ${named([activity.item]).join()} (${activity.reason})`, activity.detail), channel: activity.channel ?? null };
    case "dispute-resolved":
      return { what: joined(`Dispute of ${named([activity.item]).join()} answered, ${activity.outcome}`, activity.detail) };
    case "placement-recalled":
      return { what: joined("Taken back from the agency", activity.reason) };
    default:
      return null;
  }
}

function promisesOf(the: HandOverCase, about: readonly Activity[], { named, money }: Teller): History["promises"] {
  const { view, procedure, rules } = the.decided;
  const states = new Map(promiseStates(view, procedure, rules, the.asOf).map(({ promise, status }) => [promise.id, status]));
  return about.flatMap((activity) => {
    if (activity.kind !== "promise") return [];
    const { id, happenedOn, amountMinor, day, items, contact = null, channel = null } = activity;
    return [{ activity: id, made: happenedOn, amount: money(amountMinor), day, status: states.get(id) ?? "open", documents: named(items), contact, channel }];
  });
}

function plansOf(the: HandOverCase, about: readonly Activity[], { named, money }: Teller): History["plans"] {
  const { view, procedure, rules } = the.decided;
  return planStates(view, procedure, rules, the.asOf)
    .filter(({ plan }) => about.some(({ id }) => id === plan.id))
    .map(({ plan: { id, happenedOn, items, interest, instalments, contact = null, channel = null }, status }) => ({
      activity: id,
      made: happenedOn,
      documents: named(items),
      instalments: instalments.map(({ day, amountMinor }) => ({ day, amount: money(amountMinor) })),
      interest,
      status,
      contact,
      channel,
    }));
}

/** Each dispute with the first answer that came after it. */
function disputesOf(about: readonly Activity[], { named, money }: Teller): History["disputes"] {
  return about.flatMap((activity) => {
    if (activity.kind !== "dispute") return [];
    const { item, reason, detail, amountMinor = null } = activity;
    const answer = about.find(
      (each): each is ActivityOf<"dispute-resolved"> => each.kind === "dispute-resolved" && each.item === item && each.id > activity.id,
    );
    return [
      {
        document: named([item]).join(),
        day: activity.happenedOn,
        reason,
        detail,
        amount: amountMinor === null ? null : money(amountMinor),
        answer: answer ? { day: answer.happenedOn, outcome: answer.outcome, detail: answer.detail ?? null, payBy: answer.payBy } : null,
      },
    ];
  });
}
