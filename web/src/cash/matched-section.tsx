import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, MatchedCash } from "../api.ts";
import { ActionProblem, Empty } from "../frame/problem-view.tsx";
import { cashStates, word } from "../languages/en.ts";
import { reasonsQuery, useMatchedCash } from "../queries.ts";
import { formatNearDay } from "../values/day.ts";
import { groupDigits, Money } from "../values/money.tsx";
import { sentence } from "../values/reason.ts";
import { Payer } from "./payer.tsx";

const PAGE_SIZE = 15;

/** What was matched lately, by a rule or a person, with the way back. */
export function MatchedSection({ creditor, isBusy, onUndo }: { creditor: Creditor; isBusy: boolean; onUndo(id: string): void }) {
  const [page, turn] = useState(1);
  const list = useMatchedCash(creditor, page, PAGE_SIZE);
  const { transactions = [], more = false } = list.data ?? {};
  return (
    <section className="card" aria-labelledby="matched-title">
      <div className="card-head">
        <h2 id="matched-title">Matched lately</h2>
        <span className="muted small">Undo brings a payment back to this page; it is then never matched with that debtor by itself.</span>
      </div>
      <ActionProblem error={list.error} />
      {list.data && transactions.length === 0 && page === 1 ? (
        <Empty title="Nothing yet">Payments of imported bank statements appear here, with the reason why they were matched.</Empty>
      ) : (
        <div className="scroll">
          <MatchedTable transactions={transactions} today={creditor.today} isBusy={isBusy} onUndo={onUndo} />
        </div>
      )}
      {(more || page > 1) && (
        <nav className="pager" aria-label="Pages of matched payments">
          <Button size="compact-xs" variant="default" disabled={page === 1} onClick={() => turn(page - 1)}>
            Newer
          </Button>
          <Button size="compact-xs" variant="default" disabled={!more} onClick={() => turn(page + 1)}>
            Older
          </Button>
        </nav>
      )}
    </section>
  );
}

interface MatchedTable {
  transactions: readonly MatchedCash[];
  today: string;
  isBusy: boolean;
  onUndo(id: string): void;
}

function MatchedTable({ transactions, today, isBusy, onUndo }: MatchedTable) {
  const { data = {} } = useQuery(reasonsQuery);
  return (
    <table className="grid matched">
      <thead>
        <tr>
          <th>Booked</th>
          <th className="number">Amount</th>
          <th>Payer</th>
          <th>Belongs to</th>
          <th className="fill">Why</th>
          <th aria-label="Undo" />
        </tr>
      </thead>
      <tbody>
        {transactions.map((each) => (
          <tr key={each.id}>
            <td className="day">{formatNearDay(each.booked, today)}</td>
            <td className="number">
              <Money amount={each.amount} currency={each.currency} strong />
            </td>
            <td className="said">
              <Payer {...each} found={each.found} />
            </td>
            <td className="said" data-label="Belongs to">
              <Belongs matched={each} />
            </td>
            <td className="fill said">
              {each.because.map((reason) => sentence(data, reason)).join(" ")}
              {each.reason !== null && <>“{each.reason}”</>}
              <span className="by">{each.by === null ? "by itself" : `by ${each.by}`}</span>
            </td>
            <td className="state">
              <Button size="compact-xs" variant="default" disabled={isBusy} aria-label={`Undo ${each.id}`} onClick={() => onUndo(each.id)}>
                Undo
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Belongs({ matched }: { matched: MatchedCash }) {
  const { account, debtor, allocations, state } = matched;
  if (account === null || debtor === null) return <span className="muted">{word(cashStates, state)}</span>;
  return (
    <>
      <Link to="/accounts/$account" params={{ account }}>
        {debtor.name}
      </Link>
      <span className="by">
        {state === "known"
          ? word(cashStates, state)
          : allocations.map(({ document, amount }) => `${document} ${groupDigits(amount)}`).join(", ") || "not set against an invoice"}
      </span>
    </>
  );
}
