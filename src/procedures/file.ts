import { isMap, LineCounter, parse, parseDocument } from "yaml";
import { UserError } from "../core/user-error.ts";
import { lineFinder } from "./line-of.ts";
import { type ProcedureFile, procedureSchema } from "./schema.ts";
import { explainIssues } from "./strict-object.ts";

/** One value of a procedure set to another: a path such as `steps.second.minimum.percent`, and what YAML would write there. */
export interface ChangedValue {
  readonly path: string;
  readonly value: string;
}

/**
 * Reads the file of a procedure, YAML or JSON (which is YAML too), with what it leaves out filled in.
 * @param changes values to set first, for a variant of it; what is wrong with them is refused as in the text itself
 * @throws UserError `procedure-invalid` naming every path that is wrong and what to write there
 */
export function readProcedureFile(yaml: string, name: string, changes: readonly ChangedValue[] = []): ProcedureFile {
  if (yaml.length > MOST_CHARACTERS) throw new UserError("procedure-invalid", `Procedure "${name}" is too long: at most ${MOST_CHARACTERS} characters.`);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new UserError("procedure-invalid", `Procedure "${name}" is no valid YAML: ${broken.message}`);
  change(document, name, changes);
  const read = procedureSchema.safeParse(dataOf(document, name), { reportInput: true });
  if (!read.success)
    throw new UserError(
      "procedure-invalid",
      `Procedure "${name}" cannot be used. Mend these and try again:\n${explainIssues(read.error, lineFinder(document, lines))}`,
    );
  return read.data;
}

/** The text of a variant of a procedure; its comments stay. */
export function changedText(yaml: string, name: string, changes: readonly ChangedValue[]): string {
  const document = parseDocument(yaml);
  change(document, name, changes);
  return String(document);
}

function change(document: ReturnType<typeof parseDocument>, name: string, changes: readonly ChangedValue[]): void {
  for (const { path, value } of changes) {
    const at = path.split(".");
    // A group that the text leaves out is made; below a plain value nothing can be set.
    const over = at.findIndex((_, depth) => depth > 0 && document.hasIn(at.slice(0, depth)) && !isMap(document.getIn(at.slice(0, depth), true)));
    if (over >= 0) throw new UserError("procedure-invalid", `Procedure "${name}" has no ${path}: ${at.slice(0, over).join(".")} is one value.`);
    document.setIn(at, parse(value));
  }
}

/** A procedure is two pages long; what is longer is something else. */
const MOST_CHARACTERS = 100_000;

function dataOf(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // A few aliases that name each other can come to any number of values.
    throw new UserError("procedure-invalid", `Procedure "${name}" is no valid YAML: ${(error as Error).message}`);
  }
}
