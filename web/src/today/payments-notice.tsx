import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Creditor } from "../api.ts";
import { plural } from "../languages/en.ts";
import { cashCountsQuery } from "../queries.ts";
import { formatNearDay } from "../values/day.ts";

/** Up to when payments are posted: one day where all bank accounts agree, else each of them with its own. */
export function PostedThrough({ creditor }: { creditor: Creditor }) {
  const { accounts } = creditor.payments;
  const { postedThrough, today } = creditor;
  const days = new Set(accounts.map(({ through }) => through));
  if (days.size > 1)
    return <> · payments posted: {accounts.map(({ id, through }) => `${id} ${through ? `through ${formatNearDay(through, today)}` : "not yet"}`).join(", ")}</>;
  return postedThrough ? <> · payments posted through {formatNearDay(postedThrough, today)}</> : null;
}

/** What holds letters back for want of payments: a statement that is missing, money that waits for a person. */
export function PaymentsNotice({ creditor }: { creditor: Creditor }) {
  const { data } = useQuery(cashCountsQuery(creditor));
  const { isLate, accounts, needed } = creditor.payments;
  const waiting = (data?.proposed ?? 0) + (data?.unapplied ?? 0);
  const late = accounts.filter(({ lags }) => lags);
  if (!isLate && waiting === 0) return null;
  return (
    <section className="card notice" aria-label="Payments">
      {isLate && (
        <p>
          <span className="badge kind-blocked">Second letters wait</span>{" "}
          {late.length > 0
            ? `They need the payments of every bank account up to ${formatNearDay(needed, creditor.today)}. Import the newest statement of ${late.map(({ id }) => id).join(", ")}.`
            : `They need payments up to ${formatNearDay(needed, creditor.today)}. Import the newest ledger, or the bank’s statements.`}{" "}
          <Link to="/import">Import</Link>
        </p>
      )}
      {waiting > 0 && (
        <p>
          <Link to="/cash">
            {plural(waiting, "payment")} {waiting === 1 ? "waits" : "wait"} for you
          </Link>
          <span className="muted">
            {data!.proposed > 0 &&
              `: no firm letter goes to ${data!.proposed === 1 ? "its" : "their"} likely ${data!.proposed === 1 ? "payer" : "payers"} before you have looked`}
            .
          </span>
        </p>
      )}
    </section>
  );
}
