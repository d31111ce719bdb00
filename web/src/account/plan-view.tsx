import type { Account } from "../api.ts";
import { plural, word } from "../languages/en.ts";
import { states } from "../languages/en-process.ts";
import { formatDay, formatWeekday } from "../values/day.ts";
import { addAmounts, Money } from "../values/money.tsx";

type Plan = Account["plans"][number];

/** A payment plan with its instalments and how each went. `said`: with whom it was agreed. */
export function PlanView({ plan, currency, said }: { plan: Plan; currency: string; said: string }) {
  const { instalments, documents, interest, missed, agreedOn } = plan;
  return (
    <>
      Plan of <Money amount={addAmounts(instalments.map(({ amount }) => amount))} currency={currency} strong /> in {plural(instalments.length, "instalment")}
      {documents.length > 0 && ` for ${documents.join(", ")}`}
      <p className="muted small">
        agreed {formatDay(agreedOn)}
        {said}, interest {interest === "runs" ? "runs on" : "is waived"}
        {missed > 0 && `, ${missed} missed`}
      </p>
      <ol className="plan-rows">
        {instalments.map((each) => (
          <li key={each.number}>
            <time dateTime={each.day}>{formatWeekday(each.day)}</time>
            <Money amount={each.amount} currency={currency} />
            <span className={`badge ${each.status === "paid" ? "kind-clear" : each.status === "missed" ? "severity-error" : ""}`}>
              {word(states, each.status)}
            </span>
            {each.status !== "paid" && /[1-9]/.test(each.paid) && (
              <span className="muted small">
                <Money amount={each.paid} currency={currency} /> paid
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
