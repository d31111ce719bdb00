import { decodeWords } from "postal-mime";
import type { MailAddress } from "../contract.ts";

/** What an address looks like inside running text. Every part is bounded: this runs over the text of strangers. */
export const ADDRESS = /(?:"[^"\s<>\r\n]{1,64}"|[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,128})@(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,62})\.?){1,12}/gu;

/** The addresses of a text, each once, in its order; at most `most`. */
export function addressesIn(text: string, most = 50): string[] {
  const found = new Set<string>();
  for (const line of text.slice(0, MOST_TEXT).split("\n")) {
    if (!line.includes("@")) continue;
    for (const [match] of line.matchAll(ADDRESS)) {
      found.add(tidy(match));
      if (found.size >= most) return [...found];
    }
  }
  return [...found];
}

/** The first address of a text; null where there is none. */
export function addressIn(text: string): string | null {
  return addressesIn(text, 1)[0] ?? null;
}

/** The one mailbox of a From header; the address may be empty (`<>`), as in mails of servers. */
export function mailboxOf(header: string): MailAddress | null {
  const line = decodeWords(header.slice(0, 2000))
    .replace(/[\r\n]+/g, " ")
    .trim();
  if (line === "") return null;
  const angle = /<([^<>]{0,320})>[^<>]*$/.exec(line);
  const address = (angle ? (addressIn(angle[1]!) ?? angle[1]!.trim()) : (addressIn(line) ?? line.replace(/\([^()]*\)/g, "").trim())).slice(0, 320);
  const rest = angle ? line.slice(0, angle.index) : (/\(([^()]{1,200})\)/.exec(line)?.[1] ?? "");
  // `<mailer-daemon@x> (Mail Delivery System)`: the name may also stand behind.
  const name = (rest.trim() || (angle ? (/\(([^()]{1,200})\)\s*$/.exec(line)?.[1] ?? "") : "")).replace(/^["']+|["']+$/g, "").trim();
  return { name: name === "" ? null : name.slice(0, 200), address };
}

/** Addresses in running text carry the punctuation of their sentence. */
function tidy(address: string): string {
  return address.replace(/^['`=/|.]+(?=[^@]+@)/, "").replace(/[.\-_']+$/, "");
}

const MOST_TEXT = 200_000;
