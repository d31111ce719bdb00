import { useState } from "react";
import type { CashProposal, Creditor, WaitingCash } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useWaitingCash } from "../queries.ts";
import { Pager } from "../values/pager.tsx";
import { WaitingList } from "./waiting-list.tsx";

const PAGE_SIZE = 20;

interface WaitingSection {
  creditor: Creditor;
  part: "proposed" | "unapplied";
  title: string;
  hint: string;
  isBusy: boolean;
  onAccept(transaction: WaitingCash, proposal: CashProposal): void;
  onAssign(transaction: WaitingCash): void;
  onDismiss(transaction: WaitingCash): void;
}

/** One kind of money that waits, in pages, oldest first. */
export function WaitingSection({ creditor, part, title, hint, ...rest }: WaitingSection) {
  const [page, turn] = useState(1);
  const list = useWaitingCash(creditor, part, page, PAGE_SIZE);
  const { count = 0, transactions = [] } = list.data ?? {};
  // The last one of the last page was done with.
  if (page > 1 && list.data && !list.isPlaceholderData && transactions.length === 0) turn(1);
  return (
    <section className="card" aria-labelledby={`${part}-title`}>
      <div className="card-head">
        <h2 id={`${part}-title`}>
          {title} <span className="count">{list.data ? count : ""}</span>
        </h2>
        <span className="muted small">{hint}</span>
      </div>
      <ActionProblem error={list.error} />
      <WaitingList label={title} transactions={transactions} today={creditor.today} {...rest} />
      <Pager count={count} size={PAGE_SIZE} page={page} onTurn={turn} label={`Pages of ${title}`} />
    </section>
  );
}
