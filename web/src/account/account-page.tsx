import { Loader, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Account } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { AccountProblem } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { debtorTypes, word } from "../languages/en.ts";
import { accountQuery } from "../queries.ts";
import { addressLine } from "../values/address.ts";
import { addAmounts, Money, netOf } from "../values/money.tsx";
import { HandOverCard } from "../hand-over/hand-over-card.tsx";
import { type OpenForm, RecordCard } from "../record/record-card.tsx";
import { AgreementsCard } from "./agreements-card.tsx";
import { CashCard } from "./cash-card.tsx";
import { ChargesCard } from "./charges-card.tsx";
import { ItemsCard } from "./items-card.tsx";
import { NextCard } from "./next-card.tsx";
import { TaskCard } from "./task-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { TodoCard } from "./todo-card.tsx";

/** How long the page waits for a letter that was just sent. */
const PATIENCE_MS = 30_000;

/** One account: what is open, what happened, what happens next and why. */
export function AccountPage() {
  const creditor = useCreditor();
  const { account: id } = useParams({ from: "/accounts/$account" });
  const waiting = useAWhile(useSearch({ from: "/accounts/$account" }).sent ?? false);
  const account = useQuery({
    ...accountQuery(id, creditor.today),
    refetchInterval: ({ state }) => (waiting && state.data?.next.kind === "dun" ? 1_000 : false),
  });
  const [form, open] = useState<OpenForm | null>(null);
  useTitle(account.data?.debtor.name ?? id);
  const { data } = account;
  if (account.error && !data) return <AccountProblem id={id} error={account.error} />;
  return (
    <div className="page">
      {data ? (
        <>
          <Heading account={data} />
          {waiting && data.next.kind === "dun" && (
            <p className="preparing" role="status">
              <Loader size={14} /> The letter is on its way…
            </p>
          )}
          <div className="columns">
            <div>
              <NextCard account={data} />
              <TaskCard account={data} />
              <HandOverCard account={data} />
              <TodoCard account={data} onOpen={open} />
              <CashCard account={data} />
              <RecordCard account={data} open={form} onOpen={open} />
              <ItemsCard account={data} />
              <AgreementsCard account={data} onOpen={open} />
              <ChargesCard account={data} />
            </div>
            <div>
              <TimelineCard account={data} />
            </div>
          </div>
        </>
      ) : (
        <div role="status" aria-label="Loading the account">
          <Skeleton height={70} mb="md" />
          <Skeleton height={480} />
        </div>
      )}
    </div>
  );
}

function useAWhile(wanted: boolean): boolean {
  const [over, end] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => end(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return wanted && !over;
}

function Heading({ account }: { account: Account }) {
  const { debtor, items, credits } = account;
  const { currency } = account.account;
  const overdue = items.filter((item) => item.overdueDays > 0);
  const open = items.map((item) => item.open);
  const facts = [debtor.id, word(debtorTypes, debtor.type), addressLine(debtor), debtor.contactName, debtor.email, debtor.phone].filter(Boolean);
  return (
    <div className="heading">
      <div>
        <h1>{debtor.name}</h1>
        <p className="muted facts">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
      <dl className="figures">
        <div>
          <dt>Open</dt>
          <dd>
            <Money amount={addAmounts(open)} currency={currency} strong />
          </dd>
        </div>
        {credits.length > 0 && (
          <div>
            <dt>Net of credits</dt>
            <dd>
              <Money amount={netOf(open, credits)} currency={currency} strong />
            </dd>
          </div>
        )}
        <div>
          <dt>Overdue</dt>
          <dd>
            <Money amount={addAmounts(overdue.map((item) => item.open))} currency={currency} strong />
          </dd>
        </div>
      </dl>
    </div>
  );
}
