import { Checkbox } from "@mantine/core";
import type { Decision } from "../api.ts";
import { SendRow } from "./send-row.tsx";

export type Sort = "step" | "debtor" | "total";

interface Table {
  rows: readonly Decision[];
  today: string;
  /** Whether these are still the rows of the page before. */
  isOld: boolean;
  sort: Sort;
  onSort(sort: Sort): void;
  /** The accounts that can still be approved or left out, and those of them that are ticked. */
  open: readonly string[];
  chosen: readonly string[];
  /** What the checks ask about, by account. */
  asking: ReadonlyMap<string, string>;
  onSelect(accounts: readonly string[], on: boolean): void;
}

export function SendTable({ rows, today, isOld, sort, onSort, open, chosen, asking, onSelect }: Table) {
  return (
    <table className="grid" aria-busy={isOld}>
      <thead>
        <tr>
          <th className="tick">
            <Checkbox
              size="xs"
              aria-label="Select all on this page"
              disabled={open.length === 0}
              checked={open.length > 0 && chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={(event) => onSelect(open, event.currentTarget.checked)}
            />
          </th>
          <Sortable name="debtor" label="Debtor" sort={sort} onSort={onSort} />
          <Sortable name="step" label="Step" sort={sort} onSort={onSort} />
          <th className="number">Items</th>
          <Sortable name="total" label="Total" sort={sort} onSort={onSort} number />
          <th className="number">Overdue</th>
          <th>Pay by</th>
          <th className="fill">Why</th>
          <th>
            <span className="hidden-label">State</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { id } = row.account;
          return (
            <SendRow
              key={id}
              decision={row}
              today={today}
              asks={row.approval === null ? (asking.get(id) ?? null) : null}
              selected={chosen.includes(id)}
              onSelect={open.includes(id) ? (on) => onSelect([id], on) : null}
            />
          );
        })}
      </tbody>
    </table>
  );
}

function Sortable({ name, label, sort, onSort, number }: { name: Sort; label: string; sort: Sort; onSort(name: Sort): void; number?: boolean }) {
  return (
    <th className={number ? "number" : undefined} aria-sort={sort !== name ? "none" : name === "debtor" ? "ascending" : "descending"}>
      <button type="button" className="sort" onClick={() => onSort(name)}>
        {label}
      </button>
    </th>
  );
}
