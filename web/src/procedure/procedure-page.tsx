import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import type { Procedure } from "../api.ts";
import { Empty } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { procedureQuery } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { CalendarView } from "./calendar-view.tsx";

/** A dunning procedure as a calendar in words; it is changed with `firmly procedure save`. */
export function ProcedurePage() {
  const { name } = useParams({ from: "/procedures/$name" });
  const { version } = useSearch({ from: "/procedures/$name" });
  const { data, error } = useQuery(procedureQuery(name, version));
  useTitle(`Procedure ${name}`);
  if (error && !data)
    return (
      <div className="page">
        <Empty title="This procedure cannot be shown">{error.message}</Empty>
      </div>
    );
  return (
    <div className="page">
      {data ? (
        <>
          <div className="heading">
            <div>
              <h1>{data.name}</h1>
              <p className="muted facts">
                <span>Dunning procedure, version {data.version}</span>
                <span>{data.from === "built-in" ? "comes with Firmly" : "your own"}</span>
              </p>
              {data.about && <p>{data.about}</p>}
            </div>
          </div>
          <div className="columns">
            <CalendarView calendar={data.calendar} />
            <Versions procedure={data} />
          </div>
        </>
      ) : (
        <Skeleton height={320} aria-label="Loading the procedure" />
      )}
    </div>
  );
}

function Versions({ procedure: { name, versions, text } }: { procedure: Procedure }) {
  return (
    <section className="card procedure-text" aria-labelledby="text-title">
      <div className="card-head">
        <h2 id="text-title">As it is written</h2>
      </div>
      {versions.length > 0 && (
        <ul>
          {versions.toReversed().map(({ version, by, on, reason }) => (
            <li key={version}>
              Version {version}, {formatDay(on)}, by {by}: {reason}
            </li>
          ))}
        </ul>
      )}
      <p className="muted">
        To change it, copy it, and save it under a name of your own: <code>firmly procedure show {name}</code>, then{" "}
        <code>firmly procedure save mine.yaml</code>.
      </p>
      <details>
        <summary>Every value</summary>
        {/* Scrolled sideways by the keyboard too. */}
        <pre tabIndex={0} aria-label="The procedure’s file">
          {text}
        </pre>
      </details>
    </section>
  );
}
