import type { Account, Recorded } from "../api.ts";
import { happenings, word } from "../languages/en.ts";
import { outcomeOf } from "../values/badges.tsx";
import { formatDaysIn, formatWeekday, isDay } from "../values/day.ts";
import { formatAmountsIn } from "../values/money.tsx";

/** What was recorded, what was filled in, what is worth a second look, and what comes next. */
export function RecordedNote({ account, recorded }: { account: Account; recorded: Recorded }) {
  return (
    <div className="recorded-note" role="status">
      <p>
        <strong>{word(happenings, recorded.recorded)} recorded</strong> under your name. Next: {nextWords(account.next)}.
      </p>
      {recorded.warnings.map((warning) => (
        <p key={warning} className="warning">
          <span className="badge severity-warning">Mind</span> {formatAmountsIn(formatDaysIn(warning))}
        </p>
      ))}
      {recorded.notes.map((note) => (
        <p key={note} className="muted">
          {formatAmountsIn(formatDaysIn(note))}
        </p>
      ))}
    </div>
  );
}

/** "First letter today", "waiting until Mon 1 Jun 2026". */
export function nextWords(next: Account["next"]): string {
  const until = next.until ?? next.ends;
  const outcome = outcomeOf(next).toLowerCase();
  if (next.kind === "dun") return `${outcome} today`;
  if (next.kind !== "wait" && next.kind !== "blocked") return outcome;
  return isDay(until) ? `${outcome} until ${formatWeekday(until)}` : outcome;
}
