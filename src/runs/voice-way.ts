import voiceChannel from "../channels/voice.ts";
import { settings as voiceSettings, type VoiceSettings } from "../channels/voice/settings.ts";
import type { Language } from "../core/letter/language.ts";
import { findAll } from "../core/letter/lint/patterns.ts";
import { cleanText, type Notice } from "../core/letter/notice.ts";
import { pinOf, type SpokenLetter } from "../core/letter/spoken.ts";
import type { Conduct } from "../core/process/conduct.ts";
import type { Reason } from "../core/process/decision.ts";
import type { Step, StepRule } from "../core/process/procedure.ts";
import type { ClosedChannels } from "../core/process/view.ts";
import { voiceStops } from "../core/process/voice-allowed.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { chooseLanguage } from "../languages/read.ts";
import { spokenLetter, type VoiceHead } from "../letters/voice.ts";
import type { AccountRow } from "../store/account-store.ts";
import { conductFor } from "./call-check.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import type { LetterParties } from "./letter-facts.ts";
import { reasonSentences } from "./reason-sentence.ts";

/** The voice channel as a creditor has set it up; null: not at all. */
export function voiceOf({ channels }: Pick<Creditor, "channels">): VoiceSettings | null {
  return channels.voice ? voiceSettings.parse(channels.voice) : null;
}

/**
 * Whether a voice message could reach the debtor at all: by what does not change from day to day. The caps, the law and the rest are asked when
 * a letter leaves.
 */
export function isSpokenTo(creditor: Creditor, { phone, type, debtor }: Pick<AccountRow, "phone" | "type" | "debtor">): boolean {
  const { voice } = creditor.channels as { readonly voice?: { readonly consented?: readonly string[] } | null };
  if (!voice || phone === null) return false;
  return type === "company" || type === "public" || (voice.consented ?? []).includes(debtor);
}

/** What speaks against a voice message of a step to this debtor on a day; empty: it may be made. */
export async function voiceHindrances(
  step: Step,
  { view }: Pick<DecidedAccount, "view">,
  { creditor, debtor }: LetterParties,
  closed: ClosedChannels,
  asOf: Day,
): Promise<Reason[]> {
  const voice = voiceOf(creditor);
  if (!voice) return [{ code: "voice-not-set-up" }];
  const conduct = await conductOf({ creditor, debtor }, asOf);
  const { lexicon } = chooseLanguage([debtor.language, creditor.language]);
  return voiceStops({
    step,
    view,
    closed,
    conduct,
    hasAgreed: voice.consented.includes(debtor.id),
    hasNumber: voiceChannel.recipient(debtor, voice) !== null,
    hasPin: pinOf(debtor, conduct.automatedCalls.pin) !== null,
    nameTells: findAll(lexicon.debtWords, nameOf(voice, creditor)).length > 0,
    today: asOf,
  });
}

/** The law of a debtor's country; one that is not told is taken to be the creditor's. */
function conductOf({ creditor, debtor }: LetterParties, asOf: Day): Promise<Conduct> {
  return conductFor({ country: debtor.country ?? creditor.country, type: debtor.type }, asOf);
}

function nameOf({ spokenName }: VoiceSettings, { name }: Creditor): string {
  return cleanText(spokenName ?? name);
}

/** The ways that are closed for a letter, and as sentences why voice is among them where its step names it. */
export async function voiceWay(
  { step, channels, also }: Pick<StepRule, "channels" | "also"> & { readonly step?: Step },
  decided: Pick<DecidedAccount, "view">,
  parties: LetterParties,
  closed: ClosedChannels,
  asOf: Day,
): Promise<{ readonly closed: ClosedChannels; readonly unspoken: readonly string[] }> {
  if (!step || ![...channels, ...also].includes("voice")) return { closed, unspoken: [] };
  const stops = await voiceHindrances(step, decided, parties, closed, asOf);
  return stops.length === 0 ? { closed, unspoken: [] } : { closed: new Set([...closed, "voice"]), unspoken: reasonSentences(stops) };
}

/** A notice as it is spoken to this debtor: what is asked for as PIN, and whether a machine is spoken to, by the law of his country. */
export async function spokenOf(
  { notice, language }: { readonly notice: Notice; readonly language: Language },
  { delivery, phone }: Pick<VoiceHead, "delivery" | "phone">,
  parties: LetterParties,
  asOf: Day,
): Promise<SpokenLetter> {
  const { creditor, debtor } = parties;
  const voice = voiceOf(creditor);
  const { automatedCalls, voicemail } = await conductOf(parties, asOf);
  const pin = pinOf(debtor, automatedCalls.pin);
  if (!voice || !pin) throw new Error(`nothing can be said to debtor ${debtor.id}: the channel is not set up, or there is no PIN`);
  const leaves = voicemail === "allowed" || (voicemail === "with-consent" && voice.consented.includes(debtor.id));
  const head = { delivery, phone, pin, creditor: creditor.id, name: nameOf(voice, creditor) };
  return spokenLetter(notice, language, { ...head, voicemail: voice.voicemail && leaves, connects: voice.connectTo !== undefined });
}
