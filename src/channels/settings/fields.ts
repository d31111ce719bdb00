import { z } from "zod";
import { isLoopback } from "../../core/values/loopback.ts";
import { unknownName } from "../../core/values/nearest-name.ts";

const MOST_LETTERS = 300;
/** An API key or a private key may be far longer than a line. */
const MOST_SECRET_LETTERS = 10_000;

// What a form needs to draw a field stands in its `.meta()`: `title` and `description` are shown to the person who sets the channel up; `secret` fields are
// never shown again once they are stored; `when: { field, is }` draws a field only where another of the same group has this value; `rare` ones stand under
// "More"; `words` says the values of an enumeration in words, `usual` which of them holds where none is set, `unset` what it means where none of them does;
// `input` is what a text is typed into ("time"). Defaults are `.default()`.

/** A group of fields that refuses names it does not know, and says which known one is nearest. */
export function group<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownName(key, known)).join("; ") : undefined),
  });
}

/** One line of text. A control character in it could forge a header of a mail, or a line of a letter. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(MOST_LETTERS)
  .regex(/^\P{Cc}*$/u, "must be one line of text, without control characters");

/** A password, token or key: stored, never shown again. */
export const secret = z.string().min(1).max(MOST_SECRET_LETTERS).meta({ secret: true });

/** Where this server, or somebody's, is reached from outside: https, nothing behind the path, no slash at the end. */
export const httpsAddress = line
  .refine((written) => /^https:\/\/[^\s"<>?#@]+$/i.test(written) && URL.canParse(written), 'must be an https address, such as "https://dunning.example.com"')
  .overwrite((written) => written.replace(/\/+$/, ""));

export const port = z.int().min(1).max(65_535);

/** Where secrets and letters may be sent: https, and http to this machine only; no user and nothing behind the path. */
export function isSafeAddress(written: string): boolean {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

/** The address of somebody's API, or of ours as they reach it; no slash at its end. */
export function serviceAddress(example: string) {
  return line.refine(isSafeAddress, `must be an https address, such as "${example}"`).overwrite((written) => written.replace(/\/+$/, ""));
}
