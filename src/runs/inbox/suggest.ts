import { DISPUTE_REASONS } from "../../core/process/dispute-reason.ts";
import { hasUnreadAmount } from "../../inbox/intent/unread-amount.ts";
import { beginning } from "../../core/values/beginning.ts";
import { addBusinessDays } from "../../core/values/business-days.ts";
import { addDays, type Day, earliest, latest } from "../../core/values/day.ts";
import { formatMinor, parseMinor, sumMinor } from "../../core/values/money.ts";
import type { Intent } from "../../inbox/contract.ts";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import type { RecordGround } from "../record-ground.ts";
import { documentsNamed } from "./documents-named.ts";
import type { KeptMail } from "./kept-reading.ts";

/** Bank days that a payment which "has been made" may take to arrive. */
const PAYMENT_BANK_DAYS = 3;
/** Bank days in which a payment plan is talked about. */
const TALKS_BANK_DAYS = 5;
/** A payment that is said to have been made later than that has not been made. */
const LATEST_PAID_DAYS = 3;
const MOST_WORDS = 500;
const MOST_NAME = 200;

/** What a suggestion records, as `said.ts` has it; what nobody has said is left out. */
export interface SuggestedHappening {
  readonly kind: "promise" | "dispute" | "hold" | "note" | "stop-contact" | "insolvency";
  readonly amount?: string;
  readonly day?: Day;
  readonly documents?: readonly string[];
  readonly document?: string;
  readonly reason?: string;
  readonly scope?: "account" | "contact";
  readonly contact?: string;
  readonly channel?: "email";
  readonly until?: Day;
  readonly detail?: string;
}

/** One thing that a person may record of a message with one click. */
export interface Suggestion {
  /** 1, 2, ... within the message. */
  readonly number: number;
  readonly intent: Intent["kind"];
  /** The writer's own words that led to it. */
  readonly words: string;
  readonly happening: SuggestedHappening;
  /** What a person has to add, because the message does not say it. */
  readonly missing: readonly ("day" | "amount" | "document")[];
}

/** What the intents of a message come to on the account that it is about. Nothing of it is recorded before a person says so. */
export function suggestionsOf({ number, reading, sender }: KeptMail, ground: RecordGround): Suggestion[] {
  const from = reading.from?.name ?? sender;
  const open = [...new Set(ground.view.ledger.items.map(({ document }) => document))];
  const seen = new Set<string>();
  const found: Suggestion[] = [];
  for (const intent of reading.intent) {
    const named = documentsNamed([intent.words, reading.text, reading.subject], open);
    const happening = happeningOf(intent, { ground, message: `M${number}`, open, named, ...(from && { from }) });
    const key = JSON.stringify(happening);
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ number: found.length + 1, intent: intent.kind, words: beginning(intent.words, MOST_WORDS), happening, missing: missingIn(happening) });
  }
  return found;
}

interface Facts {
  readonly ground: RecordGround;
  /** "M12" */
  readonly message: string;
  /** Numbers of the open documents. */
  readonly open: readonly string[];
  /** Those that the intent speaks of. */
  readonly named: readonly string[];
  readonly from?: string;
}

function happeningOf(intent: Intent, facts: Facts): SuggestedHappening {
  const { ground, message, named } = facts;
  const words = beginning(intent.words, MOST_WORDS);
  switch (intent.kind) {
    case "promise":
      return promised(intent, facts);
    case "dispute":
      return disputed(intent, facts);
    case "already-paid":
      return { kind: "hold", scope: "account", ...one(named), reason: `said to be paid (${message})`, until: paymentArrives(intent, ground) };
    case "plan-wanted": {
      const until = addBusinessDays(ground.rules.isBankDay, ground.asOf, TALKS_BANK_DAYS);
      return { kind: "hold", scope: "account", reason: `wants a payment plan (${message})`, until };
    }
    case "wrong-contact": {
      const { email } = ground.view.reach;
      if (email === null) return { kind: "note", detail: `Says that this is the wrong contact (${message}): ${words}` };
      return { kind: "hold", scope: "contact", contact: email, reason: `not the right contact any more (${message})` };
    }
    case "copy-wanted":
      return { kind: "note", detail: `Wants a copy${named.length > 0 ? ` of ${named.join(", ")}` : ""} (${message}): ${words}` };
    case "stop-contact":
    case "insolvency":
      return { kind: intent.kind };
  }
}

/**
 * No amount named: all that is overdue of what is named, else of the account, with its charges. A number that was not understood, or a part, leaves it to the
 * person who reads: the whole balance would be put into the writer's mouth.
 */
function promised({ amount, day, words }: Intent, { ground, named, from }: Facts): SuggestedHappening {
  const { currency } = ground.account;
  const whole = hasUnreadAmount(withoutDocuments(words, ground), readIntentLexicons(), ground.asOf) ? null : overdueMinor(ground, named);
  const minor = amount === null ? whole : parseMinor(amount, currency);
  return {
    kind: "promise",
    ...(minor !== null && minor > 0n && { amount: formatMinor(minor, currency) }),
    ...(day !== null && day >= ground.asOf && { day }),
    documents: named,
    ...by(from),
  };
}

function withoutDocuments(words: string, { view }: RecordGround): string {
  return view.ledger.items.reduce((rest, { document }) => rest.replaceAll(document, " "), words);
}

function overdueMinor({ view, asOf }: RecordGround, named: readonly string[]): bigint {
  const { items, charges } = view.ledger;
  const overdue = named.length > 0 ? items.filter(({ document }) => named.includes(document)) : items.filter(({ due }) => due < asOf);
  return sumMinor([...overdue, ...(named.length > 0 ? [] : charges)].map(({ openMinor }) => openMinor));
}

function disputed({ amount, reason, words }: Intent, { ground, open, named, message, from }: Facts): SuggestedHappening {
  const document = named.length === 1 ? named[0] : open.length === 1 ? open[0] : undefined;
  const minor = amount === null ? null : parseMinor(amount, ground.account.currency);
  const isPart = minor !== null && minor > 0n && document !== undefined && minor < openOf(document, ground);
  return {
    kind: "dispute",
    ...(document !== undefined && { document }),
    reason: DISPUTE_REASONS.find((known) => known === reason) ?? "other",
    ...(isPart && { amount: formatMinor(minor, ground.account.currency) }),
    detail: `${message}: ${beginning(words, MOST_WORDS)}`,
    ...by(from),
  };
}

function openOf(document: string, { view }: RecordGround): bigint {
  return sumMinor(view.ledger.items.filter((item) => item.document === document).map(({ openMinor }) => openMinor));
}

/** The day until which nothing is asked for: a payment made today, or on the day that is named, has arrived by then. */
function paymentArrives({ day }: Intent, { rules, asOf }: RecordGround): Day {
  const paidOn = earliest(latest(day, asOf), addDays(asOf, LATEST_PAID_DAYS))!;
  return addBusinessDays(rules.isBankDay, paidOn, PAYMENT_BANK_DAYS);
}

function by(from: string | undefined): Pick<SuggestedHappening, "contact" | "channel"> {
  return { ...(from !== undefined && { contact: beginning(from, MOST_NAME) }), channel: "email" };
}

function one(named: readonly string[]): Pick<SuggestedHappening, "document"> {
  return named.length === 1 ? { document: named[0]! } : {};
}

function missingIn(happening: SuggestedHappening): Suggestion["missing"] {
  if (happening.kind === "promise")
    return [...(happening.amount === undefined ? (["amount"] as const) : []), ...(happening.day === undefined ? (["day"] as const) : [])];
  return happening.kind === "dispute" && happening.document === undefined ? ["document"] : [];
}
