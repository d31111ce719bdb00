import type { Account } from "../api.ts";
import { buckets, word } from "../languages/en.ts";
import { Money } from "../values/money.tsx";

/** How old the open money is. Widths are only drawn; the figures stand beneath as text. */
export function AgingBar({ aging, currency }: { aging: Account["aging"]; currency: string }) {
  const total = aging.reduce((sum, { amount }) => sum + Number(amount), 0);
  const filled = aging.filter(({ amount }) => Number(amount) > 0);
  if (total <= 0) return null;
  return (
    <div className="aging">
      <div className="aging-bar" aria-hidden="true">
        {filled.map(({ bucket, amount }) => (
          <span key={bucket} className={`age-${bucket}`} style={{ flexGrow: Number(amount) / total }} />
        ))}
      </div>
      <dl>
        {filled.map(({ bucket, amount }) => (
          <div key={bucket}>
            <dt>
              <i className={`age-${bucket}`} />
              {word(buckets, bucket)}
              {bucket === "not-due" ? "" : " days"}
            </dt>
            <dd>
              <Money amount={amount} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
