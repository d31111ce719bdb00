import type { ClientBase } from "pg";
import { type CalendarLine, procedureCalendar } from "../core/process/procedure-calendar.ts";
import type { Day } from "../core/values/day.ts";
import { procedureJsonSchema } from "../procedures/schema.ts";
import { procedureValues } from "../procedures/values.ts";
import type { Store } from "../store/database.ts";
import { findChosenFor, readSavedProcedures } from "../store/procedure-store.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { loadProcedureBook } from "./procedure-book.ts";
import type { ProcedureSource } from "./procedure-source.ts";

export interface ListedProcedure {
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly from: "built-in" | "saved";
  /** Who saved the newest version, when and why; null for what comes with Firmly. */
  readonly saved: { readonly by: string; readonly on: Day; readonly reason: string } | null;
  readonly usedBy: readonly ProcedureUse[];
}

export interface ProcedureUse {
  readonly creditor: string;
  /** As settings write it: "*", a segment, "debtor:D17", "document:INV-1". */
  readonly for: string;
  /** False: the creditor has no such segment, debtor or invoice (yet). */
  readonly isKnown: boolean;
}

/** What `firmly procedure show --json` prints. */
export interface ShownProcedure {
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly from: ProcedureSource["from"];
  readonly calendar: readonly CalendarLine[];
  readonly versions: readonly { readonly version: number; readonly by: string; readonly on: Day; readonly reason: string }[];
  readonly text: string;
}

export interface ProcedureDifference {
  readonly a: { readonly name: string; readonly version: number };
  readonly b: { readonly name: string; readonly version: number };
  /** The values that differ; null where one of them has no such value. */
  readonly values: readonly { readonly path: string; readonly meaning: string; readonly a: string | null; readonly b: string | null }[];
  /** What each does with an item that nobody pays; null where it does without. */
  readonly calendar: readonly { readonly what: CalendarLine["what"]; readonly a: CalendarLine | null; readonly b: CalendarLine | null }[];
}

/** All procedures that settings may name, and for whom they do. */
export async function listAllProcedures(store: Store): Promise<ListedProcedure[]> {
  const { pool } = store;
  const saved = new Map((await readSavedProcedures(pool)).map((each) => [each.name, each]));
  const book = await loadProcedureBook(pool, null);
  const uses = await usesOf(pool, store);
  return book.names.map((name) => {
    const own = saved.get(name);
    const { version, about = "" } = book.find(name);
    return {
      name,
      version,
      about,
      from: own ? "saved" : "built-in",
      saved: own ? { by: own.by, on: own.knownOn, reason: own.reason } : null,
      usedBy: uses.filter((use) => use.procedure === name).map(({ procedure: _procedure, ...use }) => use),
    };
  });
}

async function usesOf(client: Pick<ClientBase, "query">, store: Store): Promise<(ProcedureUse & { procedure: string })[]> {
  const uses: (ProcedureUse & { procedure: string })[] = [];
  for (const { id, procedures } of await loadCreditors(store)) {
    const known = await findChosenFor(client, id, Object.keys(procedures));
    for (const [key, procedure] of Object.entries(procedures)) uses.push({ creditor: id, for: key, isKnown: key === "*" || known.has(key), procedure });
  }
  return uses.sort((a, b) => (a.creditor === b.creditor ? (a.for < b.for ? -1 : 1) : a.creditor < b.creditor ? -1 : 1));
}

/** A procedure as it is written, with its calendar and who saved which version. */
export function showProcedure({ procedure, text, from, versions }: ProcedureSource): ShownProcedure {
  return {
    name: procedure.name,
    version: procedure.version,
    about: procedure.about ?? "",
    from,
    calendar: procedureCalendar(procedure),
    versions: versions.map(({ version, by, knownOn, reason }) => ({ version, by, on: knownOn, reason })),
    text,
  };
}

/** What two procedures do differently, value by value and day by day. */
export function diffProcedures(a: ProcedureSource, b: ProcedureSource): ProcedureDifference {
  const [left, right] = [a, b].map(({ text, procedure }) => new Map(procedureValues(text, procedure.name).map((each) => [each.path, each])));
  const paths = [...new Set([...left!.keys(), ...right!.keys()])];
  const [ours, theirs] = [a, b].map(({ procedure }) => new Map(procedureCalendar(procedure).map((line) => [line.what, line])));
  return {
    a: { name: a.procedure.name, version: a.procedure.version },
    b: { name: b.procedure.name, version: b.procedure.version },
    values: paths
      .filter((path) => left!.get(path)?.value !== right!.get(path)?.value)
      .map((path) => {
        const [was, is] = [left!.get(path), right!.get(path)];
        return { path, meaning: (was ?? is)!.meaning, a: was?.value ?? null, b: is?.value ?? null };
      }),
    calendar: [...new Set([...ours!.keys(), ...theirs!.keys()])].map((what) => ({ what, a: ours!.get(what) ?? null, b: theirs!.get(what) ?? null })),
  };
}

/** The JSON Schema of a procedure's file. */
export function procedureSchemaText(): string {
  return JSON.stringify(procedureJsonSchema(), null, 2);
}
