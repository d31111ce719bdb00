import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { blocks, word } from "../languages/en.ts";
import { useProposedLetter } from "../queries.ts";
import { attempts } from "./attempts.ts";
import { Deliveries } from "./deliveries.tsx";
import { KindBadge, outcomeOf, StepBadge } from "../values/badges.tsx";
import { formatWeekday, isDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { ReasonList } from "../values/reason-list.tsx";

const MOST_LEFT = 6;

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
              <Money amount={next.total} currency={account.account.currency} strong />{" "}
              {next.credits.length > 0 && <span className="muted">net of credits</span>}
            </>
          ) : (
            next.kind !== "wait" && next.kind !== "clear" && outcomeOf(next)
          )}
        </span>
        {next.payBy && <span className="muted">pay by {formatWeekday(next.payBy)}</span>}
        {(next.kind === "wait" || next.kind === "blocked") && until && (
          <span className="muted">until {isDay(until) ? formatWeekday(until) : String(until).replaceAll("-", " ")}</span>
        )}
      </div>
      {next.kind === "dun" && <LetterState account={account} />}
      <Attempts tried={attempts(account)} />
      <ReasonList why={next.why} />
      {next.left.length > 0 && (
        <p className="muted small">
          {next.kind === "dun" ? "Not in this letter" : "Held back"}: {leftOf(next.left)}
        </p>
      )}
      <p className="muted small">
        Decided by the procedure{" "}
        <Link to="/procedures/$name" params={{ name: account.procedure.name }} search={{ version: account.procedure.version }}>
          {account.procedure.name}, version {account.procedure.version}
        </Link>
      </p>
    </section>
  );
}

function leftOf(left: Account["next"]["left"]): string {
  const named = left.slice(0, MOST_LEFT).map(({ document, block }) => `${document} (${word(blocks, block).toLowerCase()})`);
  return named.join(", ") + (left.length > MOST_LEFT ? ` and ${left.length - MOST_LEFT} more` : "");
}

/** Where the letter stands between proposal and delivery. */
function LetterState({ account }: { account: Account }) {
  const { approval } = account;
  const { row } = useProposedLetter(useCreditor(), account.account.id);
  const by = approval?.by ?? "somebody";
  if (approval?.state === "left-out")
    return (
      <p className="letter-state">
        Left out today by {by}: {approval.reason}
      </p>
    );
  if (approval?.state === "approved") return <p className="letter-state">Approved by {by}, leaves with the next delivery.</p>;
  if (row === null || approval?.state === "withdrawn" || approval?.state === "delivered")
    return <p className="letter-state">Due today, but newer than today’s proposal: decide again to propose it.</p>;
  return <p className="letter-state">Proposed for today. It leaves when somebody has approved it and pressed Send.</p>;
}

/** What was approved and not taken: it needs nobody, but somebody may wonder where it is. */
function Attempts({ tried }: { tried: Account["deliveries"] }) {
  if (tried.length === 0) return null;
  return (
    <div className="letter-state">
      A letter was approved and is not taken yet. It is tried again by itself.
      <Deliveries deliveries={tried} />
    </div>
  );
}
