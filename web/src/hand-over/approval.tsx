import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Account, HandOver } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { reasonsQuery } from "../queries.ts";
import { useRecord } from "../record/use-record.ts";
import { sentence } from "../values/reason.ts";

/** Two different people approve; what keeps them from it stands beneath the button. */
export function Approval({ account, handOver }: { account: Account; handOver: HandOver }) {
  const { data = {} } = useQuery(reasonsQuery);
  const record = useRecord(account.account.id);
  const { approved, checklist, state, ready } = handOver;
  if (state === "approved") return <p className="muted">Approved by {approved.join(" and ")}. The final notice follows.</p>;
  if (state !== "up") return null;
  const missing = checklist.filter((point) => point.state === "unmet" && point.blocking);
  return (
    <>
      <p className="muted">
        {approved.length > 0
          ? `Approved by ${approved.join(", ")}; a second, different person must approve too.`
          : "Nobody has approved it yet. Two different people must."}
      </p>
      <div className="actions">
        <Button
          size="xs"
          disabled={!ready}
          aria-describedby={ready ? undefined : "not-ready"}
          loading={record.isPending}
          onClick={() => record.mutate({ kind: "hand-over-approved" })}
        >
          Approve the hand-over
        </Button>
      </div>
      {!ready && (
        <p id="not-ready" className="warning">
          It cannot be approved yet. {missing.map(({ detail }) => sentence(data, detail)).join(" ")}
        </p>
      )}
      <ActionProblem error={record.error} />
    </>
  );
}
