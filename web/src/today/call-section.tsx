import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, Decision, Proposal } from "../api.ts";
import { useDecisions } from "../queries.ts";
import { formatNearDay } from "../values/day.ts";
import { TotalAmount } from "../values/amounts.tsx";
import { Pager } from "../values/pager.tsx";
import { DebtorCell } from "./debtor-cell.tsx";

const PAGE_SIZE = 25;

/** Debtors who let the first letter's pay-by day pass: a call is the best next action, and holds no letter back. */
export function CallSection({ creditor, proposal, search }: { creditor: Creditor; proposal: Proposal; search: string }) {
  const [page, turn] = useState(1);
  const calls = useDecisions(creditor, proposal.run, { part: "calls", page, size: PAGE_SIZE, sort: "total", search });
  if (!calls.data || calls.data.count === 0) return null;
  return (
    <section id="calls" className="card" aria-labelledby="calls-title">
      <div className="card-head">
        <h2 id="calls-title">
          Calls <span className="count">{calls.data.count}</span>
        </h2>
        <span className="muted small">The pay-by day of a letter has passed: a call is the best next step.</span>
        <Link to="/calls">Worklist</Link>
      </div>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th>Debtor</th>
              <th className="number">Total</th>
              <th>Call since</th>
              <th className="fill">Next letter</th>
            </tr>
          </thead>
          <tbody>
            {calls.data.decisions.map((decision) => (
              <tr key={decision.account.id}>
                <DebtorCell account={decision.account}>
                  {decision.changed && <span className="badge kind-clear recorded-since">Recorded since</span>}
                </DebtorCell>
                <td className="number" data-label="Total">
                  <TotalAmount decision={decision} />
                </td>
                <td className="day" data-label="Call since">
                  {formatSince(decision, creditor.today)}
                </td>
                <td className="fill day" data-label="Next letter">
                  {decision.until ? formatNearDay(decision.until, creditor.today) : decision.kind === "dun" ? "today" : <span className="muted">—</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager count={calls.data.count} size={PAGE_SIZE} page={page} onTurn={turn} label="Pages of calls" />
    </section>
  );
}

function formatSince({ tasks }: Decision, today: string): string {
  const call = tasks.find(({ task }) => task === "call");
  return call ? formatNearDay(call.dueOn, today) : "";
}
