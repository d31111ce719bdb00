import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { tasks, word } from "../languages/en.ts";
import { reasonsQuery } from "../queries.ts";
import type { OpenForm } from "../record/record-card.tsx";
import { formatNearDay } from "../values/day.ts";
import { sentence } from "../values/reason.ts";

type Task = Account["next"]["tasks"][number];

/** What people are to do beside the decision, by its days; it holds nothing back. */
export function TodoCard({ account, onOpen }: { account: Account; onOpen(form: OpenForm): void }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { next, asOf } = account;
  if (next.tasks.length === 0) return null;
  return (
    <section className="card todo" aria-labelledby="todo-title">
      <div className="card-head">
        <h2 id="todo-title">
          To do <span className="count">{next.tasks.length}</span>
        </h2>
      </div>
      <ul className="todo-list">
        {next.tasks.map((task) => (
          <li key={`${task.task} ${String(task.why["document"] ?? "")}`}>
            <time dateTime={task.dueOn} className={task.dueOn <= asOf ? "due" : "muted"}>
              {formatNearDay(task.dueOn, asOf)}
            </time>
            <div>
              <strong>{word(tasks, task.task)}</strong>
              <p className="muted">{sentence(data, task.why)}</p>
            </div>
            <Doing task={task} account={account} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The way to where it is done. */
function Doing({ task, account, onOpen }: { task: Task; account: Account; onOpen(form: OpenForm): void }) {
  if (task.task === "call")
    return (
      <Link className="button-link" to="/accounts/$account/call" params={{ account: account.account.id }}>
        Call sheet
      </Link>
    );
  if (task.task === "answer-dispute")
    return (
      <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: "answer-dispute", document: String(task.why["document"] ?? "") })}>
        Answer
      </Button>
    );
  if (task.task === "book-credit-memo") return <Link to="/import">Import it</Link>;
  return <a href={task.task === "collect-charges" ? "#charges-title" : "#agreements-title"}>Look at it</a>;
}
