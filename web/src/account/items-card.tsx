import type { Account } from "../api.ts";
import { Empty } from "../frame/problem-view.tsx";
import { plural } from "../languages/en.ts";
import { StepBadge } from "../values/badges.tsx";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { AgingBar } from "./aging-bar.tsx";

export function ItemsCard({ account }: { account: Account }) {
  const { items, credits } = account;
  const { currency } = account.account;
  return (
    <section className="card" aria-labelledby="items-title">
      <div className="card-head">
        <h2 id="items-title">
          Open items <span className="count">{items.length}</span>
        </h2>
        <a href={`/api/accounts/${account.account.id}/statement.pdf?asOf=${account.asOf}`} target="_blank" rel="noreferrer">
          Statement of account
        </a>
      </div>
      {items.length === 0 ? (
        <Empty title="Nothing open">Every invoice of this account is settled.</Empty>
      ) : (
        <>
          <AgingBar aging={account.aging} currency={currency} />
          <div className="scroll">
            <Items items={items} currency={currency} />
          </div>
        </>
      )}
      {credits.length > 0 && <Credits credits={credits} currency={currency} />}
    </section>
  );
}

function Items({ items, currency }: { items: Account["items"]; currency: string }) {
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>Document</th>
          <th>Issued</th>
          <th>Due</th>
          <th className="number">Overdue</th>
          <th className="number">Amount</th>
          <th className="number">Open</th>
          <th>Last step</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.document}/${item.instalment}/${item.issued}`}>
            <td className="name">
              {item.document}
              {item.instalment > 1 && <span className="muted"> · instalment {item.instalment}</span>}
            </td>
            <td className="day" data-label="Issued">
              {formatDay(item.issued)}
            </td>
            <td className="day" data-label="Due">
              {formatDay(item.due)}
            </td>
            <td className="number" data-label="Overdue">
              {item.overdueDays > 0 ? plural(item.overdueDays, "day") : <span className="muted">not due</span>}
            </td>
            <td className="number" data-label="Amount">
              <Money amount={item.amount} currency={currency} />
            </td>
            <td className="number" data-label="Open">
              <Money amount={item.open} currency={currency} strong />
            </td>
            <td data-label="Last step">{item.level ? <StepBadge step={item.level} /> : <span className="muted">none</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Credits({ credits, currency }: { credits: Account["credits"]; currency: string }) {
  return (
    <table className="grid credits">
      <thead>
        <tr>
          <th>Credits not applied</th>
          <th className="number">Open</th>
        </tr>
      </thead>
      <tbody>
        {credits.map((credit, place) => (
          <tr key={place}>
            <td className="name">{credit.document || "Payment without a number"}</td>
            <td className="number" data-label="Open">
              <Money amount={`-${credit.open}`} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
