import type { Account } from "../api.ts";
import { channelNames, standings, word } from "../languages/en.ts";
import { formatMoment } from "../values/day.ts";

type Delivery = Account["deliveries"][number];

const TROUBLE = new Set(["refused", "failed", "uncertain", "bounced", "returned"]);

/** How a letter went, and the proof of it: to whom, and what was answered, word for word. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  return deliveries.map((delivery) => (
    <details key={delivery.id} className="proof">
      <summary>
        <span className={TROUBLE.has(delivery.standing) ? "proof-state is-bad" : "proof-state"}>{word(standings, delivery.standing)}</span>{" "}
        <span className="muted">{word(channelNames, delivery.channel)}</span>
      </summary>
      <dl>
        <dt>To</dt>
        <dd>{delivery.recipient}</dd>
        <dt>Delivery</dt>
        <dd>{delivery.id}</dd>
        {delivery.receipts.map((receipt, place) => (
          <Receipt key={place} receipt={receipt} />
        ))}
      </dl>
    </details>
  ));
}

function Receipt({ receipt: { outcome, at, answer, providerId } }: { receipt: Delivery["receipts"][number] }) {
  return (
    <>
      <dt>{word(standings, outcome)}</dt>
      <dd>
        <time dateTime={at}>{formatMoment(at)}</time>
        <span className="proof-answer">{answer ?? "Erased; its seal stays on the log."}</span>
        {providerId && <span className="muted small">Known there as {providerId}</span>}
      </dd>
    </>
  );
}
