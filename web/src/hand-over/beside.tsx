import { Button } from "@mantine/core";
import { type Account, api, ask, type HandOver } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** Other documents became overdue beside placed ones: they are placed too, or dunned from the first letter. */
export function Beside({ account, handOver }: { account: Account; handOver: HandOver }) {
  const { id } = account.account;
  const say = useAction((answer: "place" | "dun") => ask(api.accounts[":account"]["hand-over"].beside.$post({ param: { account: id }, json: { answer } })));
  return (
    <>
      <p>Beside what is placed, this became overdue. What becomes of it?</p>
      <ul className="beside">
        {handOver.beside.map(({ document, due, open }) => (
          <li key={document}>
            <strong>{document}</strong> <Money amount={open} currency={handOver.currency} /> <span className="muted">due {formatDay(due)}</span>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button size="xs" disabled={say.isPending} onClick={() => say.mutate("dun")}>
          Dun it from the first letter
        </Button>
        <Button size="xs" variant="default" disabled={say.isPending} onClick={() => say.mutate("place")}>
          Place it as well
        </Button>
      </div>
      <ActionProblem error={say.error} />
    </>
  );
}
