import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { api, ask, type Creditor, type Proposal } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";
import { LeaveOutDialog } from "./leave-out-dialog.tsx";
import { countOf } from "./summary.tsx";

/** How long the worker may show no progress before the page stops waiting for it. */
const PATIENCE_MS = 15_000;

/** True while `left` keeps falling, and for a while after it last did. */
function useProgress(active: boolean, left: number): boolean {
  const [stalled, stall] = useState<number | null>(null);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => stall(left), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [active, left]);
  return active && stalled !== left;
}

interface Send {
  creditor: Creditor;
  proposal: Proposal;
  chosen: readonly string[];
  /** Those of the chosen that are not left out already. */
  leavable: readonly string[];
  /** Whether all letters of the day are looked at; while a search shows a few, nothing is done to the others. */
  whole: boolean;
  onDone(): void;
}

/** Approve, leave out, send: each button says how many letters it is about. */
export function SendActions({ creditor, proposal, chosen, leavable, whole, onDone }: Send) {
  const param = { run: proposal.run };
  const send = useAction(() => ask(api.proposals[":run"].deliveries.$post({ param, json: { creditor: creditor.id } })));
  const approve = useAction((accounts: "all" | string[]) => {
    // What is approved now has not been sent for yet.
    send.reset();
    return ask(api.proposals[":run"].approvals.$post({ param, json: { creditor: creditor.id, accounts } }));
  });
  const [dialog, openDialog] = useState(false);
  const countIn = (state: string | null) => countOf(proposal.groups.filter(({ kind, approval }) => kind === "dun" && approval === state));
  const approved = countIn("approved");
  const undecided = countIn(null);
  const leaving = useProgress(send.isSuccess && approved > 0, approved);
  const sending = send.isPending || leaving;
  return (
    <div className="actions">
      <ActionProblem error={approve.error ?? send.error} />
      <Settled delivered={countIn("delivered")} leftOut={countIn("left-out")} withdrawn={countIn("withdrawn")} />
      {send.isSuccess && !sending && approved > 0 && (
        <span className="muted" role="status">
          {leavesLater(approved)}
        </span>
      )}
      {leavable.length > 0 && (
        <Button size="xs" variant="default" onClick={() => openDialog(true)}>
          Leave out {leavable.length}…
        </Button>
      )}
      {chosen.length > 0 && (
        <Button size="xs" variant="light" loading={approve.isPending} onClick={() => approve.mutate([...chosen], { onSuccess: onDone })}>
          Approve {chosen.length} selected
        </Button>
      )}
      {whole && undecided > 0 && chosen.length === 0 && (
        <Button size="xs" variant={approved > 0 ? "light" : "filled"} loading={approve.isPending} onClick={() => approve.mutate("all")}>
          Approve all {undecided}
        </Button>
      )}
      {whole && (approved > 0 || sending) && (
        <Button size="xs" loading={sending} onClick={() => send.mutate(undefined)}>
          Send {approved} approved
        </Button>
      )}
      <LeaveOutDialog creditor={creditor} run={proposal.run} accounts={leavable} opened={dialog} onClose={() => openDialog(false)} onDone={onDone} />
    </div>
  );
}

/** Quiet hours, a gap between letters, a full day, a pause: whatever keeps them, the worker comes back to them. */
function leavesLater(count: number): string {
  return count === 1
    ? "1 may not leave yet: it stays approved, and leaves by itself as soon as it may."
    : `${count} may not leave yet: they stay approved, and leave by themselves as soon as they may.`;
}

/** What has been said about letters already, in words. */
function Settled({ delivered, leftOut, withdrawn }: { delivered: number; leftOut: number; withdrawn: number }) {
  const parts = [delivered > 0 && `${delivered} delivered`, leftOut > 0 && `${leftOut} left out`, withdrawn > 0 && `${withdrawn} held back`].filter(Boolean);
  return parts.length > 0 ? (
    <span className="muted" role="status">
      {parts.join(" · ")}
    </span>
  ) : null;
}
