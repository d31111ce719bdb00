import { Skeleton } from "@mantine/core";
import type { Calls } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { Empty, ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { plural } from "../languages/en.ts";
import { CallList } from "./call-list.tsx";
import { useCalls } from "./use-calls.ts";

/** Whom to call today, the most urgent first. */
export function CallsPage() {
  const creditor = useCreditor();
  const { calls, error } = useCalls(creditor);
  useTitle("Calls");
  if (error && !calls) return <ProblemView error={error} />;
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Calls</h1>
          <p className="muted">{calls ? dueWords(calls) : "Sorting the calls…"}</p>
          {calls?.capacity.map((pool) => (
            <p key={pool.segment} className="muted">
              <Capacity pool={pool} />
            </p>
          ))}
        </div>
        {calls && calls.calls.length > 0 && (
          <p className="muted keys wide-only">
            <kbd>↓</kbd> <kbd>↑</kbd> go from one call to the next, <kbd>Enter</kbd> opens its sheet
          </p>
        )}
      </div>
      {!calls && <Skeleton height={320} aria-label="Loading" />}
      {calls && (
        <section className="card" aria-labelledby="worklist-title">
          <h2 id="worklist-title" className="hidden-label">
            Worklist
          </h2>
          {calls.calls.length > 0 ? (
            <CallList calls={calls.calls} today={creditor.today} />
          ) : (
            <Empty title="No call is due today">A call is due where a letter’s pay-by day has passed, or where one was agreed.</Empty>
          )}
        </section>
      )}
    </div>
  );
}

function dueWords({ due, calls }: Calls): string {
  const more = due > calls.length ? ` The first ${calls.length} are listed.` : "";
  return `${plural(due, "call")} ${due === 1 ? "is" : "are"} due, the most urgent first.${more}`;
}

function Capacity({ pool: { segment, perDay, made } }: { pool: Calls["capacity"][number] }) {
  return (
    <>
      {segment === "*" ? "" : `${segment}: `}
      {plural(perDay, "call")} a day, {made} made today, {Math.max(0, perDay - made)} left. What exceeds them gets its letter.
    </>
  );
}
