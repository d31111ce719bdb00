/**
 * Regular expressions of a language, compiled once each. All are matched without regard to case, over lines and with Unicode;
 * inside `(?-i:...)` case counts.
 */
const compiled = new Map<string, RegExp>();
/** Patterns come from the languages' files, a few thousand in all; whoever hands in ever new ones does not fill the memory. */
const MOST_KEPT = 20_000;

/** Global: keep to `matchAll`, or leave `lastIndex` at 0. */
export function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const fresh = pattern.includes("(?-i:") ? new RegExp(spellOutCase(pattern), "gmu") : new RegExp(pattern, "gimu");
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(pattern, fresh);
  return fresh;
}

export interface Match {
  readonly index: number;
  readonly text: string;
}

/** Every match of any of the patterns, in the order of the text. */
export function findAll(patterns: readonly string[], text: string): readonly Match[] {
  const found: Match[] = [];
  for (const pattern of patterns)
    for (const match of text.matchAll(expressionOf(pattern))) if (match[0] !== "") found.push({ index: match.index, text: match[0] });
  return found.length > 1 ? found.sort((a, b) => a.index - b.index) : found;
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const expression = expressionOf(pattern);
    const found = expression.test(text);
    // `matchAll` would start where this ended.
    expression.lastIndex = 0;
    return found;
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
  const tokens = pattern.matchAll(/\\[pPuxk](?:\{[^}]*\}|<[^>]*>|[0-9a-fA-F]{2,4})|\\[\s\S]|\(\?-i:|\(\?(?:<?[=!]|<\w+>|:)|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu);
  for (const [token] of tokens) {
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
  const single = (text: string): boolean => [...text].length === 1;
  return [...inside.matchAll(/(\p{L})-(\p{L})|(\p{L})/gu)]
    .flatMap(([, from, to, one]) =>
      one
        ? [one.toUpperCase(), one.toLowerCase()].filter(single)
        : [`${from!.toUpperCase()}-${to!.toUpperCase()}`, `${from!.toLowerCase()}-${to!.toLowerCase()}`],
    )
    .join("");
}
