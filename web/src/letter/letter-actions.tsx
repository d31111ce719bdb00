import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Account, api, ask, type Creditor, type Letter, type Proposal } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction, useProposedLetter } from "../queries.ts";
import { DecideAgain } from "../today/decide-again.tsx";
import { LeaveOutDialog } from "../today/leave-out-dialog.tsx";
import { countOf } from "../today/summary.tsx";
import { ApprovalBadge } from "../values/badges.tsx";
import { OverrideDialog } from "./override-dialog.tsx";

/** Approve, leave out, send: for the one letter that is looked at. */
export function LetterActions({ account, letter }: { account: Account; letter: Letter }) {
  const creditor = useCreditor();
  const { proposal, row, error } = useProposedLetter(creditor, account.account.id);
  if (!proposal || row === undefined) return <ActionProblem error={error} />;
  const { approval } = row ?? { approval: "superseded" };
  // What was recorded after the proposal can make a letter due that nobody could approve yet.
  if (approval === "superseded" || approval === "withdrawn" || approval === "delivered")
    return (
      <div className="actions">
        <span className="muted">This letter is newer than today’s proposal.</span>
        <DecideAgain creditor={creditor} primary />
      </div>
    );
  return <Actions account={account} findings={letter.findings} creditor={creditor} proposal={proposal} approval={approval} />;
}

interface Actions {
  account: Account;
  findings: Letter["findings"];
  creditor: Creditor;
  proposal: Proposal;
  approval: string | null;
}

function Actions({ account, findings, creditor, proposal, approval }: Actions) {
  const { id } = account.account;
  const [leaving, leave] = useState(false);
  const [overriding, override] = useState(false);
  const asked = findings.filter(({ severity }) => severity === "W");
  const navigate = useNavigate();
  const param = { run: proposal.run };
  const approve = useAction(() => ask(api.proposals[":run"].approvals.$post({ param, json: { creditor: creditor.id, accounts: [id] } })));
  const send = useAction(() => ask(api.proposals[":run"].deliveries.$post({ param, json: { creditor: creditor.id } })));
  const approved = countOf(proposal.groups.filter((group) => group.kind === "dun" && group.approval === "approved"));
  const toAccount = (search: { sent?: true }) => navigate({ to: "/accounts/$account", params: { account: id }, search });
  return (
    <div className="actions">
      <ActionProblem error={approve.error ?? send.error} />
      <ApprovalBadge approval={approval} />
      {approval === "left-out" ? (
        <>
          <span className="muted">
            {account.approval?.by && `by ${account.approval.by}: `}
            {account.approval?.reason}
          </span>
          <Button
            size="xs"
            variant="default"
            loading={approve.isPending}
            title="Approves the letter after all"
            onClick={() => (asked.length > 0 ? override(true) : approve.mutate(undefined))}
          >
            Take back
          </Button>
        </>
      ) : (
        <Button size="xs" variant="default" onClick={() => leave(true)}>
          Leave out…
        </Button>
      )}
      {approval === null && (
        <Button size="xs" loading={approve.isPending} onClick={() => (asked.length > 0 ? override(true) : approve.mutate(undefined))}>
          {asked.length > 0 ? "Approve…" : "Approve"}
        </Button>
      )}
      {approval === "approved" && (
        <Button size="xs" loading={send.isPending} onClick={() => send.mutate(undefined, { onSuccess: () => toAccount({ sent: true }) })}>
          {approved > 1 ? `Send ${approved} approved` : "Send"}
        </Button>
      )}
      {overriding && <OverrideDialog creditor={creditor} run={proposal.run} account={id} findings={asked} onClose={() => override(false)} />}
      <LeaveOutDialog creditor={creditor} run={proposal.run} accounts={[id]} opened={leaving} onClose={() => leave(false)} onDone={() => toAccount({})} />
    </div>
  );
}
