/** What a mail program wrote itself, and the mail that it returns below. */
export interface SplitReport {
  readonly own: string;
  readonly returned: string;
}

/** Lines by which mail programs announce the returned mail, whatever their dashes. */
const ANNOUNCED =
  /^[\s\-=_*|#+.]{0,80}(?:(?:this|below|here|following|enclosed|attached)\b.{0,40}\b(?:copy of (?:the|your)|original|returned)\b.{0,30}\b(?:message|mail|headers?)|(?:a )?copy of (?:the|your) (?:message|mail)|(?:the )?(?:original|returned|unsent|undelivered|rejected|bounced|failed)[ -](?:message|mail|e-?mail)(?: (?:text|body|headers?|follows|below|attached|included|begins|starts|is))*|(?:message|mail) (?:text|headers?|body|contents?) (?:follows?|below)|unsent message (?:below|follows)|start of the (?:original|returned) (?:message|mail)|text of the original message|der ursprünglichen (?:nachricht|mail).{0,40}|es folgt .{0,60}|ursprüngliche (?:nachricht|mail)|originalnachricht|message d'origine|(?:le )?message original|messaggio originale|mensaje original|以下.{0,40}|元のメッセージ.{0,40})[\s\-=_*|#+.:,;]{0,80}$/i;

/** No program writes longer reports, whatever it returns below. */
const MOST_REPORT = 400_000;
const MOST_LINES = 10_000;

const HEADER =
  /^(?:return-path|received|message-id|mime-version|x-mailer|content-type|delivered-to|dkim-signature|x-[a-z-]{2,40}|from|to|cc|date|subject|reply-to|sender)\s?:/i;
const TELLING = /^(?:return-path|received|message-id|mime-version|delivered-to|dkim-signature)\s?:/i;

/**
 * Cuts the mail that is returned off the report above it: where it is announced in words or where a block of header lines begins.
 * Unlike its text, its headers are worth reading: they name our letter.
 */
export function splitReport(text: string): SplitReport {
  const lines = text.slice(0, MOST_REPORT).split("\n", MOST_LINES);
  const cut = lines.findIndex((line, index) => (isAnnounced(line) && index > 0 && hasHeaders(lines, index + 1)) || startsHeaders(lines, index));
  return cut === -1 ? { own: lines.join("\n"), returned: "" } : { own: lines.slice(0, cut).join("\n"), returned: lines.slice(cut).join("\n") };
}

function isAnnounced(line: string): boolean {
  return line.length <= 200 && ANNOUNCED.test(line);
}

/** Whether header lines come soon, or nothing more. */
function hasHeaders(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 12).map((line) => line.replace(/^[\s>|]{1,8}/, ""));
  const filled = next.filter((line) => line.trim() !== "");
  return filled.length === 0 || filled.filter((line) => HEADER.test(line)).length >= 2;
}

/** Three header lines within a few, one of which no report would write about itself. */
function startsHeaders(lines: readonly string[], at: number): boolean {
  if (!HEADER.test(lines[at]!)) return false;
  const block: string[] = [];
  for (const line of lines.slice(at, at + 12)) {
    if (line.trim() === "") break;
    block.push(line);
  }
  return block.filter((line) => HEADER.test(line)).length >= 3 && block.some((line) => TELLING.test(line));
}
