import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Account, Happening } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { disputeReasons, word } from "../languages/en.ts";
import { contactChannels, holdScopes, states, ways } from "../languages/en-process.ts";
import type { OpenForm } from "../record/record-card.tsx";
import { RecordedNote } from "../record/recorded-note.tsx";
import { useRecord } from "../record/use-record.ts";
import { formatDay, formatWeekday } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { PlanView } from "./plan-view.tsx";

interface AgreementsCard {
  account: Account;
  onOpen(form: OpenForm): void;
}

/** What was promised, planned, disputed and put on hold, each with its state and the way out of it. */
export function AgreementsCard({ account, onOpen }: AgreementsCard) {
  const { promises, plans, disputes, holds } = account;
  const record = useRecord(account.account.id);
  const { currency } = account.account;
  if (promises.length + plans.length + disputes.length + holds.length === 0) return null;
  const undo = (label: string, said: Happening) => (
    <Button size="compact-xs" variant="default" disabled={record.isPending} onClick={() => record.mutate(said)}>
      {label}
    </Button>
  );
  const answer = (document: string) => (
    <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: "answer-dispute", document })}>
      Answer
    </Button>
  );
  return (
    <section className="card" aria-labelledby="agreements-title">
      <div className="card-head">
        <h2 id="agreements-title">Agreed, disputed, on hold</h2>
      </div>
      <ActionProblem error={record.error} />
      {record.data && <RecordedNote account={account} recorded={record.data} />}
      <ul className="agreements">
        {holds.map((hold) => (
          <Agreement key={`hold ${hold.number}`} state={<span className="badge kind-blocked">On hold</span>} action={undo("Lift", liftOf(hold))}>
            <Hold hold={hold} />
          </Agreement>
        ))}
        {disputes.toReversed().map((dispute) => (
          <Agreement key={`dispute ${dispute.number}`} state={<State state={dispute.state} />} action={dispute.state === "open" && answer(dispute.document)}>
            <Dispute dispute={dispute} currency={currency} />
          </Agreement>
        ))}
        {plans.toReversed().map((plan) => (
          <Agreement
            key={`plan ${plan.number}`}
            state={<State state={plan.status} />}
            action={plan.status === "running" && undo("End the plan", { kind: "plan-withdrawn", plan: plan.number })}
          >
            <PlanView plan={plan} currency={currency} said={withWhom(plan)} />
          </Agreement>
        ))}
        {promises.toReversed().map((promise) => (
          <Agreement
            key={`promise ${promise.number}`}
            state={<State state={promise.status} />}
            action={promise.status === "open" && undo("Withdraw", { kind: "promise-withdrawn", promise: promise.number })}
          >
            <Promised promise={promise} currency={currency} />
          </Agreement>
        ))}
      </ul>
    </section>
  );
}

function Hold({ hold }: { hold: Account["holds"][number] }) {
  const what = hold.document ?? hold.contact ?? (hold.channel ? word(contactChannels, hold.channel) : holdScopes[hold.scope]);
  return (
    <>
      <strong>{what}</strong>: {hold.reason}
      <Small>
        since {formatDay(hold.since)}, {hold.until ? `until ${formatWeekday(hold.until)}` : "until it is lifted"}
        {hold.by && `, by ${hold.by}`}
      </Small>
    </>
  );
}

function Dispute({ dispute, currency }: { dispute: Account["disputes"][number]; currency: string }) {
  const { document, amount, reason, detail, since, owner, state, answerBy, evidence } = dispute;
  return (
    <>
      Dispute of <strong>{document}</strong>, {amount ? <Money amount={amount} currency={currency} strong /> : "the whole"}: {disputeReasons[reason] ?? reason}
      {detail && ` · ${detail}`}
      <Small>
        since {formatDay(since)}
        {owner && `, ${owner} answers`}
        {state === "open" && answerBy && `, to be answered by ${formatWeekday(answerBy)}`}
        {withWhom(dispute)}
      </Small>
      {evidence && <Small>Evidence: {evidence}</Small>}
    </>
  );
}

function Promised({ promise, currency }: { promise: Account["promises"][number]; currency: string }) {
  const { amount, day, documents, madeOn, paid, idle, status } = promise;
  return (
    <>
      Promise of <Money amount={amount} currency={currency} strong /> by {formatWeekday(day)}
      {documents.length > 0 && ` for ${documents.join(", ")}`}
      <Small>
        made {formatDay(madeOn)}
        {/[1-9]/.test(paid) && (
          <>
            , <Money amount={paid} currency={currency} /> paid
          </>
        )}
        {withWhom(promise)}
      </Small>
      {idle && status === "open" && <Small>It holds no letter back.</Small>}
    </>
  );
}

function Agreement({ state, action, children }: { state: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <li>
      <div>{children}</div>
      <div className="agreement-state">
        {state}
        {action}
      </div>
    </li>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <p className="muted small">{children}</p>;
}

const TONES: Readonly<Record<string, string>> = {
  open: "kind-wait",
  running: "kind-wait",
  kept: "kind-clear",
  "partly-kept": "kind-blocked",
  broken: "severity-error",
  "credit-expected": "kind-blocked",
};

function State({ state }: { state: string }) {
  return <span className={`badge ${TONES[state] ?? ""}`}>{word(states, state)}</span>;
}

function liftOf({ number }: Account["holds"][number]): Happening {
  return { kind: "lift", hold: number };
}

/** ", Ms Roe by phone" */
function withWhom({ contact, channel }: { contact: string | null; channel: string | null }): string {
  const said = [contact, channel && word(ways, channel).toLowerCase()].filter(Boolean).join(" ");
  return said && `, ${said}`;
}
