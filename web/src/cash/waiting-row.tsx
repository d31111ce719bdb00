import { Button } from "@mantine/core";
import type { CashProposal, WaitingCash } from "../api.ts";
import { plural } from "../languages/en.ts";
import { formatNearDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { Payer } from "./payer.tsx";
import { acceptWords, ProposalView } from "./proposal-view.tsx";

interface WaitingRow {
  transaction: WaitingCash;
  today: string;
  isBusy: boolean;
  onAccept(proposal: CashProposal): void;
  onAssign(): void;
  onDismiss(): void;
}

/** One payment: what the bank tells, where it may belong, and what a person can say about it. */
export function WaitingRow({ transaction, today, isBusy, onAccept, onAssign, onDismiss }: WaitingRow) {
  const { proposals, amount, currency, booked } = transaction;
  const [likeliest, ...others] = proposals;
  const found = proposals.flatMap(({ evidence }) => evidence.found);
  const wentBack = amount.startsWith("-");
  return (
    <>
      <div className="bank">
        <p className="bank-line">
          <Money amount={amount} currency={currency} strong />
          <time dateTime={booked} className="muted">
            {formatNearDay(booked, today)}
          </time>
        </p>
        <Payer {...transaction} found={found} />
      </div>
      <div className="belongs">
        {likeliest ? (
          <ProposalView proposal={likeliest} currency={currency} />
        ) : (
          <p className="muted">{wentBack ? "Money that went back. Nobody’s payment is known that it takes back." : "No debtor is recognised."}</p>
        )}
        <div className="actions">
          {likeliest && (
            <Button size="xs" disabled={isBusy} onClick={() => onAccept(likeliest)}>
              {acceptWords(likeliest)}
            </Button>
          )}
          {!wentBack && (
            <Button size="xs" variant="default" disabled={isBusy} onClick={onAssign}>
              Belongs to…
            </Button>
          )}
          <Button size="xs" variant="default" disabled={isBusy} onClick={onDismiss}>
            None of our debtors’…
          </Button>
        </div>
        {others.length > 0 && (
          <details className="others">
            <summary>{plural(others.length, "other possibility", "other possibilities")}</summary>
            {others.map((proposal) => (
              <div key={proposal.option} className="other">
                <ProposalView proposal={proposal} currency={currency} />
                <Button size="compact-xs" variant="default" disabled={isBusy} onClick={() => onAccept(proposal)}>
                  Accept this one
                </Button>
              </div>
            ))}
          </details>
        )}
      </div>
    </>
  );
}
