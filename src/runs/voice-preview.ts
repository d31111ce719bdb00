import voiceChannel from "../channels/voice.ts";
import { saidText } from "../channels/voice/dry-run.ts";
import { callOf } from "../channels/voice/spoken-call.ts";
import type { SpokenLetter } from "../core/letter/spoken.ts";
import { closedChannels } from "../core/process/closed-channels.ts";
import type { Reason } from "../core/process/decision.ts";
import type { Step } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { composePreview } from "./preview-run.ts";
import { spokenOf, voiceHindrances, voiceOf } from "./voice-way.ts";

/** What a voice message to an account would say, and whether it may be made. */
export interface VoicePreview {
  readonly step: Step;
  /** What speaks against it; empty: nothing. */
  readonly why: readonly Reason[];
  /** Whether the step of the procedure names voice among its channels. */
  readonly inProcedure: boolean;
  /** Null where there is no PIN to ask for, or no number. */
  readonly said: SpokenLetter | null;
  /** The same to read. */
  readonly text: string | null;
}

/**
 * What an account would be told by voice on a day, by the same way as in the call; nobody is called and nothing is stored. Null where no letter
 * would leave.
 * @throws UserError `voice-not-set-up`, `letter-incomplete`
 */
export async function previewVoice(store: Store, account: string, asOf: Day): Promise<VoicePreview | null> {
  const made = await composePreview(store, account, asOf);
  if (!made) return null;
  const { step, composed, decided, parties } = made;
  const voice = voiceOf(parties.creditor);
  if (!voice) throw new UserError("voice-not-set-up", "Voice messages are not set up: see docs/guides/voice.md, and set channels.voice.");
  const why = await voiceHindrances(step, decided, parties, closedChannels(decided.view, asOf), asOf);
  const { channels, also } = decided.procedure.steps[step];
  const phone = voiceChannel.recipient(parties.debtor, voice);
  const speakable = !why.some(({ code }) => code === "voice-no-pin" || code === "voice-final");
  const said = phone !== null && speakable ? await spokenOf(composed, { delivery: `${composed.notice.letter.id}-voice`, phone }, parties, asOf) : null;
  return { step, why, inProcedure: [...channels, ...also].includes("voice"), said, text: said && saidText(callOf(said, voice)) };
}
