import { head } from "./lines.ts";

/** Mail programs break the line over a quotation ("On ... wrote:") into so many at most. */
const MOST_LINES = 4;

/** "wrote" after the name, as the last word before the colon. */
const VERBS_AFTER =
  /(?<!\p{L})(?:wrote|writes|a écrit|ha scritto|escribió|menulis|escreveu|napisał(?:\(a\)|a)?|написав|написала?|пишет|írta|kirjoitti|napsal(?:\(a\))?|skrev|schreef|schrieb|yazdı|scris)(?: on behalf of .{1,80})?\s*[:：]?\s*-{0,6}\s*$/iu;
/** "wrote" before the name: "schrieb Anna Beispiel <...>:". */
const VERBS_BEFORE = /(?<!\p{L})(?:schrieb|schreef|skrev|wrote|menulis)\s+\S.{0,200}[:：]\s*$/iu;
const ADDRESS = /[^\s<>@]@[^\s<>@]+\.\w/u;
const CLOCK = /(?<!\d)\d{1,2}\s?[:.h]\s?\d{2}(?!\d)/u;
const DATE = /(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)/u;
/** How such a line begins: a preposition with a date behind it, a date, a weekday. */
const START =
  /^(?:-{1,4}\s+)?(?:on|am|le|il|in data|el|pada|op|em|den|på|w dniu|dnia|dne|il giorno|tanggal)\s|^(?:-{1,4}\s+)?(?:\d{1,4}[\s./:-]|\p{L}{2,12}\.?,?\s+(?:\p{L}{2,12}\.?,?\s+)?\d{1,2}\b)/iu;
const NO_VERB = /@[^\s<>]+\s?>\s*[:：]\s*$/u;

/**
 * How many lines from `at` on are the line over a quotation: "On 3 Dec 2026 at 10:12 Anna <a@b.example> wrote:". 0: none.
 * `quotedBelow`: a line marked with ">" follows, so that less proof is needed.
 */
export function attributionLines(lines: readonly string[], at: number, quotedBelow: (line: number) => boolean): number {
  if (!START.test(head(lines[at]!, 80))) return 0;
  let joined = "";
  for (let count = 1; count <= MOST_LINES; count++) {
    const line = lines[at + count - 1]?.trim() ?? "";
    // A long address may be broken right before its ">:".
    if (line === "" || (line.startsWith(">") && !/^>\s?[:：]$/.test(line)) || joined.length + line.length > 400) return 0;
    joined += `${joined ? " " : ""}${line}`;
    if (isAttribution(joined, quotedBelow(at + count))) return count;
  }
  return 0;
}

function isAttribution(text: string, isQuotedBelow: boolean): boolean {
  const hasAddress = ADDRESS.test(text);
  if (VERBS_AFTER.test(text)) return hasAddress || CLOCK.test(text) || DATE.test(text) || (isQuotedBelow && /\d/.test(text));
  if (VERBS_BEFORE.test(text)) return hasAddress || (CLOCK.test(text) && DATE.test(text)) || (isQuotedBelow && /\d/.test(text));
  return NO_VERB.test(text) && CLOCK.test(text);
}
