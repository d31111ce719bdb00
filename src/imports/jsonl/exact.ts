/** Stands before a number that was a number, and no text: no text of a file begins with it by accident. */
const MARK = "\u0001";
// A text that is never closed is taken to the end, so that none is gone through twice.
const TOKENS = /"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*/gs;
const DEEPEST = 32;

/** A JSON number as it is written, so that 19 digits survive and 1234567890123.45 stays what it is. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type ExactJson = string | boolean | null | ExactNumber | readonly ExactJson[] | { readonly [key: string]: ExactJson };

/** Reads JSON with its numbers as they are written. @throws SyntaxError for what is no JSON, or nests too deep */
export function parseExact(text: string): ExactJson {
  const quoted = text.replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(token)) throw new SyntaxError(`"${token.slice(0, 30)}" is no number`);
    return `"\\u0001${token}"`;
  });
  return revive(JSON.parse(quoted), 0);
}

function revive(value: unknown, depth: number): ExactJson {
  if (depth > DEEPEST) throw new SyntaxError("it nests too deep");
  if (typeof value === "string") return value.startsWith(MARK) ? new ExactNumber(value.slice(1)) : value;
  if (Array.isArray(value)) return value.map((each) => revive(each, depth + 1));
  if (typeof value !== "object" || value === null) return value as boolean | null;
  // A plain object would take "__proto__" for its own.
  const found: Record<string, ExactJson> = Object.create(null);
  for (const [key, each] of Object.entries(value)) found[key] = revive(each, depth + 1);
  return found;
}
