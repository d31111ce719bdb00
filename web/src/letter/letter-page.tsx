import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Account, Letter } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { AccountProblem } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { leaves, word } from "../languages/en.ts";
import { accountQuery, letterQuery } from "../queries.ts";
import { StepBadge } from "../values/badges.tsx";
import { formatWeekday } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { EmailView } from "./email-view.tsx";
import { Findings } from "./findings.tsx";
import { LetterActions } from "./letter-actions.tsx";
import { NoLetter } from "./no-letter.tsx";
import { PaperView } from "./paper-view.tsx";

/** The letter exactly as it will leave: paper and e-mail side by side, and what the checks say. */
export function LetterPage() {
  const creditor = useCreditor();
  const { account: id } = useParams({ from: "/accounts/$account/letter" });
  const account = useQuery(accountQuery(id, creditor.today));
  const letter = useQuery(letterQuery(id, creditor.today));
  const name = account.data?.debtor.name ?? id;
  useTitle(`Letter to ${name}`);
  const error = (account.data ? null : account.error) ?? (letter.data === undefined ? letter.error : null);
  if (error) return <AccountProblem id={id} error={error} />;
  return (
    <div className="page">
      <nav className="crumbs" aria-label="Path">
        <Link to="/accounts/$account" params={{ account: id }}>
          {name}
        </Link>{" "}
        <span aria-hidden="true">/</span> Letter
      </nav>
      {account.data && letter.data !== undefined ? (
        letter.data === null ? (
          <NoLetter account={account.data} />
        ) : (
          <>
            <Heading account={account.data} letter={letter.data} />
            <Findings letter={letter.data} />
            <Panes account={account.data} letter={letter.data} />
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

function Heading({ account, letter }: { account: Account; letter: Letter }) {
  const { next, debtor } = account;
  return (
    <div className="heading">
      <div>
        <h1>{debtor.name}</h1>
        <p className="muted facts">
          <StepBadge step={letter.step} />
          <span>
            <Money amount={next.total} currency={account.account.currency} strong />
            {next.credits.length > 0 && " net of credits"}
          </span>
          {next.payBy && <span>pay by {formatWeekday(next.payBy)}</span>}
          {letter.channels.length > 0 && <span>leaves {letter.channels.map((channel) => word(leaves, channel)).join(" and ")}</span>}
        </p>
      </div>
      <LetterActions account={account} letter={letter} />
    </div>
  );
}

/** Side by side; on a phone one at a time. */
function Panes({ account, letter }: { account: Account; letter: Letter }) {
  const [shown, show] = useState<"paper" | "email">("paper");
  const tab = (name: typeof shown, label: string) => (
    <button type="button" className="plain-button" aria-pressed={shown === name} onClick={() => show(name)}>
      {label}
    </button>
  );
  return (
    <>
      <div className="pane-tabs" role="group" aria-label="Form of the letter">
        {tab("paper", "Paper")}
        {tab("email", "E-mail")}
      </div>
      <div className={`columns even shows-${shown}`}>
        <PaperView account={account.account.id} asOf={account.asOf} letter={letter} />
        <EmailView letter={letter} to={account.debtor.email} />
      </div>
    </>
  );
}
