import { createHash, timingSafeEqual } from "node:crypto";
import type { SpokenAfter, SpokenBefore, SpokenLetter } from "../../core/letter/spoken.ts";
import type { News } from "../contract.ts";
import { dial, gather, HANGUP, redirect, response, say, type Speaker, type Verb } from "./twiml.ts";

/** What happens in a call at one moment: what the provider is to do next, and what became known by it. */
export interface Turn {
  readonly twiml: string;
  readonly news: Omit<News, "deliveryId" | "raw"> | null;
}

export interface Call {
  readonly spoken: SpokenLetter;
  readonly voice: string | null;
  /** Our number, and where key 2 leads; null: nowhere. */
  readonly from: string;
  readonly connectTo: string | null;
  /** The address at which the provider asks for a moment of this call. */
  readonly urlOf: (moment: string) => string;
}

/** What the provider tells with its question. */
export interface Asked {
  readonly digits: string;
  readonly answeredBy: string;
}

const MOST_TRIES = 3;
const MOST_REPEATS = 3;
const KEY_SECONDS = 8;
const PIN_SECONDS = 10;
const DIAL_SECONDS = 25;
const HEAR = "1";
const CONNECT = "2";
const STOP = "9";

/**
 * The call, moment by moment; which of them it is stands in the address that the provider asks, and how often something was tried, too. Null
 * where there is no such moment. Nothing of the message is said before the PIN, and that it was heard is known only when all of it was
 * said: the provider comes back for what follows it.
 */
export function turnOf(moment: string, call: Call, asked: Asked): Turn | null {
  const match = /^(answer|greet|choice|pin|heard|menu|sorry)(?:-([1-9]))?$/.exec(moment);
  if (!match) return null;
  const times = Number(match[2] ?? 1);
  switch (match[1]) {
    case "answer":
      return answered(call, asked.answeredBy);
    case "greet":
      return greet(call, times);
    case "choice":
      return choice(call, times, asked.digits);
    case "pin":
      return judgePin(call, times, asked.digits);
    case "heard":
      return heard(call, times);
    case "menu":
      return menu(call, times, asked.digits);
    default:
      return plain([before(call, "sorry"), HANGUP]);
  }
}

/** A machine that has finished its own words is left a message where that is allowed; a fax, or a machine that still speaks, nothing. */
function answered(call: Call, answeredBy: string): Turn {
  if (answeredBy.startsWith("machine_end") && call.spoken.voicemail) return plain([before(call, "voicemail"), HANGUP]);
  return answeredBy.startsWith("machine") || answeredBy === "fax" ? plain([HANGUP]) : greet(call, 1);
}

function greet(call: Call, times: number): Turn {
  const asks = gather(call.urlOf(`choice-${times}`), 1, KEY_SECONDS, [before(call, "greeting")]);
  return plain(times < 2 ? [asks, redirect(call.urlOf(`greet-${times + 1}`))] : [asks, before(call, "no-key"), HANGUP]);
}

function choice(call: Call, times: number, digits: string): Turn {
  if (digits === HEAR) return askPin(call, 1);
  if (digits === STOP) return optOut(call);
  return times < 2 ? greet(call, times + 1) : plain([before(call, "no-key"), HANGUP]);
}

function askPin(call: Call, times: number): Turn {
  const said = [...(times > 1 ? [before(call, "wrong-pin")] : []), before(call, "ask-pin")];
  // No key at all counts as a try, so that nobody is asked without end.
  return plain([gather(call.urlOf(`pin-${times}`), call.spoken.pin.length, PIN_SECONDS, said), redirect(call.urlOf(`pin-${times}`))]);
}

function judgePin(call: Call, times: number, digits: string): Turn {
  if (times <= MOST_TRIES && isPin(call.spoken, digits)) return tell(call, 1);
  if (times < MOST_TRIES) return askPin(call, times + 1);
  return {
    ...plain([before(call, "no-pin"), HANGUP]),
    news: { outcome: "delayed", detail: `somebody answered, and gave no right PIN in ${MOST_TRIES} tries` },
  };
}

function isPin({ delivery, pin }: SpokenLetter, digits: string): boolean {
  const given = createHash("sha256").update(`${delivery}:${digits}`).digest();
  const right = Buffer.from(pin.hash, "hex");
  return given.length === right.length && timingSafeEqual(given, right);
}

/** No key cuts it short: what follows is asked for only when the last word was said. */
function tell(call: Call, times: number): Turn {
  return plain([after(call, "message"), redirect(call.urlOf(`heard-${times}`))]);
}

function heard(call: Call, times: number): Turn {
  const asks = gather(call.urlOf(`menu-${times}`), 1, KEY_SECONDS, [after(call, "keys")]);
  const news = { outcome: "delivered", detail: "heard to the end, after the PIN" } as const;
  return { ...plain([asks, after(call, "goodbye"), HANGUP]), news: times === 1 ? news : null };
}

function menu(call: Call, times: number, digits: string): Turn {
  if (digits === HEAR && times < MOST_REPEATS) return tell(call, times + 1);
  if (digits === STOP) return optOut(call);
  if (digits === CONNECT && call.connectTo !== null)
    return plain([after(call, "connecting"), dial(call.connectTo, call.from, DIAL_SECONDS), after(call, "not-connected"), HANGUP]);
  return plain([after(call, "goodbye"), HANGUP]);
}

function optOut(call: Call): Turn {
  return { ...plain([before(call, "opted-out"), HANGUP]), news: { outcome: "opted-out", detail: "asked by key for no more automated calls" } };
}

function plain(verbs: readonly Verb[]): Turn {
  return { twiml: response(verbs), news: null };
}

function before(call: Call, moment: SpokenBefore): Verb {
  return say(call.spoken.before[moment], speakerOf(call));
}

function after(call: Call, moment: SpokenAfter): Verb {
  return say(call.spoken.after[moment], speakerOf(call));
}

/** Voices there are for fewer countries than spellings. */
const SPOKEN_AS: Readonly<Record<string, string>> = {
  "en-US": "en-US",
  "fr-CA": "fr-CA",
  "es-ES": "es-ES",
  en: "en-GB",
  de: "de-DE",
  fr: "fr-FR",
  it: "it-IT",
  es: "es-MX",
  id: "id-ID",
};

function speakerOf({ spoken: { locale }, voice }: Call): Speaker {
  return { language: SPOKEN_AS[locale] ?? SPOKEN_AS[locale.split("-")[0]!] ?? locale, voice };
}
