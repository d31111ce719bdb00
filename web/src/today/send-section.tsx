import { useState } from "react";
import type { Creditor, Decision, Proposal } from "../api.ts";
import { ActionProblem, Empty } from "../frame/problem-view.tsx";
import { useDecisions, useLettersAsking } from "../queries.ts";
import { Pager } from "../values/pager.tsx";
import { SendActions } from "./send-actions.tsx";
import { SendTable, type Sort } from "./send-table.tsx";
import { countOf } from "./summary.tsx";

const PAGE_SIZE = 50;
const NONE: ReadonlyMap<string, string> = new Map();

/** Letters that would leave today. Nothing does before somebody has approved it and pressed Send. */
export function SendSection({ creditor, proposal, search }: { creditor: Creditor; proposal: Proposal; search: string }) {
  const [page, turn] = useState(1);
  const [sort, order] = useState<Sort>("step");
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const decisions = useDecisions(creditor, proposal.run, { part: "send", page, size: PAGE_SIZE, sort, search });
  const all = countOf(proposal.groups.filter(({ kind }) => kind === "dun"));
  const count = search ? (decisions.data?.count ?? 0) : all;
  const rows = decisions.data?.decisions ?? [];
  const open = rows.filter(canDecide).map(({ account }) => account.id);
  const asking = useLettersAsking(
    creditor,
    proposal.run,
    rows.filter(({ approval }) => approval === null).map(({ account }) => account.id),
  );
  const chosen = open.filter((id) => selected.has(id));
  const toggle = (ids: readonly string[], on: boolean) => select(new Set(on ? [...selected, ...ids] : [...selected].filter((id) => !ids.includes(id))));
  const leftOut = rows.filter(({ approval }) => approval === "left-out").map(({ account }) => account.id);
  if (search && count === 0) return null;
  return (
    <section id="send" className="card" aria-labelledby="send-title">
      <div className="card-head">
        <h2 id="send-title">
          To send today <span className="count">{count}</span>
        </h2>
        {count > 0 && (
          <SendActions
            creditor={creditor}
            proposal={proposal}
            chosen={chosen}
            leavable={chosen.filter((id) => !leftOut.includes(id))}
            whole={search === ""}
            onDone={() => select(new Set())}
          />
        )}
      </div>
      <ActionProblem error={decisions.error} />
      {count === 0 ? (
        <Empty title="Nothing to send today">Every account is waiting, blocked or clear; the reasons are below.</Empty>
      ) : (
        <div className="scroll">
          <SendTable
            rows={rows}
            today={creditor.today}
            isOld={decisions.isPlaceholderData}
            sort={sort}
            onSort={order}
            open={open}
            asking={asking ?? NONE}
            chosen={chosen}
            onSelect={toggle}
          />
        </div>
      )}
      <Pager count={decisions.data?.count ?? count} size={PAGE_SIZE} page={page} onTurn={turn} label="Pages of letters" />
    </section>
  );
}

function canDecide(row: Decision): boolean {
  return row.approval === null || row.approval === "approved" || row.approval === "left-out";
}
