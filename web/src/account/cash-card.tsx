import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { Payer } from "../cash/payer.tsx";
import { acceptWords, ProposalView } from "../cash/proposal-view.tsx";
import { useCashActions } from "../cash/use-cash-actions.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { formatWeekday } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** Bank money that probably belongs to this account, and waits for somebody's word. */
export function CashCard({ account }: { account: Account }) {
  const { accept, isBusy } = useCashActions();
  const { proposedCash } = account;
  const { id } = account.account;
  if (proposedCash.length === 0) return null;
  return (
    <section className="card cash-card" aria-labelledby="cash-title">
      <div className="card-head">
        <h2 id="cash-title">
          Money that may belong here <span className="count">{proposedCash.length}</span>
        </h2>
        <Link to="/cash">All that waits</Link>
      </div>
      <ActionProblem error={accept.error} />
      <ol className="waiting-list">
        {proposedCash.map((transaction) => {
          const own = transaction.proposals.filter((proposal) => proposal.account === id);
          return (
            <li key={transaction.id}>
              <div className="bank">
                <p className="bank-line">
                  <Money amount={transaction.amount} currency={transaction.currency} strong />
                  <time dateTime={transaction.booked} className="muted">
                    {formatWeekday(transaction.booked)}
                  </time>
                </p>
                <Payer {...transaction} found={own.flatMap(({ evidence }) => evidence.found)} />
              </div>
              <div className="belongs">
                {own.map((proposal) => (
                  <div key={proposal.option} className="own-proposal">
                    <ProposalView proposal={proposal} currency={transaction.currency} named={false} />
                    <div className="actions">
                      <Button size="xs" disabled={isBusy} onClick={() => accept.mutate({ id: transaction.id, option: proposal.option })}>
                        {acceptWords(proposal)}
                      </Button>
                      {transaction.proposals[0]!.account !== id && <span className="muted small">Another debtor is likelier: see Cash.</span>}
                    </div>
                  </div>
                ))}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
