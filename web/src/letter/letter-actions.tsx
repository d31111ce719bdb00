import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Account, api, ask, type Creditor, type Proposal } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { proposalQuery, useAction, useDecisions } from "../queries.ts";
import { LeaveOutDialog } from "../today/leave-out-dialog.tsx";
import { countOf } from "../today/summary.tsx";
import { ApprovalBadge } from "../values/badges.tsx";

/** Approve, leave out, send: for the one letter that is looked at. */
export function LetterActions({ account }: { account: Account }) {
  const creditor = useCreditor();
  const proposal = useQuery(proposalQuery(creditor));
  return proposal.data ? <Actions account={account} creditor={creditor} proposal={proposal.data} /> : <ActionProblem error={proposal.error} />;
}

function Actions({ account, creditor, proposal }: { account: Account; creditor: Creditor; proposal: Proposal }) {
  const { id } = account.account;
  const proposed = useDecisions(creditor, proposal.run, { part: "send", page: 1, size: 10, search: id });
  const approval = proposed.data?.decisions.find((each) => each.account.id === id)?.approval ?? null;
  const [leaving, leave] = useState(false);
  const navigate = useNavigate();
  const param = { run: proposal.run };
  const approve = useAction(() => ask(api.proposals[":run"].approvals.$post({ param, json: { creditor: creditor.id, accounts: [id] } })));
  const send = useAction(() => ask(api.proposals[":run"].deliveries.$post({ param, json: { creditor: creditor.id } })));
  const approved = countOf(proposal.groups.filter((group) => group.kind === "dun" && group.approval === "approved"));
  const toAccount = () => navigate({ to: "/accounts/$account", params: { account: id } });
  return (
    <div className="actions">
      <ActionProblem error={approve.error ?? send.error ?? proposed.error} />
      <ApprovalBadge approval={approval} />
      <Button size="xs" variant="default" onClick={() => leave(true)}>
        Leave out…
      </Button>
      {approval === "approved" ? (
        <Button
          size="xs"
          loading={send.isPending}
          onClick={() => send.mutate(undefined, { onSuccess: () => navigate({ to: "/accounts/$account", params: { account: id }, search: { sent: true } }) })}
        >
          {approved > 1 ? `Send ${approved} approved` : "Send"}
        </Button>
      ) : (
        <Button size="xs" loading={approve.isPending || proposed.isPending} onClick={() => approve.mutate(undefined)}>
          Approve
        </Button>
      )}
      <LeaveOutDialog creditor={creditor} run={proposal.run} accounts={[id]} opened={leaving} onClose={() => leave(false)} onDone={toAccount} />
    </div>
  );
}
