import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { formatDaysIn } from "../values/day.ts";
import { formatAmountsIn } from "../values/money.tsx";

/** What was just done with a message. */
export interface Settled {
  readonly what: string;
  readonly account: string | null;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

export const PUT_ASIDE: Settled = { what: "The message is put aside.", account: null, warnings: [], notes: [] };

/** Says what was done, and what is worth a second look. What was recorded is taken back on the account. */
export function InboxDone({ settled, onClose }: { settled: Settled; onClose(): void }) {
  const { what, account, warnings, notes } = settled;
  return (
    <div className="done-bar" role="status">
      <div>
        <p>
          {what}{" "}
          {account && (
            <Link to="/accounts/$account" params={{ account }}>
              Look at the account
            </Link>
          )}
        </p>
        {warnings.map((warning) => (
          <p key={warning} className="warning">
            <span className="badge severity-warning">Mind</span> {formatAmountsIn(formatDaysIn(warning))}
          </p>
        ))}
        {notes.map((note) => (
          <p key={note} className="muted">
            {formatAmountsIn(formatDaysIn(note))}
          </p>
        ))}
      </div>
      <CloseButton size="sm" aria-label="Close" onClick={onClose} />
    </div>
  );
}
