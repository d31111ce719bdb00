import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { blocks, word } from "../languages/en.ts";
import { KindBadge, outcomeOf, StepBadge } from "../values/badges.tsx";
import { formatWeekday, isDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { ReasonList } from "../values/reason-list.tsx";

/** The decision of today, with all its reasons. */
export function NextCard({ account }: { account: Account }) {
  const { next } = account;
  const until = next.until ?? next.ends;
  return (
    <section className={`card next next-${next.kind}`} aria-labelledby="next-title">
      <div className="card-head">
        <h2 id="next-title">What happens next</h2>
        {next.kind === "dun" && (
          <Link className="button-link" to="/accounts/$account/letter" params={{ account: account.account.id }}>
            See the letter
          </Link>
        )}
      </div>
      <div className="next-line">
        {next.kind === "dun" ? <StepBadge step={next.step} /> : <KindBadge kind={next.kind} />}
        <span className="next-outcome">
          {next.kind === "dun" ? (
            <>
              leaves today for <Money amount={next.total} currency={account.account.currency} strong />
            </>
          ) : (
            next.kind !== "wait" && next.kind !== "clear" && outcomeOf(next)
          )}
        </span>
        {next.payBy && <span className="muted">pay by {formatWeekday(next.payBy)}</span>}
        {next.kind !== "dun" && until && <span className="muted">until {isDay(until) ? formatWeekday(until) : String(until).replaceAll("-", " ")}</span>}
      </div>
      <ReasonList why={next.why} />
      {next.left.length > 0 && (
        <p className="muted small">Left out: {next.left.map((left) => `${left.document} (${word(blocks, left.block).toLowerCase()})`).join(", ")}</p>
      )}
    </section>
  );
}
