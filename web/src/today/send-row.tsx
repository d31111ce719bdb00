import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Decision } from "../api.ts";
import { plural } from "../languages/en.ts";
import { ApprovalBadge, StepBadge } from "../values/badges.tsx";
import { formatNearDay } from "../values/day.ts";
import { TotalAmount } from "../values/amounts.tsx";
import { FirstReason } from "../values/reason-list.tsx";
import { DebtorCell } from "./debtor-cell.tsx";

export function SendRow({
  decision,
  today,
  asks,
  selected,
  onSelect,
}: {
  decision: Decision;
  today: string;
  /** What the checks found that needs a word before it may leave; null: nothing. */
  asks: string | null;
  selected: boolean;
  onSelect: ((on: boolean) => void) | null;
}) {
  const { account, items, approval } = decision;
  const oldest = Math.max(0, ...items.map((item) => item.overdueDays));
  const name = account.debtor.name;
  return (
    <tr className={approval ? `is-${approval}` : undefined}>
      <td className="tick">
        {onSelect && <Checkbox size="xs" aria-label={`Select ${name}`} checked={selected} onChange={(event) => onSelect(event.currentTarget.checked)} />}
      </td>
      <DebtorCell account={account} />
      <td data-label="Step">
        <StepBadge step={decision.step} />
      </td>
      <td className="number" data-label="Items">
        {items.length}
      </td>
      <td className="number" data-label="Total">
        <TotalAmount decision={decision} />
      </td>
      <td className="number" data-label="Overdue">
        {oldest > 0 ? plural(oldest, "day") : "–"}
      </td>
      <td className="day" data-label="Pay by">
        {decision.payBy ? formatNearDay(decision.payBy, today) : "–"}
      </td>
      <td className="fill" data-label="Why">
        <FirstReason why={decision.why} />
        <LanguageNote why={decision.why} />
      </td>
      <td className="state">
        {approval ? <ApprovalBadge approval={approval} /> : null}
        {asks && (
          <span className="badge severity-W" title={asks}>
            Needs a word
          </span>
        )}
        <Link to="/accounts/$account/letter" params={{ account: account.id }} aria-label={`Letter to ${name}`}>
          Letter
        </Link>
      </td>
    </tr>
  );
}

/** Whoever signs should know before that the letter is not in the debtor's language. */
function LanguageNote({ why }: { why: Decision["why"] }) {
  const fallback = why.filter(({ code }) => code === "language-fallback");
  return fallback.length > 0 ? (
    <div className="soft">
      <FirstReason why={fallback} />
    </div>
  ) : null;
}
