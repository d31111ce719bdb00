import type { CallSheet } from "../core/insight/call-sheet.ts";
import { isLetterStep, type Step } from "../core/process/procedure.ts";
import { parseMinor } from "../core/values/money.ts";
import type { Wording } from "./wording.ts";

/** What to say, in the debtor's language, in the order of the call. */
export interface CallScript {
  readonly language: string;
  readonly opening: string;
  /** Comes before anything is said of money. */
  readonly identify: string;
  readonly reason: string;
  readonly listen: string;
  readonly complaint: string;
  readonly offer: string;
  readonly close: string;
  /** Where nothing was agreed. */
  readonly closeOpen: string;
  /** Where somebody else answers. */
  readonly thirdParty: string;
  /** Null: no message may be left. */
  readonly voicemail: string | null;
}

/** `phone` is the creditor's, for calling back. */
export function callScript(sheet: CallSheet, wording: Wording, phone: string): CallScript {
  const { goal, creditor, contact, conduct, debtor } = sheet;
  const person = debtor.type === "consumer" || debtor.type === "sole-trader";
  const say = (key: string) => wording.label(`call.${key}`, { ...valuesOf(sheet, wording), creditor: creditor.name, contact: contact.name, person, phone });
  return {
    language: wording.locale,
    opening: say("opening"),
    identify: say("identify"),
    reason: say(`reason.${goal}`),
    listen: say("listen"),
    complaint: say("complaint"),
    offer: say(`offer.${goal}`),
    close: say("close"),
    closeOpen: say("close-open"),
    thirdParty: say("third-party"),
    // Consent is not on file anywhere: what needs it is not offered.
    voicemail: conduct.voicemail === "allowed" ? say("voicemail") : null,
  };
}

function valuesOf(sheet: CallSheet, wording: Wording): Record<string, unknown> {
  const { currency, items, letters, promises, concessions, amounts } = sheet;
  const money = (major: string) => wording.money(parseMinor(major, currency)!, currency);
  const item = items.find(({ document }) => document === sheet.about);
  const promise = promises.findLast(({ state }) => state === "broken" || state === "partly-kept");
  const letter = letters.find(({ step }) => isLetterStep(step as Step)) ?? letters[0];
  return {
    about: item?.document,
    about_open: item && money(item.open),
    issued: item && wording.longDay(item.issued),
    due: item && wording.weekdayDay(item.due),
    overdue: money(amounts.overdue),
    written: letter && wording.longDay(letter.day),
    promised: promise && money(promise.amount),
    promised_day: promise && wording.weekdayDay(promise.day),
    until: wording.weekdayDay(concessions.promiseUntil),
    hand_over: concessions.fullAmountBy && wording.weekdayDay(concessions.fullAmountBy),
    renewals: concessions.renewalsLeft > 0,
  };
}
