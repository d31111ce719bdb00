import { useQuery } from "@tanstack/react-query";
import type { CallSheet } from "../api.ts";
import { plural } from "../languages/en.ts";
import { reasonsQuery } from "../queries.ts";
import { formatWeekday } from "../values/day.ts";
import { sentence } from "../values/reason.ts";

/** Whether the debtor may be called now, and what the caller may agree to. */
export function AllowedCard({ sheet }: { sheet: CallSheet }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { conduct, concessions, risks } = sheet;
  const { promiseUntil, renewalsLeft, fullAmountBy, missesToDefault, needsManager } = concessions;
  return (
    <section className={`card next next-${conduct.mayCall ? "clear" : "blocked"}`} aria-labelledby="may-title">
      <div className="card-head">
        <h2 id="may-title">{conduct.mayCall ? "May be called now" : "Must not be called now"}</h2>
      </div>
      {conduct.stops.length > 0 && (
        <ul className="reasons stops">
          {conduct.stops.map((stop) => (
            <li key={stop.code}>{sentence(data, stop)}</li>
          ))}
        </ul>
      )}
      <p className="muted small">
        Hours there: {conduct.hours.from} to {conduct.hours.to}. {plural(conduct.attemptsLeft, "call")} left today
        {conduct.attemptsLeft === 0 && `, again from ${formatWeekday(conduct.allowedOn)}`}; in the last seven days{" "}
        {plural(conduct.attemptsInSevenDays, "attempt")} and {plural(conduct.conversationsInSevenDays, "conversation")}.
      </p>
      {risks.map((risk) => (
        <p key={risk.code} className="warning">
          {sentence(data, risk)}
        </p>
      ))}
      <h3>You may agree to</h3>
      <ul className="reasons">
        <li>
          a day up to {formatWeekday(promiseUntil)}
          {fullAmountBy && `, and only to the whole amount by ${formatWeekday(fullAmountBy)}`}; {plural(renewalsLeft, "promise")} may still be renewed
        </li>
        <li>instalments; {missesToDefault} missed end the plan</li>
      </ul>
      {needsManager.length > 0 && (
        <>
          <h3>Ask a manager for</h3>
          <ul className="reasons">
            {needsManager.map((code) => (
              <li key={code}>{sentence(data, { code: `manager-${code}` })}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
