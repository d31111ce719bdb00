import { attributionLines } from "./attribution.ts";
import { headerBlockLines, separatorLines, withoutTrailingRules } from "./header-block.ts";
import { head, toLines } from "./lines.ts";
import { isMobileSignature, withoutSignature } from "./signature.ts";

/**
 * What a person wrote in a reply, without what is quoted and without signature. Answers between and below marked quotations
 * (">") stay. Below an unmarked one nothing can be told apart: all from its header on is taken for quoted. A reply that is
 * only quotation gives "". Where nothing but a sign-off was written ("Kind regards, Anna"), that is the text.
 */
export function replyText(text: string): string {
  const stretches = ownStretches(toLines(text));
  const plain = stretches.map(withoutSignature);
  return joined(plain) || joined(stretches);
}

/** The writer's own lines, divided where something was quoted. */
function ownStretches(lines: readonly string[]): string[][] {
  const isQuoted = (at: number): boolean => /^\s{0,3}>/.test(head(lines[at] ?? "", 8));
  const lastQuoted = lastIndex(lines, isQuoted);
  const quotedBelow = nextTextIsQuoted(lines, isQuoted);
  const stretches: string[][] = [[]];
  const quote = (): void => {
    const current = stretches.at(-1)!;
    stretches[stretches.length - 1] = withoutTrailingRules(current);
    if (current.length > 0) stretches.push([]);
  };
  let hasOwn = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (isQuoted(at) || isTornLine(lines, at, isQuoted)) {
      quote();
      continue;
    }
    const height = quoteHeader(lines, at, quotedBelow);
    if (height > 0) {
      quote();
      at += height - 1;
      if (!quotedBelow(at + 1)) break;
      continue;
    }
    // On a telephone the signature stands above the old mail, which some programs do not mark at all.
    if (hasOwn && lastQuoted < at && isMobileSignature(line)) break;
    stretches.at(-1)!.push(line);
    hasOwn ||= line.trim() !== "";
  }
  return stretches.map(withoutTrailingRules);
}

/** How many lines at `at` say that a quotation follows; 0: none. */
function quoteHeader(lines: readonly string[], at: number, quotedBelow: (at: number) => boolean): number {
  if (lines[at]!.trim() === "") return 0;
  return separatorLines(lines, at) || attributionLines(lines, at, quotedBelow) || headerBlockLines(lines, at);
}

/** A quoted line that a mail program broke without marking its second half. What could be an answer stays. */
function isTornLine(lines: readonly string[], at: number, isQuoted: (at: number) => boolean): boolean {
  if (at === 0 || !isQuoted(at - 1) || !isQuoted(at + 1)) return false;
  const before = lines[at - 1]!.trimEnd();
  return before.length >= 65 && before.length <= 90 && !/[.?!:>]$/.test(before.slice(-1)) && /^\p{Ll}/u.test(head(lines[at]!, 2));
}

function lastIndex(lines: readonly string[], isQuoted: (at: number) => boolean): number {
  let at = lines.length - 1;
  while (at >= 0 && !isQuoted(at)) at--;
  return at;
}

/** Whether the next line with text, at or after a line, is marked as quoted. Worked out once from the end. */
function nextTextIsQuoted(lines: readonly string[], isQuoted: (at: number) => boolean): (at: number) => boolean {
  const below = new Uint8Array(lines.length + 1);
  for (let at = lines.length - 1; at >= 0; at--) below[at] = lines[at]!.trim() === "" ? below[at + 1]! : Number(isQuoted(at));
  return (at) => below[at] === 1;
}

/** As one text: blank lines single, none at the ends. */
function joined(stretches: readonly (readonly string[])[]): string {
  const lines: string[] = [];
  for (const stretch of stretches) {
    for (const line of [...stretch, ""]) {
      const plain = line.trimEnd();
      if (plain !== "" || (lines.length > 0 && lines.at(-1) !== "")) lines.push(plain);
    }
  }
  return lines.join("\n").trimEnd();
}
