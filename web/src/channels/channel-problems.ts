import { ProblemError } from "../api.ts";
import { type FieldKind, fieldsOf, kindOf, type Schema, type Values } from "./schema.ts";

export interface ChannelProblems {
  /** What the server said about fields, by their path in the form ("oauth2.clientId"). */
  readonly at: ReadonlyMap<string, string>;
  /** What belongs to none of them. */
  readonly rest: Error | null;
}

/** Puts what the server refused ("  channels.email.port: must be ...", one a line) to the fields that it is about. */
export function channelProblems(error: Error | null, path: string, schema: Schema, values: Values): ChannelProblems {
  const at = new Map<string, string>();
  if (!(error instanceof ProblemError) || error.code !== "settings-invalid") return { at, rest: error };
  const [heading = "", ...lines] = error.message.split("\n");
  const left: string[] = [];
  for (const line of lines) {
    const [, place = "", said = ""] = /^ *(\S.*?): (.+)$/.exec(line) ?? [];
    const start = `${path}.`;
    const field = place.startsWith(start) ? fieldAt(schema, values, place.slice(start.length).split(".")) : null;
    if (field === null) left.push(line.trim());
    else {
      // Of pairs it is one that is wrong; of a list's entries only the place is known, which nobody sees.
      const pair = kindAt(schema, values, field.split(".")) === "pairs" ? place.slice(start.length + field.length + 1) : "";
      at.set(field, joined(at.get(field), pair === "" ? said.charAt(0).toUpperCase() + said.slice(1) : `"${pair}" ${said}`));
    }
  }
  return { at, rest: at.size > 0 && left.length === 0 ? null : new ProblemError(error.status, error.code, [heading, ...left].join(" ")) };
}

/** Several things that are wrong with one field; what is said of each of its lines is said once. */
function joined(before: string | undefined, said: string): string {
  if (before === undefined || before.includes(said)) return before ?? said;
  return `${before.replace(/[.?]?$/, (end) => end || ".")} ${said}`;
}

function kindAt(schema: Schema, values: Values, [name = "", ...deeper]: readonly string[]): FieldKind | null {
  const field = fieldsOf(schema, values).find(([each]) => each === name)?.[1];
  if (!field) return null;
  return deeper.length === 0 ? kindOf(field) : kindAt(field, (values[name] ?? {}) as Values, deeper);
}

/** The drawn field on or above a path. */
function fieldAt(schema: Schema, values: Values, [name, ...deeper]: readonly string[]): string | null {
  const field = fieldsOf(schema, values).find(([each]) => each === name)?.[1];
  if (!field || name === undefined) return null;
  const kind = kindOf(field);
  const inside = kind === "group" || kind === "forms" ? fieldAt(field, (values[name] ?? {}) as Values, deeper) : null;
  return inside === null ? name : `${name}.${inside}`;
}
