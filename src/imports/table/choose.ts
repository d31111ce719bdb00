import type { Problem, ReadOptions } from "../contract.ts";
import { decideColumns } from "../csv/layout.ts";
import { type Unreadable, unreadable } from "../csv/unreadable.ts";
import type { TableSource } from "./source.ts";

/** What a table of several in one file is good for. */
export interface Weighed {
  readonly table: TableSource;
  /** Documents before master data; a table of neither is not read. */
  readonly holds: "documents" | "debtors" | "nothing";
  readonly problem: Problem | null;
}

export function weighTable(table: TableSource, { mapping }: ReadOptions): Weighed {
  const found = decideColumns(table, mapping);
  if ("problem" in found) return { table, holds: "nothing", problem: found.problem };
  return { table, holds: found.kind === "debtor" || found.kind === "contact" ? "debtors" : "documents", problem: null };
}

/** What to say where none of several tables is one of a ledger: of an ageing summary it is the most helpful. */
export function whyNone(weighed: readonly Weighed[]): Unreadable {
  const problem = weighed.find((each) => each.problem?.code === "ageing-summary")?.problem ?? weighed.find((each) => each.problem)?.problem;
  return problem ? { problem } : unreadable("file-empty", "The file holds no rows. Export it again.");
}
