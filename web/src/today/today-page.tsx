import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Creditor } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem, ProblemView } from "../frame/problem-view.tsx";
import { proposalQuery, useAction } from "../queries.ts";
import { formatLongDay, formatWeekday } from "../values/day.ts";
import { CallSection } from "./call-section.tsx";
import { RestSection } from "./rest-section.tsx";
import { SendSection } from "./send-section.tsx";
import { countOf, Summary } from "./summary.tsx";
import { TaskSection } from "./task-section.tsx";

/** Today's proposal: what leaves today, what a person must do, and everyone else with the reason why not. */
export function TodayPage() {
  const creditor = useCreditor();
  const proposal = useQuery({
    ...proposalQuery(creditor),
    refetchInterval: (query) => (query.state.data?.groups.some(({ approval }) => approval === "approved") ? 1_500 : false),
  });
  if (proposal.error) return <ProblemView error={proposal.error} />;
  const { data } = proposal;
  return (
    <div className="page">
      <Heading creditor={creditor} {...(data ? { run: data.run, count: countOf(data.groups) } : {})} />
      {data ? (
        <>
          <Summary groups={data.groups} />
          <SendSection key={data.run} creditor={creditor} proposal={data} />
          <TaskSection creditor={creditor} proposal={data} />
          <CallSection creditor={creditor} proposal={data} />
          <RestSection creditor={creditor} proposal={data} />
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}

function Heading({ creditor, run, count }: { creditor: Creditor; run?: string; count?: number }) {
  const again = useAction(() => ask(api.proposals.$post({ json: { creditor: creditor.id } })));
  return (
    <div className="heading">
      <div>
        <h1>{formatLongDay(creditor.today)}</h1>
        <p className="muted">
          {run ? (
            <>
              Proposal {run} · {count} {count === 1 ? "account" : "accounts"} decided
            </>
          ) : (
            "Deciding every account…"
          )}
          {creditor.postedThrough && <> · payments posted through {formatWeekday(creditor.postedThrough)}</>}
          {creditor.mode === "outbox" && <> · letters go to the outbox folder, nothing leaves the house</>}
        </p>
      </div>
      <Button variant="default" size="xs" loading={again.isPending} onClick={() => again.mutate(undefined)}>
        Decide again
      </Button>
      <ActionProblem error={again.error} />
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Deciding">
      <Skeleton height={86} mb="lg" />
      <Skeleton height={420} />
    </div>
  );
}
