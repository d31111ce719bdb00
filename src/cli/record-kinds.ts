import { CALL_OUTCOMES, CONTACT_CHANNELS, DEBTOR_WIDE } from "../core/process/activity.ts";
import { DELAY_REASONS } from "../core/process/delay-reasons.ts";
import { DISPUTE_REASONS } from "../core/process/dispute-reason.ts";
import { WAYS } from "../core/process/way.ts";
import { UserError } from "../core/user-error.ts";
import type { Said } from "../runs/said.ts";
import { readDay } from "./context.ts";
import { readDayAmount } from "./day-amount.ts";

/** The options of `firmly record` that say what happened. */
export interface RecordWords {
  readonly amount?: string;
  readonly day?: string;
  readonly document?: string[];
  readonly instalment?: string[];
  readonly interest?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly until?: string;
  readonly outcome?: string;
  readonly payBy?: string;
  readonly id?: string;
  readonly contact?: string;
  readonly channel?: string;
  readonly owner?: string;
  readonly answerBy?: string;
  readonly evidence?: string;
  readonly scope?: string;
  readonly on?: string;
  readonly person?: string;
  readonly identified?: boolean;
  readonly number?: string;
  readonly direction?: string;
  readonly delayReason?: string;
  readonly agreed?: string;
  readonly next?: string;
  readonly sheet?: string;
}

interface RecordKind {
  /** The options that it takes, as the help shows them. */
  readonly usage: string;
  readonly says: string;
  readonly build: (words: RecordWords) => Said;
}

const HOLD_SCOPES = ["account", "debtor", "channel", "contact"] as const;

/** What can be recorded, and the options that each takes. */
export const KINDS: Readonly<Record<string, RecordKind>> = {
  promise: {
    usage: "--amount A --day DAY [--document N...] [--contact NAME] [--channel WAY]",
    says: "a promise to pay: of these documents, else of the whole account",
    build: (o) => ({
      kind: "promise",
      amount: need(o.amount, "--amount AMOUNT"),
      day: readDay("--day", need(o.day, "--day DAY")),
      documents: o.document ?? [],
      ...agreed(o),
    }),
  },
  withdraw: {
    usage: "[--id NUMBER]",
    says: "takes a promise back; without a number the only one that runs",
    build: (o) => ({ kind: "promise-withdrawn", promise: numberOf(o.id, "the promise's number on the timeline") }),
  },
  plan: {
    usage: "--instalment DAY:AMOUNT... [--document N...] [--interest runs|waived] [--contact NAME] [--channel WAY]",
    says: "a payment plan: its instalments stand in for the due dates",
    build: (o) => ({
      kind: "plan",
      instalments: instalments(o.instalment),
      documents: o.document ?? [],
      interest: oneOf(o.interest ?? "runs", "--interest", ["runs", "waived"]),
      ...agreed(o),
    }),
  },
  "withdraw-plan": {
    usage: "[--id NUMBER]",
    says: "ends a payment plan; without a number the only one that runs",
    build: (o) => ({ kind: "plan-withdrawn", plan: numberOf(o.id, "the plan's number on the timeline") }),
  },
  dispute: {
    usage: "--document N --reason CODE [--amount A] [--owner PERSON] [--answer-by DAY] [--evidence TEXT] [--detail TEXT] [--contact NAME] [--channel WAY]",
    says: `what the debtor contests, of the whole or of an amount. Codes: ${DISPUTE_REASONS.join(", ")}`,
    build: (o) => ({
      kind: "dispute",
      document: oneDocument(o),
      reason: oneOf(o.reason, "--reason", DISPUTE_REASONS),
      amount: o.amount ?? null,
      owner: o.owner ?? null,
      answerBy: optionalDay("--answer-by", o.answerBy),
      evidence: o.evidence ?? "",
      detail: o.detail ?? "",
      ...agreed(o),
    }),
  },
  resolve: {
    usage: "--document N --outcome justified|unjustified [--pay-by DAY] [--detail TEXT]",
    says: "the answer to a dispute; unjustified asks for payment by a new day, which the procedure names where you do not",
    build: (o) => ({
      kind: "dispute-resolved",
      document: oneDocument(o),
      outcome: oneOf(o.outcome, "--outcome", ["justified", "unjustified"]),
      payBy: optionalDay("--pay-by", o.payBy),
      detail: o.detail ?? "",
    }),
  },
  hold: {
    usage: "--reason TEXT [--until DAY] [--document N] [--scope debtor | --on email|post|phone|voice | --contact ADDRESS]",
    says: "nothing goes out: about this document, this account, to the debtor at all, by this way, or to this address or number",
    build: hold,
  },
  lift: {
    usage: "[--id NUMBER] [--document N]",
    says: "ends a hold; without a number the only one that runs",
    build: (o) => ({
      kind: "lift",
      hold: numberOf(o.id, "the hold's number on the timeline"),
      document: o.document === undefined ? null : oneDocument(o),
    }),
  },
  call: {
    usage:
      "--outcome CODE [--amount A --day DAY [--document N...] | --instalment DAY:AMOUNT... | --document N --reason CODE [--amount A]] [--person NAME] [--identified] [--number N] [--direction inbound] [--delay-reason CODE] [--agreed TEXT] [--next DAY] [--sheet SHA256] [--detail TEXT]",
    says: `a call, and with it what came out of it: the promise of rpc_promise, the plan of rpc_plan, the dispute of rpc_dispute. Codes: ${CALL_OUTCOMES.join(", ")}; for the delay: ${DELAY_REASONS.join(", ")}`,
    build: call,
  },
  contact: {
    usage: "--channel WAY [--detail TEXT]",
    says: "a contact outside of Firmly, which the next letter may mention",
    // --reason named the way before --channel was there.
    build: (o) => ({ kind: "contact", channel: oneOf(o.channel ?? o.reason, "--channel", WAYS), detail: o.detail ?? "" }),
  },
  note: {
    usage: "--detail TEXT",
    says: "anything worth keeping; it changes nothing",
    build: (o) => ({ kind: "note", detail: need(o.detail, "--detail TEXT") }),
  },
  reply: {
    usage: "[--channel WAY] [--detail TEXT]",
    says: "the debtor wrote: nothing goes out until somebody has read it",
    build: (o) => ({ kind: "reply", detail: o.detail ?? "", channel: way(o.channel) }),
  },
  read: { usage: "[--detail TEXT]", says: "the reply was read and answered", build: (o) => ({ kind: "reply-read", detail: o.detail ?? "" }) },
  "sales-check": {
    usage: "--outcome no-dispute|dispute [--detail TEXT]",
    says: "what the salesperson knows; a dispute says which",
    build: (o) => ({ kind: "sales-check", answer: oneOf(o.outcome, "--outcome", ["no-dispute", "dispute"]), detail: o.detail ?? "" }),
  },
  "acknowledge-reversal": { usage: "", says: "somebody has looked at the payment that came back", build: () => ({ kind: "reversal-acknowledged" }) },
  "address-fixed": { usage: "", says: "the address was mended: the letter goes again", build: () => ({ kind: "delivery-held-resolved" }) },
  "letter-fixed": { usage: "", says: "what held the letter back was mended", build: () => ({ kind: "delivery-held-resolved" }) },
  insolvency: { usage: "", says: "the debtor is insolvent: nothing goes out, until the end of it is recorded", build: () => ({ kind: "insolvency" }) },
  "insolvency-ended": { usage: "", says: "the insolvency has ended", build: () => ({ kind: "insolvency-ended" }) },
  "stop-contact": { usage: "", says: "the debtor asked not to be contacted", build: () => ({ kind: "stop-contact" }) },
  "contact-allowed": { usage: "", says: "the debtor may be contacted again", build: () => ({ kind: "contact-allowed" }) },
};

/** What concerns the debtor, so that its id will do, however many accounts it has. */
export function concernsDebtor(said: Said): boolean {
  return said.kind === "hold" ? said.scope !== "account" : DEBTOR_WIDE.has(said.kind);
}

/** The options of a promise, a plan or a dispute beside those of the call mean that it came out of it. */
function call(o: RecordWords): Said {
  const outcome = oneOf(o.outcome?.replaceAll("-", "_"), "--outcome", CALL_OUTCOMES);
  const disputed = outcome === "rpc_dispute" && o.document !== undefined;
  const planned = o.instalment !== undefined;
  const promised = !disputed && !planned && (o.amount !== undefined || o.day !== undefined);
  const documents = o.document ?? [];
  return {
    kind: "call",
    outcome,
    detail: o.detail ?? "",
    direction: oneOf(o.direction ?? "outbound", "--direction", ["outbound", "inbound"]),
    person: o.person?.trim() || null,
    identified: o.identified ?? null,
    number: o.number?.trim() || null,
    delayReason: o.delayReason === undefined ? null : oneOf(o.delayReason, "--delay-reason", DELAY_REASONS),
    agreed: o.agreed ?? "",
    nextOn: optionalDay("--next", o.next),
    sheet: o.sheet ?? null,
    promise: promised ? { amount: need(o.amount, "--amount AMOUNT"), day: readDay("--day", need(o.day, "--day DAY")), documents } : null,
    plan: planned ? { instalments: instalments(o.instalment), documents, interest: oneOf(o.interest ?? "runs", "--interest", ["runs", "waived"]) } : null,
    dispute: disputed ? { document: oneDocument(o), reason: oneOf(o.reason, "--reason", DISPUTE_REASONS), amount: o.amount ?? null } : null,
  };
}

function hold(o: RecordWords): Said {
  // --on and --contact say the scope by themselves.
  const scope =
    o.scope === undefined ? (o.on === undefined ? (o.contact === undefined ? "account" : "contact") : "channel") : oneOf(o.scope, "--scope", HOLD_SCOPES);
  return {
    kind: "hold",
    scope,
    document: o.document === undefined ? null : oneDocument(o),
    on: o.on === undefined ? null : oneOf(o.on, "--on", CONTACT_CHANNELS),
    contact: o.contact?.trim() ?? null,
    reason: need(o.reason, "--reason TEXT"),
    until: optionalDay("--until", o.until),
  };
}

function agreed({ contact, channel }: RecordWords) {
  return { contact: contact?.trim() || null, channel: way(channel) };
}

function way(channel: string | undefined) {
  return channel === undefined ? null : oneOf(channel, "--channel", WAYS);
}

/** "2026-12-01:500" */
function instalments(given: readonly string[] | undefined) {
  if (!given || given.length === 0) throw new UserError("option-missing", "This needs --instalment DAY:AMOUNT, once for each instalment.");
  return given.map((text) => readDayAmount("--instalment", text));
}

function need(value: string | undefined, option: string): string {
  if (value === undefined || value.trim() === "") throw new UserError("option-missing", `This needs ${option}.`);
  return value;
}

function optionalDay(option: string, text: string | undefined) {
  return text === undefined ? null : readDay(option, text);
}

/** Only promises and plans cover several documents: of the others each is recorded by itself, so that each can end by itself. */
function oneDocument({ document }: RecordWords): string {
  if (document && document.length > 1) throw new UserError("one-document", "This is recorded of one document: say it again for each of them.");
  return need(document?.[0], "--document NUMBER");
}

function numberOf(id: string | undefined, what: string): number | null {
  if (id === undefined) return null;
  if (!/^\d{1,15}$/.test(id)) throw new UserError("option-invalid", `--id "${id}" is no activity: it is ${what}, as \`firmly account\` shows it.`);
  return Number(id);
}

function oneOf<T extends string>(value: string | undefined, option: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new UserError("option-invalid", `This needs ${option} with one of: ${allowed.join(", ")}.`);
  return found;
}
