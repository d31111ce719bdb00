import { z } from "zod";
import { nearestName } from "../core/values/nearest-name.ts";

/** An object that refuses names it does not know, and says which known one is nearest. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownName(key, known)).join("; ") : undefined),
  });
}

function unknownName(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  return `"${key}" is not known here. ${nearest ? `Did you mean "${nearest}"?` : `Known: ${known.join(", ")}.`}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of settings",
  record: "a group of settings",
};

/** What is wrong in a file, one line for each problem: where it is, what is wrong, what to write. */
export function explainIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `  ${issue.path.join(".") || "the file"}: ${explainIssue(issue)}`).join("\n");
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    const expected = EXPECTED[issue.expected] ?? issue.expected;
    return issue.input === undefined ? `is missing; write ${expected}` : `must be ${expected}, not ${describe(issue.input)}`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const nearest = nearestName(String(issue.input), values);
    return `must be ${values.join(" or ")}, not ${describe(issue.input)}${nearest ? `. Did you mean "${nearest}"?` : ""}`;
  }
  if (issue.code === "too_small")
    return `must be at least ${issue.minimum}${issue.origin === "string" ? " characters long" : ""}, not ${describe(issue.input)}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}${issue.origin === "string" ? " characters long" : ""}, not ${describe(issue.input)}`;
  return issue.message;
}

function describe(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a group";
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
