import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Account, HandOver } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { word } from "../languages/en.ts";
import { handOverStates } from "../languages/en-process.ts";
import { handOverQuery } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { Approval } from "./approval.tsx";
import { Beside } from "./beside.tsx";
import { Checklist } from "./checklist.tsx";
import { Filing } from "./filing.tsx";
import { TakeBack } from "./take-back.tsx";

/** The end of the road: the preconditions with their proofs, who approved, what is placed, the files for the agency. */
export function HandOverCard({ account }: { account: Account }) {
  const shown = concerns(account);
  const handOver = useQuery({ ...handOverQuery(account.account.id, account.asOf), enabled: shown });
  if (!shown) return null;
  const { data } = handOver;
  return (
    <section className="card task" aria-labelledby="hand-over-title">
      <div className="card-head">
        <h2 id="hand-over-title">Hand-over</h2>
        {data && <span className="badge kind-hand-over">{word(handOverStates, data.state)}</span>}
      </div>
      <ActionProblem error={handOver.error} />
      {!data && !handOver.error && <Skeleton height={120} />}
      {data && <Body account={account} handOver={data} />}
    </section>
  );
}

function Body({ account, handOver }: { account: Account; handOver: HandOver }) {
  const { state, items, placed, total, currency, checklist } = handOver;
  const isOut = state === "placed" || state === "beside";
  const hasFile = isOut || state === "approved";
  return (
    <>
      {items.length > 0 && (
        <p>
          To hand over: {items.map(({ document }) => document).join(", ")}, in all <Money amount={total} currency={currency} strong />.
        </p>
      )}
      {placed.length > 0 && <p>Placed: {placed.map(({ document, since }) => `${document} since ${formatDay(since)}`).join(", ")}.</p>}
      {state === "beside" && <Beside account={account} handOver={handOver} />}
      {!isOut && checklist.length > 0 && <Checklist points={checklist} />}
      {!isOut && <Approval account={account} handOver={handOver} />}
      {hasFile && <Filing account={account} handOver={handOver} />}
      {placed.length > 0 && <TakeBack account={account} handOver={handOver} />}
    </>
  );
}

const MARKS: ReadonlySet<string> = new Set(["hand-over-approved", "placement-filed", "placement-recalled", "beside-placed"]);

/** Whether the account has come so far that its hand-over is of interest. */
function concerns({ next, timeline }: Account): boolean {
  const { kind, task, block, step, left } = next;
  if (kind === "hand-over" || task === "place-or-dun" || block === "placed" || block === "hand-over" || step === "final") return true;
  return left.some((each) => each.block === "placed" || each.block === "hand-over") || timeline.some((event) => MARKS.has(event.kind));
}
