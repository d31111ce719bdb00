import type { Decision } from "../api.ts";
import { Money, netOf } from "./money.tsx";

/** What a decision is about, and that credits were taken off where some were. */
export function TotalAmount({ decision }: { decision: Decision }) {
  return (
    <>
      <Money amount={decision.total} currency={decision.account.currency} strong />
      {decision.credits.length > 0 && <Net />}
    </>
  );
}

/** All that is open on the account, also what is disputed or promised and so in no letter. */
export function OpenAmount({ decision }: { decision: Decision }) {
  const { open, credits, account } = decision;
  if (credits.length === 0 && Number(open) === 0) return <span className="muted">–</span>;
  return (
    <>
      <Money amount={netOf([open], credits)} currency={account.currency} />
      {credits.length > 0 && <Net />}
    </>
  );
}

function Net() {
  return <span className="net">net of credits</span>;
}
