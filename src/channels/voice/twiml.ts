/**
 * The part of TwiML (Twilio's XML for calls) that calls need: Say, Gather, Redirect, Dial, Pause, Hangup. Everything that is said is escaped:
 * names come from outside.
 */
export type Verb = string;

export interface Speaker {
  /** BCP 47, one that synthesised voices have. */
  readonly language: string;
  /** The provider's name of a voice; null: it chooses. */
  readonly voice: string | null;
}

export function response(verbs: readonly Verb[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${verbs.join("")}</Response>\n`;
}

export function say(text: string, { language, voice }: Speaker): Verb {
  return element("Say", { language, ...(voice && { voice }) }, escape(text));
}

/** Asks for keys while it speaks; where none is pressed, what stands after it goes on. */
export function gather(action: string, digits: number, seconds: number, said: readonly Verb[]): Verb {
  return element("Gather", { input: "dtmf", action, method: "POST", numDigits: String(digits), timeout: String(seconds) }, said.join(""));
}

export function redirect(url: string): Verb {
  return element("Redirect", { method: "POST" }, escape(url));
}

export function dial(number: string, from: string, seconds: number): Verb {
  return element("Dial", { callerId: from, timeout: String(seconds) }, element("Number", {}, escape(number)));
}

export const HANGUP: Verb = "<Hangup/>";

function element(name: string, attributes: Readonly<Record<string, string>>, inner: string): Verb {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${written.join("")}>${inner}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
/** What XML 1.0 has no place for, not even escaped. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escape(text: string): string {
  return text.replace(IMPOSSIBLE, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
