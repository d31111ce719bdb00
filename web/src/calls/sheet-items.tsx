import type { CallSheet } from "../api.ts";
import { blocks, disputeReasons, plural, word } from "../languages/en.ts";
import { StepBadge } from "../values/badges.tsx";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** What is open, how late it is, and what of it is not asked for. */
export function SheetItems({ sheet: { items, currency, about } }: { sheet: CallSheet }) {
  if (items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="sheet-items-title">
      <div className="card-head">
        <h2 id="sheet-items-title">
          Open items <span className="count">{items.length}</span>
        </h2>
      </div>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th>Document</th>
              <th>Due</th>
              <th className="number">Late</th>
              <th className="number">Open</th>
              <th>Last step</th>
              <th>Remark</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.document}/${item.instalment}/${item.issued}`}>
                <td className="name">
                  {item.document}
                  {item.document === about && <span className="badge kind-dun call-mark">Begin here</span>}
                </td>
                <td className="day" data-label="Due">
                  {formatDay(item.due)}
                </td>
                <td className="number" data-label="Late">
                  {item.daysLate > 0 ? plural(item.daysLate, "day") : <span className="muted">not due</span>}
                </td>
                <td className="number" data-label="Open">
                  <Money amount={item.open} currency={currency} strong />
                </td>
                <td data-label="Last step">{item.level ? <StepBadge step={item.level} /> : <span className="muted">none</span>}</td>
                <td data-label="Remark" className="said">
                  {item.block && word(blocks, item.block)}
                  {item.dispute && (
                    <span className="by">
                      {disputeReasons[item.dispute.reason] ?? item.dispute.reason}, <Money amount={item.dispute.kept} currency={currency} /> since{" "}
                      {formatDay(item.dispute.day)}
                      {item.dispute.outcome && `, ${item.dispute.outcome}`}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
