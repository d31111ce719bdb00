import { z } from "zod";
import { nearestName, unknownName } from "../core/values/nearest-name.ts";

/** An object that refuses names it does not know, and says which known one is nearest. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownName(key, known)).join("; ") : undefined),
  });
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

/** The line of a file on which a path stands; null where the file does not tell. */
export type LineOf = (path: readonly PropertyKey[]) => number | null;

/** What is wrong in a file, one line for each problem: where it is, what is wrong, what to write. */
export function explainIssues(error: z.ZodError, lineOf: LineOf = () => null): string {
  return error.issues
    .flatMap(branchMeant)
    .map((issue) => {
      const line = lineOf(issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path);
      return `  ${line === null ? "" : `line ${line}: `}${issue.path.join(".") || "the file"}: ${explainIssue(issue)}`;
    })
    .join("\n");
}

/** Where a value may have several forms, the problems of the one that was meant; else all of them are named. */
function branchMeant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const isOfThisForm = (each: z.core.$ZodIssue) => each.path.length > 0 || !["invalid_type", "invalid_value", "invalid_union"].includes(each.code);
  const meant = issue.errors.find((branch) => branch.length > 0 && branch.every(isOfThisForm));
  if (meant) return meant.flatMap((each) => branchMeant({ ...each, path: [...issue.path, ...each.path] }));
  // Told apart by one of its fields, it is that field which names none of them.
  const input = typeof issue.discriminator === "string" ? (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator] : issue.input;
  const forms = "options" in issue ? namesOf(issue.options) : issue.errors.flat().flatMap((each) => (each.path.length === 0 ? formsOf(each) : []));
  return [{ ...issue, code: "custom", message: `must be ${forms.join(" or ")}, not ${describe(input)}${didYouMean(input, forms)}` }];
}

/** The names by which the forms of a value are told apart. */
function namesOf(options: unknown): string[] {
  return Array.isArray(options) ? options.filter((each): each is string => typeof each === "string") : [];
}

function formsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_type") return [EXPECTED[issue.expected] ?? issue.expected];
  return issue.code === "invalid_value" ? issue.values.map(String) : [];
}

function didYouMean(input: unknown, known: readonly string[]): string {
  const nearest = typeof input === "string" ? nearestName(input, known) : null;
  return nearest ? `. Did you mean "${nearest}"?` : "";
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    const expected = EXPECTED[issue.expected] ?? issue.expected;
    return issue.input === undefined ? `is missing; write ${expected}` : `must be ${expected}, not ${describe(issue.input)}`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    if (issue.input === undefined) return `is missing; write ${values.join(" or ")}`;
    return `must be ${values.join(" or ")}, not ${describe(issue.input)}${didYouMean(issue.input, values)}`;
  }
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  if (issue.code === "too_small") return `must ${unit("at least", issue.minimum, issue.origin)}, not ${describe(issue.input)}`;
  if (issue.code === "too_big") return `must ${unit("at most", issue.maximum, issue.origin)}, not ${describe(issue.input)}`;
  return issue.message;
}

function unit(bound: string, size: number | bigint, origin: string): string {
  if (origin === "array") return `name ${bound} ${size}`;
  return `be ${bound} ${size}${origin === "string" ? " characters long" : ""}`;
}

function describe(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a group";
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
