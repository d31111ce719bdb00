import { type Account, api, ask, type Happening } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { advice, word } from "../languages/en.ts";
import { useAction } from "../queries.ts";
import { Answers } from "./answers.tsx";
import { CallForm } from "./call-form.tsx";

/** What the account asks of a person today, and the buttons that record that it was done. */
export function TaskCard({ account }: { account: Account }) {
  const { next } = account;
  const { id } = account.account;
  const record = useAction((json: Happening) => ask(api.accounts[":account"].happenings.$post({ param: { account: id }, json })));
  const task = next.kind === "hand-over" ? "hand-over" : next.task;
  const call = next.why.some(({ code }) => code === "call-due");
  if (!task && !call) return record.isSuccess ? <Recorded /> : null;
  return (
    <section className="card task" aria-labelledby="task-title">
      <div className="card-head">
        <h2 id="task-title">{task ? "What to do" : "Call the debtor"}</h2>
      </div>
      {record.isSuccess && <Recorded />}
      {task ? (
        <>
          <p>{word(advice, task)}</p>
          <WhoKnows account={account} task={task} />
          <Answers key={task} task={task} next={next} busy={record.isPending} onSay={record.mutate} />
        </>
      ) : (
        <CallForm account={account} busy={record.isPending} onSay={(json, done) => record.mutate(json, { onSuccess: done })} />
      )}
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

/** Whom to ask, or who has spoken already. */
function WhoKnows({ account, task }: { account: Account; task: string }) {
  const { salesperson } = account.debtor;
  if (task === "sales-check" && salesperson) return <p className="muted">Salesperson: {salesperson}</p>;
  if (task !== "hand-over") return null;
  const approved = account.next.why.flatMap((reason) => (reason.code === "approved-by" && Array.isArray(reason["by"]) ? reason["by"] : []));
  return (
    <p className="muted">
      {approved.length > 0 ? `Approved by ${approved.join(", ")}; a second, different person must approve too.` : "Nobody has approved it yet."}
    </p>
  );
}
