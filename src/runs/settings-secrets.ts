import { z } from "zod";
import type { Data } from "./settings.ts";
import { creditorSchema } from "./settings-schema.ts";

/** Stands for a stored secret wherever settings are shown; read back in, it keeps what is stored. */
export const KEPT_SECRET = "(kept)";

/** A JSON Schema, as far as it is walked here. */
interface Schema {
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

let known: readonly (readonly string[])[] | null = null;

/** The paths of all settings that are marked as secret in their schemas, whichever channel they belong to. */
function secretPaths(): readonly (readonly string[])[] {
  known ??= [...pathsOf(z.toJSONSchema(creditorSchema([]), { io: "input", unrepresentable: "any" }) as Schema, [])];
  return known;
}

function* pathsOf(schema: Schema, path: readonly string[]): Generator<readonly string[]> {
  if (schema.secret) yield path;
  for (const form of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) yield* pathsOf(form, path);
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* pathsOf(field, [...path, name]);
}

function at(data: unknown, path: readonly string[]): unknown {
  let found = data;
  for (const name of path) found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  return found;
}

/** A copy in which what lies at the path is another; undefined takes it out. */
function withAt<T>(data: T, [name, ...rest]: readonly string[], value: unknown): T {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(data) as object | null), data) as Record<string, unknown>;
  if (rest.length > 0) copy[name!] = withAt(copy[name!], rest, value);
  else if (value === undefined) delete copy[name!];
  else copy[name!] = value;
  return copy as T;
}

/** The settings as they may be shown. */
export function hideSecrets<T extends object>(settings: T): T {
  return secretPaths().reduce((shown, path) => (at(shown, path) === undefined ? shown : withAt(shown, path, KEPT_SECRET)), settings);
}

/** What was shown is read back: where it says that a secret is kept, the stored one. */
export function keepSecrets(wanted: Data, stored: Data): Data {
  return secretPaths().reduce((whole, path) => (at(whole, path) === KEPT_SECRET ? withAt(whole, path, at(stored, path)) : whole), wanted);
}

/** The paths of secrets that are others than before. */
export function secretsThatDiffer(before: object | null, after: object): string[] {
  return secretPaths()
    .filter((path) => at(before, path) !== at(after, path))
    .map((path) => path.join("."));
}
