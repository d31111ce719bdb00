import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { advice, word } from "../languages/en.ts";
import { messageOf } from "../values/message.ts";
import { useRecord } from "../record/use-record.ts";
import { Answers } from "./answers.tsx";

/** What the account asks of a person today, and the buttons that record that it was done. A hand-over has a card of its own. */
export function TaskCard({ account }: { account: Account }) {
  const { next, debtor } = account;
  const { id } = account.account;
  const record = useRecord(id);
  const task = next.task === "place-or-dun" ? null : next.task;
  const unread = unreadMessages(account);
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
        {task === "answer-reply" && unread.length > 0 && (
          <Link className="button-link" to="/inbox" search={{ message: unread.at(-1)! }}>
            Read it in the inbox
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

/** Messages of the inbox about this account that nobody has read. */
function unreadMessages({ timeline }: Account): string[] {
  const named = (kind: string) => timeline.flatMap((event) => (event.kind === kind ? (messageOf(event.values) ?? []) : []));
  const read = new Set(named("reply-read"));
  return named("reply").filter((message) => !read.has(message));
}

function Recorded() {
  return (
    <p className="recorded" role="status">
      Recorded under your name, and the account was decided again.
    </p>
  );
}
