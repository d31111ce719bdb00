import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, Proposal } from "../api.ts";
import { useDecisions } from "../queries.ts";
import { KindBadge, outcomeOf } from "../values/badges.tsx";
import { formatNearDay, isDay } from "../values/day.ts";
import { TotalAmount } from "../values/amounts.tsx";
import { Pager } from "../values/pager.tsx";
import { FirstReason } from "../values/reason-list.tsx";
import { countOf } from "./summary.tsx";
import { DebtorCell } from "./debtor-cell.tsx";

const PAGE_SIZE = 25;

/** What only a person can do. */
export function TaskSection({ creditor, proposal, search }: { creditor: Creditor; proposal: Proposal; search: string }) {
  const [page, turn] = useState(1);
  const all = countOf(proposal.groups.filter(({ kind }) => kind === "task" || kind === "hand-over"));
  const tasks = useDecisions(creditor, proposal.run, { part: "tasks", page, size: PAGE_SIZE, sort: "task", search });
  const count = search ? (tasks.data?.count ?? 0) : all;
  if (count === 0) return null;
  const done = tasks.data?.decisions.some(({ changed }) => changed);
  return (
    <section id="tasks" className="card" aria-labelledby="tasks-title">
      <div className="card-head">
        <h2 id="tasks-title">
          Tasks <span className="count">{count}</span>
        </h2>
        {done && <span className="muted small">Something was recorded since this was decided. “Decide again” shows what follows.</span>}
      </div>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th>Debtor</th>
              <th>Kind</th>
              <th>What to do</th>
              <th className="number">Total</th>
              <th className="fill">Why</th>
              <th>Until</th>
            </tr>
          </thead>
          <tbody>
            {tasks.data?.decisions.map((decision) => (
              <tr key={decision.account.id}>
                <DebtorCell account={decision.account} />
                <td data-label="Kind">
                  <KindBadge kind={decision.kind} />
                </td>
                <td data-label="What to do">
                  <Link
                    to="/accounts/$account"
                    params={{ account: decision.account.id }}
                    hash={decision.kind === "hand-over" || decision.task === "place-or-dun" ? "hand-over-title" : "task-title"}
                  >
                    {outcomeOf(decision)}
                  </Link>
                  {decision.changed && <span className="badge kind-clear recorded-since">Recorded since</span>}
                </td>
                <td className="number" data-label="Total">
                  <TotalAmount decision={decision} />
                </td>
                <td className="fill" data-label="Why">
                  <FirstReason why={decision.why} />
                </td>
                <td className={isDay(decision.ends) ? "day" : "wide-only"} data-label="Until">
                  {isDay(decision.ends) ? formatNearDay(decision.ends, creditor.today) : <span className="muted">—</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager count={count} size={PAGE_SIZE} page={page} onTurn={turn} label="Pages of tasks" />
    </section>
  );
}
