import { Button, Checkbox } from "@mantine/core";
import { useEffect, useState } from "react";
import { api, ask, type Creditor, type Decision, type Proposal } from "../api.ts";
import { ActionProblem, Empty } from "../frame/problem-view.tsx";
import { useAction, useDecisions } from "../queries.ts";
import { Pager } from "../values/pager.tsx";
import { LeaveOutDialog } from "./leave-out-dialog.tsx";
import { SendRow } from "./send-row.tsx";
import { countOf } from "./summary.tsx";

const PAGE_SIZE = 50;

/** Letters that would leave today. Nothing does before somebody has approved it and pressed Send. */
export function SendSection({ creditor, proposal }: { creditor: Creditor; proposal: Proposal }) {
  const [page, turn] = useState(1);
  const [sort, order] = useState<"step" | "debtor" | "total">("step");
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const decisions = useDecisions(creditor, proposal.run, { part: "send", page, size: PAGE_SIZE, sort });
  const letters = proposal.groups.filter(({ kind }) => kind === "dun");
  const count = countOf(letters);
  const rows = decisions.data?.decisions ?? [];
  const open = rows.filter((row) => canDecide(row));
  const chosen = rows.filter((row) => selected.has(row.account.id) && canDecide(row)).map((row) => row.account.id);
  const toggle = (ids: readonly string[], on: boolean) => select(new Set(on ? [...selected, ...ids] : [...selected].filter((id) => !ids.includes(id))));
  return (
    <section id="send" className="card" aria-labelledby="send-title">
      <div className="card-head">
        <h2 id="send-title">
          To send today <span className="count">{count}</span>
        </h2>
        {count > 0 && <SendActions creditor={creditor} proposal={proposal} chosen={chosen} onDone={() => select(new Set())} />}
      </div>
      {count === 0 ? (
        <Empty title="Nothing to send today">Every account is waiting, blocked or clear; the reasons are below.</Empty>
      ) : (
        <div className="scroll">
          <table className="grid" aria-busy={decisions.isFetching}>
            <thead>
              <tr>
                <th className="tick">
                  <Checkbox
                    size="xs"
                    aria-label="Select all on this page"
                    disabled={open.length === 0}
                    checked={open.length > 0 && chosen.length === open.length}
                    indeterminate={chosen.length > 0 && chosen.length < open.length}
                    onChange={(event) =>
                      toggle(
                        open.map((row) => row.account.id),
                        event.currentTarget.checked,
                      )
                    }
                  />
                </th>
                <Sortable name="debtor" label="Debtor" sort={sort} onSort={order} />
                <Sortable name="step" label="Step" sort={sort} onSort={order} />
                <th className="number">Items</th>
                <Sortable name="total" label="Total" sort={sort} onSort={order} number />
                <th className="number">Oldest overdue</th>
                <th>Pay by</th>
                <th className="fill">Why</th>
                <th>
                  <span className="hidden-label">State</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <SendRow
                  key={row.account.id}
                  decision={row}
                  selected={selected.has(row.account.id)}
                  onSelect={canDecide(row) ? (on) => toggle([row.account.id], on) : null}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager count={decisions.data?.count ?? count} size={PAGE_SIZE} page={page} onTurn={turn} label="Pages of letters" />
    </section>
  );
}

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

function canDecide(row: Decision): boolean {
  return row.approval === null || row.approval === "approved" || row.approval === "left-out";
}

function Sortable({
  name,
  label,
  sort,
  onSort,
  number,
}: {
  name: "step" | "debtor" | "total";
  label: string;
  sort: string;
  onSort(name: "step" | "debtor" | "total"): void;
  number?: boolean;
}) {
  return (
    <th className={number ? "number" : undefined} aria-sort={sort === name ? (name === "total" || name === "step" ? "descending" : "ascending") : "none"}>
      <button type="button" className="sort" onClick={() => onSort(name)}>
        {label}
      </button>
    </th>
  );
}

function SendActions({ creditor, proposal, chosen, onDone }: { creditor: Creditor; proposal: Proposal; chosen: readonly string[]; onDone(): void }) {
  const param = { run: proposal.run };
  const approve = useAction((accounts: "all" | string[]) => ask(api.proposals[":run"].approvals.$post({ param, json: { creditor: creditor.id, accounts } })));
  const send = useAction(() => ask(api.proposals[":run"].deliveries.$post({ param, json: { creditor: creditor.id } })));
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
          {approved} could not leave yet; they stay approved for the next possible day.
        </span>
      )}
      {chosen.length > 0 && (
        <Button size="xs" variant="default" onClick={() => openDialog(true)}>
          Leave out {chosen.length}…
        </Button>
      )}
      {chosen.length > 0 && (
        <Button size="xs" variant="light" loading={approve.isPending} onClick={() => approve.mutate([...chosen], { onSuccess: onDone })}>
          Approve {chosen.length} selected
        </Button>
      )}
      {undecided > 0 && chosen.length === 0 && (
        <Button size="xs" variant={approved > 0 ? "light" : "filled"} loading={approve.isPending} onClick={() => approve.mutate("all")}>
          Approve all {undecided}
        </Button>
      )}
      {(approved > 0 || sending) && (
        <Button size="xs" loading={sending} onClick={() => send.mutate(undefined)}>
          Send {approved} approved
        </Button>
      )}
      <LeaveOutDialog creditor={creditor} run={proposal.run} accounts={chosen} opened={dialog} onClose={() => openDialog(false)} onDone={onDone} />
    </div>
  );
}

/** What has been said about letters already, in words. */
function Settled({ delivered, leftOut, withdrawn }: { delivered: number; leftOut: number; withdrawn: number }) {
  const parts = [delivered > 0 && `${delivered} delivered`, leftOut > 0 && `${leftOut} left out`, withdrawn > 0 && `${withdrawn} changed since`].filter(
    Boolean,
  );
  return parts.length > 0 ? (
    <span className="muted" role="status">
      {parts.join(" · ")}
    </span>
  ) : null;
}
