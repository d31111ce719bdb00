import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { advice, word } from "../languages/en.ts";
import { useRecord } from "../record/use-record.ts";
import { Answers } from "./answers.tsx";

/** What the account asks of a person today, and the buttons that record that it was done. A hand-over has a card of its own. */
export function TaskCard({ account }: { account: Account }) {
  const { next, debtor } = account;
  const { id } = account.account;
  const record = useRecord(id);
  const task = next.task === "place-or-dun" ? null : next.task;
  if (!task) return record.isSuccess ? <Recorded /> : null;
  return (
    <section className="card task" aria-labelledby="task-title">
      <div className="card-head">
        <h2 id="task-title">What to do</h2>
        {task === "call" && (
          <Link className="button-link" to="/accounts/$account/call" params={{ account: id }}>
            Call sheet
          </Link>
        )}
      </div>
      {record.isSuccess && <Recorded />}
      <p>{word(advice, task)}</p>
      {task === "sales-check" && debtor.salesperson && <p className="muted">Salesperson: {debtor.salesperson}</p>}
      <Answers key={task} task={task} next={next} busy={record.isPending} onSay={(said) => record.mutate(said)} />
      <ActionProblem error={record.error} />
    </section>
  );
}

function Recorded() {
  return (
    <p className="recorded" role="status">
      Recorded under your name, and the account was decided again.
    </p>
  );
}
