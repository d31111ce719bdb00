import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useCreditor } from "../frame/creditor.ts";
import { Empty, ProblemView } from "../frame/problem-view.tsx";
import { accountQuery, letterQuery } from "../queries.ts";
import { StepBadge } from "../values/badges.tsx";
import { formatWeekday } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { EmailView } from "./email-view.tsx";
import { Findings } from "./findings.tsx";
import { LetterActions } from "./letter-actions.tsx";
import { PaperView } from "./paper-view.tsx";

/** The letter exactly as it will leave: paper and e-mail side by side, and what the checks say. */
export function LetterPage() {
  const creditor = useCreditor();
  const { account: id } = useParams({ from: "/accounts/$account/letter" });
  const account = useQuery(accountQuery(id, creditor.today));
  const letter = useQuery(letterQuery(id, creditor.today));
  const error = account.error ?? letter.error;
  if (error) return <ProblemView error={error} />;
  const name = account.data?.debtor.name ?? id;
  return (
    <div className="page">
      <nav className="crumbs" aria-label="Path">
        <Link to="/">Today</Link> <span aria-hidden="true">/</span>{" "}
        <Link to="/accounts/$account" params={{ account: id }}>
          {name}
        </Link>{" "}
        <span aria-hidden="true">/</span> Letter
      </nav>
      {account.data && letter.data !== undefined ? (
        letter.data === null ? (
          <Empty title="No letter today">
            Nothing would leave for {name} on {formatWeekday(creditor.today)}.{" "}
            <Link to="/accounts/$account" params={{ account: id }}>
              The account’s page
            </Link>{" "}
            says why, and shows what has been delivered.
          </Empty>
        ) : (
          <>
            <div className="heading">
              <div>
                <h1>{name}</h1>
                <p className="muted facts">
                  <StepBadge step={letter.data.step} />
                  <Money amount={account.data.next.total} currency={account.data.account.currency} strong />
                  {account.data.next.payBy && <span>pay by {formatWeekday(account.data.next.payBy)}</span>}
                </p>
              </div>
              <LetterActions account={account.data} />
            </div>
            <Findings letter={letter.data} />
            <div className="columns even">
              <PaperView account={id} asOf={creditor.today} letter={letter.data} />
              <EmailView letter={letter.data} to={account.data.debtor.email} />
            </div>
          </>
        )
      ) : (
        <div role="status" aria-label="Writing the letter">
          <Skeleton height={70} mb="md" />
          <div className="columns even">
            <Skeleton height={760} />
            <Skeleton height={760} />
          </div>
        </div>
      )}
    </div>
  );
}
