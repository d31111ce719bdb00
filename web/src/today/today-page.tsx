import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { Creditor } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { plural } from "../languages/en.ts";
import { proposalQuery } from "../queries.ts";
import { formatLongDay } from "../values/day.ts";
import { CallSection } from "./call-section.tsx";
import { DecideAgain } from "./decide-again.tsx";
import { PaymentsNotice, PostedThrough } from "./payments-notice.tsx";
import { RestSection } from "./rest-section.tsx";
import { Found, SearchBar } from "./search-bar.tsx";
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
  const search = useSearch({ from: "/" }).search ?? "";
  useTitle("Today");
  const { data } = proposal;
  if (proposal.error && !data) return <ProblemView error={proposal.error} />;
  return (
    <div className="page">
      <Heading creditor={creditor} {...(data ? { run: data.run, count: countOf(data.groups) } : {})} />
      {data ? (
        <>
          <PaymentsNotice creditor={creditor} />
          <Summary groups={data.groups} />
          {search && <Found creditor={creditor} proposal={data} search={search} />}
          <SendSection key={`${data.run} ${search}`} creditor={creditor} proposal={data} search={search} />
          <TaskSection key={`tasks ${search}`} creditor={creditor} proposal={data} search={search} />
          <CallSection key={`calls ${search}`} creditor={creditor} proposal={data} search={search} />
          <RestSection creditor={creditor} proposal={data} />
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}

function Heading({ creditor, run, count }: { creditor: Creditor; run?: string; count?: number }) {
  return (
    <div className="heading">
      <div>
        <h1>{formatLongDay(creditor.today)}</h1>
        <p className="muted">
          {run ? (
            <>
              Proposal {run} · {plural(count ?? 0, "account")} decided
            </>
          ) : (
            "Deciding every account…"
          )}
          <PostedThrough creditor={creditor} />
          {creditor.mode === "outbox" && <> · letters go to the outbox folder, nothing leaves the house</>}
        </p>
      </div>
      <div className="actions">
        <SearchBar />
        <DecideAgain creditor={creditor} />
      </div>
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
