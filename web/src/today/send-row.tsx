import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Decision } from "../api.ts";
import { ApprovalBadge, StepBadge } from "../values/badges.tsx";
import { formatNearDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { FirstReason } from "../values/reason-list.tsx";

export function SendRow({
  decision,
  today,
  selected,
  onSelect,
}: {
  decision: Decision;
  today: string;
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
      <td className="name">
        <Link to="/accounts/$account" params={{ account: account.id }}>
          {name}
        </Link>
      </td>
      <td>
        <StepBadge step={decision.step} />
      </td>
      <td className="number">{items.length}</td>
      <td className="number">
        <Money amount={decision.total} currency={account.currency} strong />
      </td>
      <td className="number">{oldest > 0 ? `${oldest} days` : "–"}</td>
      <td className="day">{decision.payBy ? formatNearDay(decision.payBy, today) : "–"}</td>
      <td className="fill">
        <FirstReason why={decision.why} />
      </td>
      <td className="state">
        {approval ? <ApprovalBadge approval={approval} /> : null}
        {approval === "delivered" ? null : (
          <Link to="/accounts/$account/letter" params={{ account: account.id }} aria-label={`Letter to ${name}`}>
            Letter
          </Link>
        )}
      </td>
    </tr>
  );
}
