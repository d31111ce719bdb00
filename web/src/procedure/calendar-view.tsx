import type { Procedure } from "../api.ts";
import { plural, steps, tasks, word } from "../languages/en.ts";
import { StepBadge } from "../values/badges.tsx";

type Line = Procedure["calendar"][number];

/** What happens to an invoice that nobody pays, day by day. */
export function CalendarView({ calendar }: { calendar: readonly Line[] }) {
  return (
    <section className="card" aria-labelledby="calendar-title">
      <div className="card-head">
        <h2 id="calendar-title">An invoice that nobody pays</h2>
      </div>
      <ol className="procedure-days">
        {calendar.map((line) => (
          <li key={line.what}>
            <span className="procedure-day">{dayWords(line)}</span>
            <div>
              {line.what in steps ? (
                <StepBadge step={line.what} />
              ) : (
                <span className="badge kind-task">{line.what === "hand-over" ? "Hand-over" : word(tasks, line.what)}</span>
              )}
              <p className="muted">{whatWords(line)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="muted small calendar-foot">Where every letter goes by e-mail and no day is a holiday. What is promised, planned, disputed or held waits.</p>
    </section>
  );
}

function dayWords({ day, businessDaysLater }: Line): string {
  if (businessDaysLater > 0) return `${plural(businessDaysLater, "business day")} after day ${day}`;
  if (day === 0) return "On the due date";
  return day < 0 ? `${plural(-day, "day")} before the due date` : `${plural(day, "day")} after the due date`;
}

function whatWords({ what, payBy, day }: Line): string {
  if (what === "call") return "Somebody calls, because the pay-by day has passed.";
  if (what === "hand-over") return "Two people decide on the hand-over to an agency or attorney.";
  if (payBy === null) return "Asks for no day.";
  return payBy <= 0 ? "Asks for payment by the due date." : `Asks for payment within ${plural(payBy - day, "day")}.`;
}
