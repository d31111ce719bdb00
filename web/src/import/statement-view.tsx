import type { ImportPreview } from "../api.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

type Statement = ImportPreview["statements"][number];

/** An amount, in a currency where the file tells one. */
function Told({ amount, currency, strong = false }: { amount: string; currency: string | null; strong?: boolean }) {
  return currency === null ? <span>{amount}</span> : <Money amount={amount} currency={currency} strong={strong} />;
}

/** A bank statement: its account, its balances, its first movements. */
export function StatementView({ statement }: { statement: Statement }) {
  const { account, currency, number, opening, closing, transactions } = statement;
  return (
    <section className="card" aria-label={`Statement ${number ?? ""} of ${account}`}>
      <div className="card-head">
        <h2>
          {account === "" ? "Account not told" : account} <span className="count">{number && `no. ${number}`}</span>
        </h2>
        <dl className="figures balances">
          {opening !== null && (
            <div>
              <dt>Opening</dt>
              <dd>
                <Told amount={opening} currency={currency} />
              </dd>
            </div>
          )}
          {closing !== null && (
            <div>
              <dt>Closing</dt>
              <dd>
                <Told amount={closing} currency={currency} strong />
              </dd>
            </div>
          )}
        </dl>
      </div>
      {transactions.length === 0 ? (
        <p className="file-facts muted">No movements.</p>
      ) : (
        <div className="scroll">
          <table className="grid">
            <thead>
              <tr>
                <th>Booked</th>
                <th className="number">Amount</th>
                <th>Other side</th>
                <th className="fill">Text</th>
              </tr>
            </thead>
            <tbody>
              {transactions.map((each, place) => (
                <tr key={place}>
                  <td className="day">{formatDay(each.booked)}</td>
                  <td className="number">
                    <Told amount={each.amount} currency={currency} strong={!each.amount.startsWith("-")} />
                  </td>
                  <td className="name">{each.payer.name ?? each.payer.iban ?? <span className="muted">not told</span>}</td>
                  <td className="fill">
                    {each.reversal && <span className="badge kind-blocked">taken back</span>} <span className="why">{each.text}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
