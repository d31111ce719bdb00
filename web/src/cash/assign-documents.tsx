import { Button, Checkbox, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Creditor, WaitingCash } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { accountQuery } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { addAmounts, Money } from "../values/money.tsx";
import { useCashActions } from "./use-cash-actions.ts";

interface AssignDocuments {
  creditor: Creditor;
  transaction: WaitingCash;
  account: string;
  name: string;
  onBack(): void;
  onDone(): void;
}

/** Which invoices of the account the money pays. What is ticked is paid oldest first; the rest stays on the account. */
export function AssignDocuments({ creditor, transaction, account, name, onBack, onDone }: AssignDocuments) {
  const [ticked, tick] = useState<readonly string[]>([]);
  const { data, error } = useQuery(accountQuery(account, creditor.today));
  const { accept } = useCashActions();
  const { currency } = transaction;
  const items = data?.items.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)) ?? [];
  const documents = [...new Set(items.map(({ document }) => document))].filter((document) => ticked.includes(document));
  const sum = addAmounts(items.filter(({ document }) => ticked.includes(document)).map(({ open }) => open));
  const left = addAmounts([transaction.amount, `-${sum}`]);
  const isShort = left.startsWith("-");
  return (
    <>
      <p className="chosen">
        <strong>{name}</strong>{" "}
        <button type="button" className="text-button" onClick={onBack}>
          another debtor
        </button>
      </p>
      <ActionProblem error={error} />
      {!data && !error && <Skeleton height={120} />}
      {data && items.length === 0 && <p className="muted">Nothing is open here. The money would stay on the account.</p>}
      <ul className="choices tick-list">
        {items.map(({ document, instalment, open, due }) => (
          <li key={`${document}/${instalment}`}>
            <Checkbox
              size="xs"
              checked={ticked.includes(document)}
              onChange={(event) => tick(event.currentTarget.checked ? [...ticked, document] : ticked.filter((each) => each !== document))}
              label={
                <>
                  <strong>{document}</strong> <Money amount={open} currency={currency} /> <span className="muted">due {formatDay(due)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <p className="sums" role="status">
        {documents.length === 0 ? (
          "Nothing is ticked: all of it stays on the account."
        ) : isShort ? (
          <>
            The money is short by <Money amount={left.slice(1)} currency={currency} strong />: the newest ticked invoice stays open in part.
          </>
        ) : /[1-9]/.test(left) ? (
          <>
            <Money amount={left} currency={currency} strong /> stays on the account.
          </>
        ) : (
          "It fits exactly."
        )}
      </p>
      <ActionProblem error={accept.error} />
      <div className="actions end">
        <Button
          size="xs"
          disabled={!data}
          loading={accept.isPending}
          onClick={() => accept.mutate({ id: transaction.id, account, documents }, { onSuccess: onDone })}
        >
          Book it
        </Button>
      </div>
    </>
  );
}
