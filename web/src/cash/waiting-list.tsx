import { type KeyboardEvent, useRef, useState } from "react";
import type { CashProposal, WaitingCash } from "../api.ts";
import { WaitingRow } from "./waiting-row.tsx";

interface WaitingList {
  label: string;
  transactions: readonly WaitingCash[];
  today: string;
  isBusy: boolean;
  onAccept(transaction: WaitingCash, proposal: CashProposal): void;
  onAssign(transaction: WaitingCash): void;
  onDismiss(transaction: WaitingCash): void;
}

/** Payments under each other. The arrows go from one to the next, Enter accepts what is likeliest of the one in focus. */
export function WaitingList({ label, transactions, today, isBusy, onAccept, onAssign, onDismiss }: WaitingList) {
  const [current, choose] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const place = Math.min(current, transactions.length - 1);
  const focus = (to: number) => {
    choose(to);
    (list.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>, at: number) => {
    // Keys inside of a row belong to its buttons; one that is held down must not accept a whole page.
    if (event.target !== event.currentTarget || event.repeat) return;
    const likeliest = transactions[at]!.proposals[0];
    if (event.key === "ArrowDown" && at + 1 < transactions.length) focus(at + 1);
    else if (event.key === "ArrowUp" && at > 0) focus(at - 1);
    else if (event.key === "Enter" && likeliest && !isBusy) onAccept(transactions[at]!, likeliest);
    else return;
    event.preventDefault();
  };
  return (
    <ol className="waiting-list" aria-label={label} ref={list}>
      {transactions.map((transaction, at) => (
        <li
          key={transaction.id}
          // A row is walked to by the arrows, and accepted by Enter.
          tabIndex={at === place ? 0 : -1}
          aria-label={`${transaction.amount} ${transaction.currency} from ${transaction.payer.name ?? "an unknown payer"}`}
          onFocus={() => choose(at)}
          onKeyDown={(event) => onKeyDown(event, at)}
        >
          <WaitingRow
            transaction={transaction}
            today={today}
            isBusy={isBusy}
            onAccept={(proposal) => onAccept(transaction, proposal)}
            onAssign={() => onAssign(transaction)}
            onDismiss={() => onDismiss(transaction)}
          />
        </li>
      ))}
    </ol>
  );
}
