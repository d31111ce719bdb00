import type { Language } from "../core/letter/language.ts";
import type { Day } from "../core/values/day.ts";
import { type NoteHead, plainMail } from "./internal-note.ts";
import { wordingOf } from "./wording.ts";

/** What waits for people, in numbers: once a day to whoever answers for the letters. */
export interface Digest {
  readonly creditor: string;
  readonly day: Day;
  /** Letters that wait for approval. */
  readonly approvals: number;
  readonly replies: number;
  readonly uncertain: number;
  /** Letters that could not leave: an address or a text is to be mended. */
  readonly held: number;
  /** All other tasks that are due. */
  readonly tasks: number;
  /** Letters that went without a person. */
  readonly free: number;
  /** Channels that have been failing for more than a day. */
  readonly channels: readonly { readonly channel: string; readonly detail: string }[];
}

const ASKING = ["approvals", "replies", "uncertain", "held", "tasks"] as const;

/** How much of it is to be done by somebody. */
export function countToDo(digest: Digest): number {
  return ASKING.reduce((sum, name) => sum + digest[name], digest.channels.length);
}

/** The finished mail (RFC 5322 bytes), plain text, in the creditor's language. It names no debtor. */
export function renderDigest(digest: Digest, language: Language, country: string | null, head: NoteHead): Promise<Uint8Array> {
  const wording = wordingOf(language, country);
  const day = wording.weekdayDay(digest.day);
  const count = (number: number) => ({ count: String(number) });
  const lines = [...ASKING, "free" as const].filter((name) => digest[name] > 0).map((name) => wording.label(`digest.${name}`, count(digest[name])));
  const channels = digest.channels.map(({ channel, detail }) => wording.label("digest.channel", { channel, detail: detail.slice(0, 300) }));
  const text = [wording.label("digest.as-of", { day }), "", ...lines, ...channels, "", wording.label("digest.closing"), ""].join("\n");
  const subject = wording.label("digest.subject", { creditor: digest.creditor, day, ...count(countToDo(digest)) });
  return plainMail(subject, text, wording.locale, head);
}
