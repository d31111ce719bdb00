import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Procedure } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { nearestName } from "../core/values/nearest-name.ts";
import type { Day } from "../core/values/day.ts";
import { listProcedures, loadProcedure, proceduresMark, readProcedure } from "../procedures/read.ts";
import { readSavedProcedures, type SavedProcedure } from "../store/procedure-store.ts";

/** All procedures that decisions of a day may follow: those that come with Firmly, and the creditors' own as known by the day. */
export interface ProcedureBook {
  /** In the order of the alphabet. */
  readonly names: readonly string[];
  /** @throws UserError `procedure-unknown` */
  readonly find: (name: string) => Procedure;
  /** Where this text is another, decisions may be others. */
  readonly mark: string;
}

/**
 * Loads the book of a day; null: the newest. A procedure first saved after the day is there in its first version: settings name it, and they
 * are not kept by day.
 */
export async function loadProcedureBook(client: Pick<ClientBase, "query">, asOf: Day | null): Promise<ProcedureBook> {
  const saved = new Map<string, SavedProcedure>();
  for (const each of await readSavedProcedures(client)) {
    if (!saved.has(each.name) || asOf === null || each.knownOn <= asOf) saved.set(each.name, each);
  }
  return bookOf(saved);
}

function bookOf(saved: ReadonlyMap<string, SavedProcedure>): ProcedureBook {
  const names = [...new Set([...listProcedures(), ...saved.keys()])].sort();
  return {
    names,
    find: (name) => {
      // A creditor's own goes before one of the same name that a later version of Firmly brings.
      const own = saved.get(name);
      if (own) return parsed(own);
      if (names.includes(name)) return loadProcedure(name);
      const nearest = nearestName(name, names);
      throw new UserError("procedure-unknown", `There is no procedure "${name}". ${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${names.join(", ")}.`);
    },
    mark: markOf(saved),
  };
}

const read = new Map<string, Procedure>();

/** Read once: every run, and every letter that leaves, loads its book. */
function parsed(saved: SavedProcedure): Procedure {
  const key = `${saved.name}\0${saved.version}\0${saved.body}`;
  const known = read.get(key) ?? { ...readProcedure(saved.body, saved.name), version: saved.version };
  read.set(key, known);
  return known;
}

function markOf(saved: ReadonlyMap<string, SavedProcedure>): string {
  if (saved.size === 0) return proceduresMark();
  const hash = createHash("sha256").update(proceduresMark());
  for (const { name, version } of saved.values()) hash.update(`\0${name} v${version}`);
  return hash.digest("hex");
}
