import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CashProposal } from "../api.ts";
import { reasonsQuery } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { groupDigits, Money } from "../values/money.tsx";
import { sentence } from "../values/reason.ts";

const MOST_DOCUMENTS = 4;

/** Where the money may belong: the debtor, what it pays there, why, and what speaks against it. */
export function ProposalView({ proposal, currency, named = true }: { proposal: CashProposal; currency: string; named?: boolean }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { account, debtor, allocations, writeOffs, onAccount, because, doubts } = proposal;
  return (
    <div className="proposal">
      {named && (
        <p className="proposal-debtor">
          <Link to="/accounts/$account" params={{ account }}>
            {debtor.name}
          </Link>{" "}
          <span className="muted small">{debtor.id}</span>
        </p>
      )}
      {allocations.length > 0 && (
        <ul className="pays">
          {allocations.slice(0, MOST_DOCUMENTS).map((each, place) => (
            <Allocation key={place} allocation={each} currency={currency} />
          ))}
          {allocations.length > MOST_DOCUMENTS && <li className="muted">and {allocations.length - MOST_DOCUMENTS} more</li>}
        </ul>
      )}
      {writeOffs.length > 0 && (
        <p className="small">
          {writeOffs
            .map(
              ({ document, amount, reason }) =>
                `${groupDigits(amount)} of ${document} written off as ${reason === "discount" ? "cash discount" : "bank charges"}`,
            )
            .join("; ")}
        </p>
      )}
      {isSome(onAccount) && (
        <p className="small">
          <Money amount={onAccount} currency={currency} /> stays on the account, not set against an invoice
        </p>
      )}
      <p className="because">{because.map((reason) => sentence(data, reason)).join(" ")}</p>
      {doubts.length > 0 && (
        <p className="doubts">
          <span className="badge kind-blocked">But</span> {doubts.map((reason) => sentence(data, reason)).join("; ")}
        </p>
      )}
    </div>
  );
}

function Allocation({ allocation, currency }: { allocation: CashProposal["allocations"][number]; currency: string }) {
  const { document, credit, amount, open, due } = allocation;
  const isPart = open !== null && open !== amount;
  return (
    <li>
      <strong>{document}</strong> <Money amount={amount} currency={currency} />
      {isPart && <span className="muted"> of {groupDigits(open)}</span>}
      {credit !== null && <span className="muted"> by credit memo {credit}</span>}
      {due && <span className="muted"> · due {formatDay(due)}</span>}
    </li>
  );
}

/** The words of the button that accepts it. */
export function acceptWords({ rule }: CashProposal): string {
  return rule === "already-booked" || rule === "already-settled" ? "It is the same money" : "Accept";
}

function isSome(amount: string): boolean {
  return /[1-9]/.test(amount);
}
