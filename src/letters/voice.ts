import { createHash } from "node:crypto";
import type { Language } from "../core/letter/language.ts";
import { cleanText, elementValue, isOfPlan, type Notice } from "../core/letter/notice.ts";
import { type Pin, SPOKEN_AFTER, SPOKEN_BEFORE, type SpokenAfter, type SpokenBefore, type SpokenLetter } from "../core/letter/spoken.ts";
import { sumMinor } from "../core/values/money.ts";
import { plainOf } from "./binding.ts";
import { spokenAmount, spokenDay, spokenNumber, spokenPhone } from "./voice-figures.ts";
import { type Wording, wordingOf } from "./wording.ts";

/** What a voice message rests on besides its notice. */
export interface VoiceHead {
  readonly delivery: string;
  /** The creditor's id. */
  readonly creditor: string;
  /** The name by which the caller introduces himself before the PIN. */
  readonly name: string;
  /** The number that is called: E.164. */
  readonly phone: string;
  readonly pin: Pin;
  readonly voicemail: boolean;
  /** Whether the listener can be put through to a person. */
  readonly connects: boolean;
}

/** Nobody listens to a longer name. */
const LONGEST_NAME = 100;

/** The bytes of a letter by voice. */
export function renderVoice(spoken: SpokenLetter): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(spoken)}\n`);
}

/** A notice as it is spoken: everything that can be said in the call, fixed before it is made. Pure. */
export function spokenLetter(notice: Notice, language: Language, head: VoiceHead): SpokenLetter {
  const wording = wordingOf(language, notice.debtor.country);
  const { delivery, creditor, phone, pin, voicemail, connects } = head;
  const contact = elementValue(notice, "contact-details");
  const values = {
    creditor: nameOf(head.name),
    addressee: addressee(notice, wording),
    contact: nameOf(contact?.name || head.name),
    phone: spokenPhone(contact?.phone ?? "", wording),
    count: pin.digits.length,
    connects,
  };
  const say = (key: string): string => wording.label(`voice.${key}`, values);
  const keyOf = (moment: SpokenBefore): string => (moment === "ask-pin" ? `ask-pin.${pin.asks}` : moment);
  const before = SPOKEN_BEFORE.map((moment) => [moment, say(keyOf(moment))] as const);
  const after = SPOKEN_AFTER.map((moment) => [moment, moment === "message" ? messageOf(notice, wording, values) : say(moment)] as const);
  return {
    version: 1,
    creditor,
    delivery,
    step: notice.step,
    locale: wording.locale,
    phone,
    pin: { asks: pin.asks, length: pin.digits.length, hash: createHash("sha256").update(`${delivery}:${pin.digits}`).digest("hex") },
    voicemail,
    before: Object.fromEntries(before) as Record<SpokenBefore, string>,
    after: Object.fromEntries(after) as Record<SpokenAfter, string>,
  };
}

/** A person by name; of a company whoever the ledger names, else the people who pay its bills. */
function addressee({ debtor }: Notice, wording: Wording): string {
  if (debtor.contactName) return wording.label("voice.addressee.person", { name: nameOf(debtor.contactName) });
  return wording.label(`voice.addressee.${debtor.person === false ? "company" : "person"}`, { name: nameOf(debtor.name) });
}

function nameOf(text: string): string {
  return cleanText(text).slice(0, LONGEST_NAME);
}

/** What is open, by when, how to pay and whom to ask, as the letter has it; no consequences: they are put in writing. */
function messageOf(notice: Notice, wording: Wording, said: { readonly contact: string; readonly phone: string }): string {
  const { currency, items, charges, credits, totalMinor, step } = notice;
  const money = (minor: bigint): string => spokenAmount(minor, currency, wording);
  const oldest = items.reduce((first, item) => (item.due < first.due ? item : first));
  const payBy = elementValue(notice, "payment-date");
  const values = {
    ...said,
    amount: money(totalMinor),
    pay_by: payBy && spokenDay(payBy, wording),
    due: wording.longDay(oldest.due),
    issued: wording.longDay(oldest.issued),
    document: spokenNumber(oldest.document, wording),
    count: items.length,
    number: oldest.instalment,
    of: oldest.plan?.of,
    charges: money(sumMinor(charges.map(({ amountMinor }) => amountMinor))),
    credit: money(sumMinor(credits.map(({ openMinor }) => openMinor))),
  };
  const say = (key: string): string => plainOf(wording.phrase(`voice.message.${key}`, values, items.length));
  const about = isOfPlan(notice) ? "instalment" : "invoice";
  return [
    "thanks",
    step,
    about,
    ...(charges.length > 0 ? ["charges"] : []),
    ...(credits.length > 0 ? ["credit"] : []),
    ...(items.some(({ disputedMinor }) => disputedMinor > 0n) ? ["disputed"] : []),
    ...(payBy ? [step === "reminder" ? "pay-then" : "pay"] : []),
    "paid",
    "help",
  ]
    .map(say)
    .join(" ");
}
