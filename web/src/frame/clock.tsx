import { Button } from "@mantine/core";
import { api, ask, type Creditor } from "../api.ts";
import { useAction } from "../queries.ts";
import { formatWeekday } from "../values/day.ts";

/** The creditor's today. A creditor with a clock of its own (the demo) can be moved on, and the days play out. */
export function Clock({ creditor }: { creditor: Creditor }) {
  const move = useAction((to: "next-day" | "next-business-day") =>
    ask(api.creditors[":creditor"].clock.$post({ param: { creditor: creditor.id }, json: { to } })),
  );
  if (!creditor.ownClock)
    return (
      <time className="clock" dateTime={creditor.today}>
        {formatWeekday(creditor.today)}
      </time>
    );
  return (
    <div className="clock" role="group" aria-label="The demo's clock">
      <span className="tag wide-only" title="This creditor lives on a clock of its own: move it and watch what happens.">
        Demo clock
      </span>
      <time dateTime={creditor.today} aria-live="polite">
        {formatWeekday(creditor.today)}
      </time>
      <Button.Group>
        <Button size="compact-xs" variant="default" disabled={move.isPending} onClick={() => move.mutate("next-day")}>
          Next day
        </Button>
        <Button className="wide-only" size="compact-xs" variant="default" disabled={move.isPending} onClick={() => move.mutate("next-business-day")}>
          Next business day
        </Button>
      </Button.Group>
      {move.error && (
        <span className="error" role="alert">
          {move.error.message}
        </span>
      )}
    </div>
  );
}
