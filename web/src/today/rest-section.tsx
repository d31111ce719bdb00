import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Creditor, Decision, Group, Proposal } from "../api.ts";
import { ActionProblem, Empty } from "../frame/problem-view.tsx";
import { blocks, kinds, word } from "../languages/en.ts";
import { useDecisions } from "../queries.ts";
import { KindBadge } from "../values/badges.tsx";
import { formatNearDay, isDay } from "../values/day.ts";
import { OpenAmount } from "../values/amounts.tsx";
import { Pager } from "../values/pager.tsx";
import { FirstReason } from "../values/reason-list.tsx";
import { reasonName } from "../values/reason-name.ts";
import { countOf } from "./summary.tsx";
import { DebtorCell } from "./debtor-cell.tsx";

const PAGE_SIZE = 25;
const KINDS = ["wait", "blocked", "clear"] as const;

/** Everyone who gets no letter today, and why not. Filters live in the address, so that Back brings them back. */
export function RestSection({ creditor, proposal }: { creditor: Creditor; proposal: Proposal }) {
  const filter = useSearch({ from: "/" });
  const page = filter.page ?? 1;
  const navigate = useNavigate({ from: "/" });
  const show = (change: Partial<typeof filter>) =>
    navigate({ search: (before) => clean({ ...before, page: undefined, ...change }), replace: true, resetScroll: false });
  const rest = proposal.groups.filter(({ kind }) => kind === "wait" || kind === "blocked" || kind === "clear");
  const { kind, reason, search } = filter;
  const list = useDecisions(creditor, proposal.run, {
    part: "rest",
    page,
    size: PAGE_SIZE,
    sort: "debtor",
    ...(kind && { kind }),
    ...(reason && { reason }),
    ...(search && { search }),
  });
  // Who is found elsewhere is told above; an empty list here would say that nobody was.
  if (search && !kind && !reason && list.data?.count === 0) return null;
  return (
    <section id="rest" className="card" aria-labelledby="rest-title">
      <div className="card-head">
        <h2 id="rest-title">
          Everyone else <span className="count">{search ? (list.data?.count ?? "") : countOf(rest)}</span>
        </h2>
        <div className="actions">
          <NativeSelect
            size="xs"
            aria-label="Kind"
            value={kind ?? ""}
            onChange={(event) => show({ kind: (event.currentTarget.value || undefined) as typeof kind, reason: undefined })}
            data={[
              { value: "", label: "All kinds" },
              ...KINDS.map((each) => ({ value: each, label: `${word(kinds, each)} (${countOf(rest.filter((group) => group.kind === each))})` })),
            ]}
          />
          <NativeSelect
            size="xs"
            aria-label="Reason"
            value={reason ?? ""}
            onChange={(event) => show({ reason: event.currentTarget.value || undefined })}
            data={[{ value: "", label: "All reasons" }, ...reasonsOf(rest, kind)]}
          />
        </div>
      </div>
      <ActionProblem error={list.error} />
      {list.data?.count === 0 ? (
        <Empty title="Nobody here">{search || kind || reason ? "No account fits this filter." : "Every account has a letter or a task today."}</Empty>
      ) : (
        <RestTable decisions={list.data?.decisions ?? []} today={creditor.today} busy={list.isPlaceholderData} />
      )}
      <Pager count={list.data?.count ?? 0} size={PAGE_SIZE} page={page} onTurn={(to) => show({ page: to > 1 ? to : undefined })} label="Pages of accounts" />
    </section>
  );
}

function RestTable({ decisions, today, busy }: { decisions: readonly Decision[]; today: string; busy: boolean }) {
  return (
    <div className="scroll">
      <table className="grid" aria-busy={busy}>
        <thead>
          <tr>
            <th>Debtor</th>
            <th>State</th>
            <th className="number">Open</th>
            <th className="fill">Why no letter today</th>
            <th>Until</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <tr key={decision.account.id}>
              <DebtorCell account={decision.account} />
              <td data-label="State">
                <KindBadge kind={decision.kind} />
                {decision.block && <span className="block">{word(blocks, decision.block)}</span>}
              </td>
              <td className="number" data-label="Open">
                <OpenAmount decision={decision} />
              </td>
              <td className="fill" data-label="Why">
                <FirstReason why={decision.why} />
              </td>
              <td className="day" data-label="Until">
                {untilOf(decision, today)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function untilOf(decision: Decision, today: string): string {
  const until = decision.until ?? decision.ends;
  return isDay(until) ? formatNearDay(until, today) : (until ?? "").replaceAll("-", " ");
}

function reasonsOf(rest: readonly Group[], kind: string | undefined): { value: string; label: string }[] {
  const groups = rest.filter((group) => group.reason && (!kind || group.kind === kind));
  const codes = [...new Set(groups.map((group) => group.reason!))].sort();
  return codes.map((code) => ({ value: code, label: `${reasonName(code)} (${countOf(groups.filter((group) => group.reason === code))})` }));
}

function clean<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
