import type { Group } from "../api.ts";
import { kinds, steps, word } from "../languages/en.ts";
import { addAmounts, Money } from "../values/money.tsx";
import { StepBadge } from "../values/badges.tsx";

export function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

/** Totals by currency, which are never added to each other. */
function totals(groups: readonly Group[]): { currency: string; total: string }[] {
  const currencies = [...new Set(groups.map((group) => group.currency))].sort();
  return currencies.map((currency) => ({ currency, total: addAmounts(groups.filter((group) => group.currency === currency).map((group) => group.total)) }));
}

/** The day in one line of figures. */
export function Summary({ groups }: { groups: readonly Group[] }) {
  const of = (...names: string[]) => groups.filter((group) => names.includes(group.kind));
  const letters = of("dun");
  const withState = (...states: (string | null)[]) => letters.filter(({ approval }) => states.includes(approval));
  const send = withState(null, "approved");
  const settled = [
    { word: "approved", count: countOf(withState("approved")) },
    { word: "sent", count: countOf(withState("delivered")) },
    { word: "left out", count: countOf(withState("left-out")) },
    { word: "held back", count: countOf(withState("withdrawn")) },
  ].filter(({ count }) => count > 0);
  const byStep = Object.keys(steps)
    .map((step) => ({ step, count: countOf(send.filter((group) => group.step === step)) }))
    .filter(({ count }) => count > 0)
    .reverse();
  return (
    <section className="tiles" aria-label="Summary">
      <a className="tile wide" href="#send">
        <span className="tile-label">Letters to send</span>
        <span className="tile-figure">{countOf(send)}</span>
        <span className="tile-detail steps">
          {byStep.map(({ step, count }) => (
            <span key={step}>
              <StepBadge step={step} /> {count}
            </span>
          ))}
        </span>
        {settled.length > 0 && <span className="tile-detail muted">{settled.map(({ word: said, count }) => `${count} ${said}`).join(" · ")}</span>}
      </a>
      <div className="tile amounts">
        <span className="tile-label">They ask for</span>
        <dl>
          {totals(send).map(({ currency, total }) => (
            <div key={currency}>
              <Money amount={total} currency={currency} />
            </div>
          ))}
        </dl>
        {send.length === 0 && <span className="muted">Nothing more today</span>}
      </div>
      <Tile href="#tasks" label="Tasks" groups={of("task", "hand-over")} detail="for a person" />
      <Tile href="#rest" label={word(kinds, "blocked")} groups={of("blocked")} detail="until something happens" />
      <Tile href="#rest" label={word(kinds, "wait")} groups={of("wait")} detail="until their day" />
      <Tile href="#rest" label={word(kinds, "clear")} groups={of("clear")} detail="nothing open" />
    </section>
  );
}

function Tile({ href, label, groups, detail }: { href: string; label: string; groups: readonly Group[]; detail: string }) {
  return (
    <a className="tile" href={href}>
      <span className="tile-label">{label}</span>
      <span className="tile-figure">{countOf(groups)}</span>
      <span className="tile-detail muted">{detail}</span>
    </a>
  );
}
