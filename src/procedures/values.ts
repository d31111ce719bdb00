import { timeOfDay } from "../core/process/contact-hours.ts";
import { readProcedureFile } from "./file.ts";
import { procedureJsonSchema } from "./schema.ts";

/** One value of a procedure's file. */
export interface ProcedureValue {
  /** As the file nests it: "steps.second.days". */
  readonly path: string;
  /** As YAML writes it. */
  readonly value: string;
  /** What it means, from the published schema; empty where its name says it. */
  readonly meaning: string;
}

/**
 * Every value of a procedure's file by its path, with what it leaves out filled in, in the order of the schema.
 * @throws UserError `procedure-invalid`
 */
export function procedureValues(text: string, name: string): ProcedureValue[] {
  const { $schema: _schema, version: _version, about: _about, contactHours, ...rest } = readProcedureFile(text, name);
  const hours = { from: timeOfDay(contactHours.from), to: timeOfDay(contactHours.to) };
  const values: ProcedureValue[] = [];
  const walk = (data: unknown, path: readonly string[]): void => {
    if (typeof data === "object" && data !== null && !Array.isArray(data)) {
      for (const [key, value] of Object.entries(data)) walk(value, [...path, key]);
    } else {
      values.push({ path: path.join("."), value: Array.isArray(data) ? data.join(", ") || "(none)" : String(data), meaning: meaningOf(path) });
    }
  };
  walk({ ...rest, contactHours: hours }, []);
  return values;
}

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
}

let schema: Node | null = null;

/** Of a value below one that is described, such as the fee in one currency, what that one means. */
function meaningOf(path: readonly string[]): string {
  schema ??= procedureJsonSchema() as Node;
  let node: Node | undefined = schema;
  let meaning = "";
  for (const name of path) {
    const forms: readonly Node[] = [node, ...(node.anyOf ?? [])];
    node = forms.map((form) => form.properties?.[name]).find((found) => found !== undefined);
    if (!node) break;
    meaning = node.description ?? "";
  }
  return meaning;
}
