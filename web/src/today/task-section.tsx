import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, Proposal } from "../api.ts";
import { useDecisions } from "../queries.ts";
import { KindBadge, outcomeOf } from "../values/badges.tsx";
import { formatNearDay, isDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { Pager } from "../values/pager.tsx";
import { FirstReason } from "../values/reason-list.tsx";
import { countOf } from "./summary.tsx";

const PAGE_SIZE = 25;

/** What only a person can do. */
export function TaskSection({ creditor, proposal }: { creditor: Creditor; proposal: Proposal }) {
  const [page, turn] = useState(1);
  const count = countOf(proposal.groups.filter(({ kind }) => kind === "task" || kind === "hand-over"));
  const tasks = useDecisions(creditor, proposal.run, { part: "tasks", page, size: PAGE_SIZE, sort: "total" });
  if (count === 0) return null;
  return (
    <section id="tasks" className="card" aria-labelledby="tasks-title">
      <div className="card-head">
        <h2 id="tasks-title">
          Tasks <span className="count">{count}</span>
        </h2>
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
                <td className="name">
                  <Link to="/accounts/$account" params={{ account: decision.account.id }}>
                    {decision.account.debtor.name}
                  </Link>
                </td>
                <td>
                  <KindBadge kind={decision.kind} />
                </td>
                <td>{outcomeOf(decision)}</td>
                <td className="number">
                  <Money amount={decision.total} currency={decision.account.currency} strong />
                </td>
                <td className="fill">
                  <FirstReason why={decision.why} />
                </td>
                <td className="day">{isDay(decision.ends) ? formatNearDay(decision.ends, creditor.today) : <span className="muted">it is done</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager count={count} size={PAGE_SIZE} page={page} onTurn={turn} label="Pages of tasks" />
    </section>
  );
}
