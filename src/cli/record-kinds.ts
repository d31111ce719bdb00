import { CALL_OUTCOMES, type Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import { readDay } from "./context.ts";

/** The options of `firmly record` that say what happened. */
export interface RecordWords {
  readonly amount?: string;
  readonly day?: string;
  readonly document?: string[];
  readonly reason?: string;
  readonly detail?: string;
  readonly until?: string;
  readonly outcome?: string;
  readonly payBy?: string;
  readonly id?: string;
}

type ItemOf = (document: string) => number;
type Minor = (text: string) => bigint;
type Build = (words: RecordWords, itemOf: ItemOf, minor: Minor) => Happening;

// The ways on which people meet.
const CHANNELS = "email post phone visit sms fax portal other".split(" ");

/** What can be recorded, and the options that each needs. */
export const KINDS: Readonly<Record<string, Build>> = {
  promise: (o, itemOf, minor) => ({
    kind: "promise",
    amountMinor: minor(need(o.amount, "--amount AMOUNT")),
    day: readDay("--day", need(o.day, "--day DAY")),
    items: [...new Set((o.document ?? []).map(itemOf))],
  }),
  withdraw: (o) => ({ kind: "promise-withdrawn", promise: activity(o.id, "the promise's number on the timeline") }),
  dispute: (o, itemOf) => ({ kind: "dispute", item: itemOf(oneDocument(o)), reason: need(o.reason, "--reason CODE"), detail: o.detail ?? "" }),
  resolve: (o, itemOf) => ({
    kind: "dispute-resolved",
    item: itemOf(oneDocument(o)),
    outcome: oneOf(o.outcome, "--outcome", ["justified", "unjustified"]),
    payBy: optionalDay("--pay-by", o.payBy),
  }),
  hold: (o, itemOf) => ({
    kind: "hold",
    item: o.document === undefined ? null : itemOf(oneDocument(o)),
    reason: need(o.reason, "--reason TEXT"),
    until: optionalDay("--until", o.until),
  }),
  lift: (o) => ({ kind: "lift", hold: activity(o.id, "the hold's number on the timeline") }),
  call: (o) => ({ kind: "call", outcome: oneOf(o.outcome?.replaceAll("-", "_"), "--outcome", CALL_OUTCOMES), detail: o.detail ?? "" }),
  contact: (o) => ({ kind: "contact", channel: oneOf(o.reason, "--reason", CHANNELS), detail: o.detail ?? "" }),
  note: (o) => ({ kind: "note", detail: need(o.detail, "--detail TEXT") }),
  reply: (o) => ({ kind: "reply", detail: o.detail ?? "" }),
  read: (o) => ({ kind: "reply-read", detail: o.detail ?? "" }),
  "sales-check": (o) => ({ kind: "sales-check", answer: oneOf(o.outcome, "--outcome", ["no-dispute", "dispute"]), detail: o.detail ?? "" }),
  "acknowledge-reversal": () => ({ kind: "reversal-acknowledged" }),
  "address-fixed": () => ({ kind: "delivery-held-resolved" }),
  "letter-fixed": () => ({ kind: "delivery-held-resolved" }),
  insolvency: () => ({ kind: "insolvency" }),
  "insolvency-ended": () => ({ kind: "insolvency-ended" }),
  "stop-contact": () => ({ kind: "stop-contact" }),
  "contact-allowed": () => ({ kind: "contact-allowed" }),
};

/** These concern the debtor, so that its id will do. */
export const DEBTOR_WIDE_KINDS: ReadonlySet<string> = new Set(["reply", "read", "insolvency", "insolvency-ended", "stop-contact", "contact-allowed"]);

function need(value: string | undefined, option: string): string {
  if (value === undefined || value.trim() === "") throw new UserError("option-missing", `This needs ${option}.`);
  return value;
}

function optionalDay(option: string, text: string | undefined) {
  return text === undefined ? null : readDay(option, text);
}

/** Only a promise covers several documents: of the others each is recorded by itself, so that each can end by itself. */
function oneDocument({ document }: RecordWords): string {
  if (document && document.length > 1) throw new UserError("one-document", "This is recorded of one document: say it again for each of them.");
  return need(document?.[0], "--document NUMBER");
}

function activity(id: string | undefined, what: string): number {
  const given = need(id, `--id ACTIVITY, ${what}`);
  if (!/^\d{1,15}$/.test(given)) throw new UserError("option-invalid", `--id "${given}" is no activity: it is ${what}, as \`firmly account\` shows it.`);
  return Number(given);
}

function oneOf<T extends string>(value: string | undefined, option: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new UserError("option-invalid", `This needs ${option} with one of: ${allowed.join(", ")}.`);
  return found;
}
