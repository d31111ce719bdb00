import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { CashProposal, WaitingCash } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem, Empty, ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { plural } from "../languages/en.ts";
import { cashCountsQuery } from "../queries.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { type Done, DoneBar } from "./done-bar.tsx";
import { MatchedSection } from "./matched-section.tsx";
import { useCashActions } from "./use-cash-actions.ts";
import { WaitingSection } from "./waiting-section.tsx";

/** Bank money that waits for a person, and what was matched lately. */
export function CashPage() {
  const creditor = useCreditor();
  const counts = useQuery(cashCountsQuery(creditor));
  const { accept, undo, error, isBusy } = useCashActions();
  const [done, note] = useState<Done | null>(null);
  const [assigned, assign] = useState<WaitingCash | null>(null);
  const [dismissed, dismiss] = useState<WaitingCash | null>(null);
  useTitle("Cash");
  if (counts.error && !counts.data) return <ProblemView error={counts.error} />;
  const take = (transaction: WaitingCash, { option, debtor }: CashProposal) =>
    accept.mutate({ id: transaction.id, option }, { onSuccess: () => note({ transaction, what: `is booked on the account of ${debtor.name}` }) });
  const takeBack = (id: string) => undo.mutate(id, { onSuccess: () => note(null) });
  const shared = { creditor, isBusy, onAccept: take, onAssign: assign, onDismiss: dismiss };
  const { proposed = 0, unapplied = 0 } = counts.data ?? {};
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Cash</h1>
          <p className="muted">{counts.data ? `${waitWords(proposed + unapplied)} What is certain is booked by itself.` : "Counting…"}</p>
        </div>
        {proposed > 0 && (
          <p className="muted keys wide-only">
            <kbd>↓</kbd> <kbd>↑</kbd> go from one payment to the next, <kbd>Enter</kbd> accepts what is likeliest
          </p>
        )}
      </div>
      <ActionProblem error={error} />
      {done && <DoneBar done={done} isBusy={isBusy} onUndo={() => takeBack(done.transaction.id)} onClose={() => note(null)} />}
      {!counts.data && <Skeleton height={320} aria-label="Loading" />}
      {counts.data && proposed + unapplied === 0 && (
        <section className="card">
          <Empty title="No bank money waits for you">
            Bank statements are imported <Link to="/import">here</Link>; what Firmly is not certain of appears on this page.
          </Empty>
        </section>
      )}
      {proposed > 0 && (
        <WaitingSection part="proposed" title="Probably a debtor’s" hint="Accept what is right. Until then no firm letter goes to these debtors." {...shared} />
      )}
      {unapplied > 0 && <WaitingSection part="unapplied" title="Nobody’s yet" hint="Say whose it is, or that it is none of the debtors’." {...shared} />}
      <MatchedSection creditor={creditor} isBusy={isBusy} onUndo={takeBack} />
      {assigned && (
        <AssignDialog creditor={creditor} transaction={assigned} onClose={() => assign(null)} onDone={(what) => note({ transaction: assigned, what })} />
      )}
      {dismissed && (
        <DismissDialog
          transaction={dismissed}
          onClose={() => dismiss(null)}
          onDone={() => note({ transaction: dismissed, what: "is put aside: it is none of the debtors’" })}
        />
      )}
    </div>
  );
}

function waitWords(count: number): string {
  if (count === 0) return "No payment waits for you.";
  return `${plural(count, "payment")} ${count === 1 ? "waits" : "wait"} for you.`;
}
