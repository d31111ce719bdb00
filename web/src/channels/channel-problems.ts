import { ProblemError } from "../api.ts";
import { fieldsOf, kindOf, type Schema, type Values } from "./schema.ts";

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
    else at.set(field, [at.get(field), said.charAt(0).toUpperCase() + said.slice(1)].filter(Boolean).join(" "));
  }
  return { at, rest: at.size > 0 && left.length === 0 ? null : new ProblemError(error.status, error.code, [heading, ...left].join(" ")) };
}

/** The drawn field on or above a path. */
function fieldAt(schema: Schema, values: Values, [name, ...deeper]: readonly string[]): string | null {
  const field = fieldsOf(schema, values).find(([each]) => each === name)?.[1];
  if (!field || name === undefined) return null;
  const kind = kindOf(field);
  const inside = kind === "group" || kind === "forms" ? fieldAt(field, (values[name] ?? {}) as Values, deeper) : null;
  return inside === null ? name : `${name}.${inside}`;
}
