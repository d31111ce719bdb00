import type { ReactNode } from "react";
import type { CallSheet } from "../api.ts";
import { channels, happenings, plural, steps, word } from "../languages/en.ts";
import { callOutcomes, states, ways } from "../languages/en-process.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** How the debtor has paid, what was promised, written and said. */
export function HistoryCard({ sheet }: { sheet: CallSheet }) {
  const { payments, medianDaysLate, promises, kept, plan, letters, contacts, currency } = sheet;
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  return (
    <section className="card" aria-labelledby="history-title">
      <div className="card-head">
        <h2 id="history-title">What was before</h2>
      </div>
      <div className="history">
        <Part title={medianDaysLate === null ? "Payments" : `Payments, usually ${lateWords(medianDaysLate)}`} none="None yet.">
          {payments.map(({ document, day, amount, daysLate }, place) => (
            <li key={place}>
              <time>{formatDay(day)}</time> {money(amount)} {document} <span className="muted">{daysLate === null ? "on account" : lateWords(daysLate)}</span>
            </li>
          ))}
        </Part>
        <Part title={kept.of > 0 ? `Promises, ${kept.kept} of ${kept.of} kept` : "Promises"} none="None yet.">
          {promises.map(({ made, day, amount, state }, place) => (
            <li key={place}>
              <time>{formatDay(made)}</time> {money(amount)} by {formatDay(day)} <span className="badge">{word(states, state)}</span>
            </li>
          ))}
        </Part>
        {plan && (
          <Part title={`Payment plan of ${formatDay(plan.made)}: ${word(states, plan.state).toLowerCase()}`} none="">
            {plan.instalments.map(({ day, amount, state }) => (
              <li key={day}>
                <time>{formatDay(day)}</time> {money(amount)} <span className="badge">{word(states, state)}</span>
              </li>
            ))}
          </Part>
        )}
        <Part title="Letters" none="None yet.">
          {letters.map(({ day, step, payBy, channels: by }, place) => (
            <li key={place}>
              <time>{formatDay(day)}</time> {word(steps, step)}{" "}
              <span className="muted">
                {payBy && `pay by ${formatDay(payBy)}, `}
                {by.map((channel) => word(channels, channel)).join(" and ")}
              </span>
            </li>
          ))}
        </Part>
        <Part title="Calls, replies, notes" none="None yet.">
          {contacts.map(({ day, kind, outcome, by, detail }, place) => (
            <li key={place}>
              <time>{formatDay(day)}</time> {word(happenings, kind)}
              {outcome && `: ${word(kind === "call" ? callOutcomes : ways, outcome).toLowerCase()}`}
              {detail && ` · ${detail}`} {by && <span className="muted">by {by}</span>}
            </li>
          ))}
        </Part>
      </div>
    </section>
  );
}

function Part({ title, none, children }: { title: string; none: string; children: readonly ReactNode[] }) {
  return (
    <div>
      <h3>{title}</h3>
      {children.length > 0 ? <ul>{children}</ul> : <p className="muted">{none}</p>}
    </div>
  );
}

function lateWords(days: number): string {
  if (days === 0) return "on time";
  return days > 0 ? `${plural(days, "day")} late` : `${plural(-days, "day")} early`;
}
