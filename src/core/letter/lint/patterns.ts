/** Patterns come from the languages' files, a few thousand in all; whoever hands in ever new ones does not fill the memory. */
const MOST_KEPT = 20_000;
const MOST_TEXTS = 200;

interface Compiled {
  /** Global: set `lastIndex` before, or leave it at 0. */
  readonly expression: RegExp;
  /** Case counts somewhere: the text is taken as it is, else in lower case. */
  readonly isExact: boolean;
}

const compiled = new Map<string, Compiled>();
const lowered = new Map<string, string>();

/**
 * A pattern of a language, compiled once. All are matched without regard to case, over lines and with Unicode; inside
 * `(?-i:...)` case counts. Against a text in lower case a pattern in lower case is several times as fast as the flag `i`.
 */
function compile(pattern: string): Compiled {
  const known = compiled.get(pattern);
  if (known) return known;
  const isExact = pattern.includes("(?-i:");
  const fresh = { isExact, expression: new RegExp(isExact ? spellOutCase(pattern) : lowerPattern(pattern), "gmu") };
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(pattern, fresh);
  return fresh;
}

/** The text in lower case, letter for letter: what would become longer is left as it is. */
function lower(text: string): string {
  const known = lowered.get(text);
  if (known !== undefined) return known;
  let fresh = text.toLowerCase();
  if (fresh.length !== text.length)
    fresh = Array.from(text, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join("");
  if (lowered.size >= MOST_TEXTS) lowered.clear();
  lowered.set(text, fresh);
  return fresh;
}

/** @throws SyntaxError where the pattern is no regular expression */
export function checkPattern(pattern: string): void {
  compile(pattern);
}

export interface Match {
  readonly index: number;
  readonly text: string;
  readonly groups?: Readonly<Record<string, string>>;
}

/** Every match of any of the patterns, in the order of the text. */
export function findAll(patterns: readonly string[], text: string): readonly Match[] {
  const found: Match[] = [];
  for (const pattern of patterns) {
    const { expression, isExact } = compile(pattern);
    const read = isExact ? text : lower(text);
    // Not `matchAll`: it works on a copy, which is compiled again, and that takes far longer than the search.
    expression.lastIndex = 0;
    for (let match = expression.exec(read); match; match = expression.exec(read)) {
      if (match[0] === "") expression.lastIndex = after(read, match.index);
      else found.push({ index: match.index, text: text.slice(match.index, match.index + match[0].length), groups: match.groups });
    }
  }
  return found.length > 1 ? found.sort((a, b) => a.index - b.index) : found;
}

/** The next place at which a search may go on: not between the halves of a character. */
function after(text: string, index: number): number {
  return index + ((text.codePointAt(index) ?? 0) > 0xff_ff ? 2 : 1);
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const { expression, isExact } = compile(pattern);
    const found = expression.test(isExact ? text : lower(text));
    // The next search would start where this ended.
    expression.lastIndex = 0;
    return found;
  });
}

/** What a pattern is made of: escapes, openings of groups, classes, single letters. */
const TOKEN = /\\[pPuxk](?:\{[^}]*\}|<[^>]*>|[0-9a-fA-F]{2,4})|\\[\s\S]|\(\?-i:|\(\?(?:<?[=!]|<\w+>|:)|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu;

/** In lower case, but for escapes: `\S` is no `\s`. A capital letter of any kind is a letter of a text in lower case. */
function lowerPattern(pattern: string): string {
  const escapes = /\\[pPuxk](?:\{[^}]*\}|<[^>]*>|[0-9a-fA-F]{2,4})|\\[\s\S]|\(\?<\w+>|[^\\(]+|[\s\S]/gu;
  return pattern.replace(escapes, (token) => {
    if (/^\\p\{L[ut]\}/u.test(token)) return String.raw`\p{L}`;
    return /^(?:\\|\(\?<)/.test(token) ? token : token.toLowerCase();
  });
}

/**
 * The same pattern without the flag `i`: outside `(?-i:...)` each letter becomes both of its cases. Flags inside an
 * expression are newer than the oldest Node that Firmly runs on.
 */
function spellOutCase(pattern: string): string {
  let out = "";
  let depth = 0;
  /** How deep the group lies in which case counts; null: outside. */
  let exact: number | null = null;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (token.startsWith("(")) depth++;
    if (token === "(?-i:") {
      exact ??= depth;
      out += "(?:";
      continue;
    }
    out += exact === null ? bothCases(token) : token;
    if (token === ")" && depth-- === exact) exact = null;
  }
  return out;
}

function bothCases(token: string): string {
  if (token.length > 2 && token.startsWith("[")) return `${token.slice(0, -1)}${classCases(token)}]`;
  if (/^\p{L}$/u.test(token)) {
    const [lower, upper] = [token.toLowerCase(), token.toUpperCase()];
    return lower === upper || upper.length !== 1 ? token : `[${lower}${upper}]`;
  }
  return token;
}

/** What has to be added to a class of characters for its other case: "[a-zß]" gets "A-Z". */
function classCases(token: string): string {
  const inside = token.slice(token[1] === "^" ? 2 : 1, -1).replace(/\\[pPux](?:\{[^}]*\}|[0-9a-fA-F]{2,4})|\\[\s\S]/gu, "");
  const single = (text: string): boolean => text.length === 1;
  return [...inside.matchAll(/(\p{L})-(\p{L})|(\p{L})/gu)]
    .flatMap(([, from, to, one]) =>
      one
        ? [one.toUpperCase(), one.toLowerCase()].filter(single)
        : [`${from!.toUpperCase()}-${to!.toUpperCase()}`, `${from!.toLowerCase()}-${to!.toLowerCase()}`],
    )
    .join("");
}
