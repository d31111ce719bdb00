import { Button } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../api.ts";
import { plural, word } from "../languages/en.ts";
import { chargeKinds, states } from "../languages/en-process.ts";
import { formatDay } from "../values/day.ts";
import { addAmounts, Money } from "../values/money.tsx";
import { WaiveDialog } from "./waive-dialog.tsx";

type Charge = Account["charges"][number];

/** What letters have added to the claim, how it was worked out, and what was given up. */
export function ChargesCard({ account }: { account: Account }) {
  const [waived, waive] = useState<Charge | null>(null);
  const { charges } = account;
  const { currency, id } = account.account;
  if (charges.length === 0) return null;
  return (
    <section className="card" aria-labelledby="charges-title">
      <div className="card-head">
        <h2 id="charges-title">
          Charges <span className="count">{charges.length}</span>
        </h2>
        <span className="muted">
          <Money amount={addAmounts(charges.map(({ open }) => open))} currency={currency} /> open
        </span>
      </div>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th>Charge</th>
              <th>For</th>
              <th className="number">Amount</th>
              <th className="number">Open</th>
              <th className="state">
                <span className="hidden-label">State</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {charges.map((charge) => (
              <ChargeRow key={charge.id} charge={charge} currency={currency} onWaive={() => waive(charge)} />
            ))}
          </tbody>
        </table>
      </div>
      {waived && <WaiveDialog account={id} charge={waived} currency={currency} onClose={() => waive(null)} />}
    </section>
  );
}

function ChargeRow({ charge, currency, onWaive }: { charge: Charge; currency: string; onWaive(): void }) {
  const { id, kind, document, from, to, amount, open, state, calculation } = charge;
  return (
    <tr>
      <td className="name charge-name">
        {word(chargeKinds, kind)} <span className="muted">{id}</span>
        {calculation.length > 0 && <Calculation charge={charge} currency={currency} />}
      </td>
      <td data-label="For" className="charge-for">
        {document}
        <span className="by">{from === to ? formatDay(to) : `${formatDay(from)} – ${formatDay(to)}`}</span>
      </td>
      <td className="number" data-label="Amount">
        <Money amount={amount} currency={currency} />
      </td>
      <td className="number" data-label="Open">
        <Money amount={open} currency={currency} strong />
      </td>
      <td className="state" data-label="State">
        {state === "open" ? (
          <Button size="compact-xs" variant="default" aria-label={`Waive ${id}`} onClick={onWaive}>
            Waive…
          </Button>
        ) : (
          <span className={`badge ${state === "paid" ? "kind-clear" : ""}`}>{word(states, state)}</span>
        )}
      </td>
    </tr>
  );
}

/** Days, rate and principal, step by step, on demand. */
function Calculation({ charge: { calculation }, currency }: { charge: Charge; currency: string }) {
  return (
    <details className="calculation">
      <summary>How it was worked out</summary>
      <ul>
        {calculation.map(({ from, to, days, rate, principal, amount, source }) => (
          <li key={`${from} ${principal}`}>
            {formatDay(from)} – {formatDay(to)}: {plural(days, "day")} at {rate} % on <Money amount={principal} currency={currency} /> ={" "}
            <Money amount={amount} currency={currency} /> <span className="muted">({source})</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
