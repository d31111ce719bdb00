import type { SpokenLetter } from "../../core/letter/spoken.ts";
import type { Call } from "./dialogue.ts";
import type { VoiceSettings } from "./settings.ts";

/** A letter by voice as one call. */
export function callOf(spoken: SpokenLetter, { voices, from, connectTo, publicUrl }: VoiceSettings): Call {
  const language = spoken.locale.split("-")[0] as keyof VoiceSettings["voices"];
  const base = `${publicUrl}/hooks/${encodeURIComponent(spoken.creditor)}/voice/${encodeURIComponent(spoken.delivery)}`;
  return { spoken, voice: voices[language] ?? null, from, connectTo: connectTo ?? null, urlOf: (moment) => `${base}/${moment}` };
}
