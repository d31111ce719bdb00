import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Calls } from "../api.ts";
import { blocks, happenings, plural, steps, word } from "../languages/en.ts";
import { callOutcomes } from "../languages/en-process.ts";
import { reasonsQuery } from "../queries.ts";
import { formatNearDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { sentence } from "../values/reason.ts";

type Call = Calls["calls"][number];

/** One call: whom, how much, why, and what its place in the list is made of. */
export function CallRow({ call, today }: { call: Call; today: string }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { account, phone, overdue, why, waits, block, withinCapacity, points, lines, lastContact } = call;
  return (
    <>
      <div>
        <p className="call-whom">
          <Link to="/accounts/$account" params={{ account: account.id }}>
            {account.debtor.name}
          </Link>
          {phone ? <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a> : <span className="muted">no number known</span>}
        </p>
        <p>
          <Money amount={overdue} currency={account.currency} strong /> overdue
          {waits && <span className="badge kind-task call-mark">A letter waits for it</span>}
          {block && <span className="badge kind-blocked call-mark">{word(blocks, block)}</span>}
          {!withinCapacity && <span className="badge kind-blocked call-mark">Beyond today’s calls</span>}
        </p>
      </div>
      <div>
        <p>{sentence(data, why)}</p>
        {lastContact && (
          <p className="muted small">
            Last contact {formatNearDay(lastContact.day, today)}: {contactWords(lastContact)}
          </p>
        )}
        <details className="others">
          <summary>{plural(points, "point")}</summary>
          <ul className="points">
            {lines.map((line) => (
              <li key={line.code}>{sentence(data, { ...line, code: `points-${line.code}` })}</li>
            ))}
          </ul>
        </details>
      </div>
    </>
  );
}

function contactWords({ kind, outcome }: NonNullable<Call["lastContact"]>): string {
  if (kind === "letter") return word(steps, outcome).toLowerCase();
  const what = word(happenings, kind).toLowerCase();
  return outcome ? `${what}, ${word(callOutcomes, outcome).toLowerCase()}` : what;
}
