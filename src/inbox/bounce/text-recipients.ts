import { ADDRESS, addressesIn } from "../mime/address.ts";

/** A recipient that the words of a report name, and the lines that are about it. */
export interface NamedRecipient {
  readonly address: string;
  readonly said: string;
}

const MOST_LINES = 1500;
const MOST_LINE = 1000;
const LINES_EACH = 30;

const LABEL =
  /^(?:(?:could not be |not |unable to be |cannot be )?deliver(?:ed|y)? to|addressed to|unable to deliver (?:message |mail )?to|failed (?:for|to)|to|recipients?|recipient address|failed recipients?|final[ -]recipient|original[ -]recipient|intended recipients?|rcpt to|address(?:es)?|failed address(?:es)?|e-?mail(?: address)?|user|destinatario|destinatari|destinataires?|empfänger(?:adresse)?|adresse|an|à|a|para|per|untuk|penerima|宛先|あて先|受信者)\s*[:=]\s*/i;
const LEAD = /^[\s*•·#|>"'([-]{0,20}/;
const CODE = /^(?:[245]\d\d[ -]{1,3}(?:#?[245]\.\d{1,3}\.\d{1,3}[ :]{1,3})?)/;
/** What may follow an address that stands at the beginning of its line for it to be what the line is about. */
const FOLLOWS =
  /^[>"')\]]{0,3}\s*(?:$|[:;,.(<[=|–—-]|\.\.\.|(?:was|is|has|had|does|did|could|couldn't|wasn't|not|unknown|user|failed|undeliverable|on|konnte|wurde|nicht|ist|no|n'|non|ne)\b)/i;

/** Words of a line or of its neighbour that say a mail to the address in it did not arrive. */
const FAILING =
  /\b(?:fail|undeliver|not deliver|n't deliver|unable to|could not|couldn't|cannot|can't|not be|was not|wasn't|did not|didn't|unknown|not found|not exist|no such|rejected|refused|invalid|quota|full|problem|delay|returned|bounced|blocked|disabled|delivering|deliver(?:y|ed)? to|nicht|konnte|unzustell|unbekannt|impossible|pas pu|inconnu|échou|non è stato|impossibile|sconosciut|no se (?:ha )?p[ou]d|no pudo|desconocid|tidak)/i;
const FAILING_WIDE = /届|配信|不明|送信でき|не |失败|无法|未能/;

/** The words above a list of recipients. */
const SECTION =
  /(?:following|these|folgende[nr]?|suivants?|seguenti|siguientes?|berikut)\b.{0,60}(?:recipient|address|mailbox|user|empfänger|adress|destinatai?r|indirizz|direccion|penerima|alamat)|did not reach|not delivered to|could not be delivered to|recipients were affected|次の(?:宛先|受信者|アドレス)/i;

/** Names of machines and desks, which reports tell people to write to. */
const DESK = /^(?:mailer-daemon|mail-?daemon|postmaster|poostmaster|abuse|support|help|helpdesk|hostmaster|no-?reply|admin|administrator|webmaster)@/i;

/**
 * The recipients that a report names in words. Lines that begin with an address come first; where there are none, addresses in sentences
 * that speak of a failure. `others` are addresses of the sender's side, which reports name too.
 */
export function namedRecipients(report: string, others: ReadonlySet<string>): NamedRecipient[] {
  const lines = report.split("\n", MOST_LINES).map((line) => line.slice(0, MOST_LINE));
  const isOther = (address: string): boolean => others.has(address.toLowerCase());
  const leading = lines.map((line, index) => leadingAddress(line, lines[index - 1] ?? ""));
  const lead = leading.map((each) => (each && !isOther(each) && !DESK.test(each) ? each : null));
  // Above such a line stand the fields of the letter, among them its To.
  const section = lines.findIndex((line) => SECTION.test(line));
  for (const from of section === -1 ? [0] : [section, 0]) {
    const strict = collect(
      lines,
      lead.map((each, index) => (index >= from ? each : null)),
    );
    if (strict.length > 0) return strict;
  }
  const within = lines.map((_, index) => sentenceAddress(lines, index, isOther));
  return collect(lines, within);
}

/** Each address once, with all lines that are about it: up to the next address, or thirty. */
function collect(lines: readonly string[], starts: readonly (string | null)[]): NamedRecipient[] {
  const found = new Map<string, { address: string; said: string[] }>();
  starts.forEach((address, index) => {
    if (address === null) return;
    let end = index + 1;
    while (end < lines.length && end < index + LINES_EACH && (starts[end] ?? null) === null) end++;
    const entry = found.get(address.toLowerCase()) ?? { address, said: [] };
    entry.said.push(...lines.slice(index, end));
    found.set(address.toLowerCase(), entry);
  });
  return [...found.values()].slice(0, 100).map(({ address, said }) => ({ address, said: said.slice(0, 60).join("\n") }));
}

function leadingAddress(line: string, before: string): string | null {
  if (!line.includes("@") || /^\s*(?:message-id|in-reply-to|references|from|sender|return-path|reply-to)\s?:/i.test(line)) return null;
  // `>>> RCPT To:<a@b>` of a transcript; its MAIL From names the sender.
  const command = /^\s*(?:sent )?(?:>>>|<<<|in:)?\s*(?:rcpt to|recipient)\s*:\s*<([^<>]{3,320})>/i.exec(line);
  if (command) return addressesIn(command[1]!, 1)[0] ?? null;
  let rest = line.replace(LEAD, "");
  rest = rest
    .replace(CODE, "")
    .replace(LABEL, "")
    .replace(/^[<"'([]{0,3}(?:mailto:|smtp:)?/i, "");
  const [address] = rest.match(startingAddress) ?? [];
  if (!address) return null;
  const tidy = addressesIn(address, 1)[0];
  if (!tidy) return null;
  // A hyphen at the end of the line before means that a sentence goes on.
  if (/\b(?:from|sender|by|von|de)\s*:?\s*$/i.test(before)) return null;
  const after = rest.slice(rest.indexOf(tidy) + tidy.length);
  return FOLLOWS.test(after) || FAILING.test(after.slice(0, 200)) ? tidy : null;
}

const startingAddress = new RegExp(`^${ADDRESS.source}`, "u");

function sentenceAddress(lines: readonly string[], index: number, isOther: (address: string) => boolean): string | null {
  const line = lines[index]!;
  if (!line.includes("@")) return null;
  const near = [lines[index - 1] ?? "", line, lines[index + 1] ?? ""].join(" ");
  if (!FAILING.test(near) && !FAILING_WIDE.test(near)) return null;
  if (/\b(?:message-id|sender|from|contact|assistance|send (?:mail|e-?mail) to|write to)\b/i.test(line) && !/\b(?:to|recipient)\b.{0,40}@/i.test(line))
    return null;
  return addressesIn(line, 5).find((address) => !isOther(address) && !DESK.test(address)) ?? null;
}
