import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { MatchedCash } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { reasonsQuery } from "../queries.ts";
import { sentence } from "../values/reason.ts";
import { Payer } from "./payer.tsx";
import { useCashActions } from "./use-cash-actions.ts";

/** Why a payment on the timeline was booked here, with the way back. */
export function MatchedNote({ cash }: { cash: MatchedCash }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { undo } = useCashActions();
  return (
    <div className="matched-note">
      <Payer {...cash} found={cash.found} />
      <p className="because">
        {cash.by === null ? "Matched by itself." : `Matched by ${cash.by}.`} {cash.because.map((reason) => sentence(data, reason)).join(" ")}
      </p>
      <Button size="compact-xs" variant="default" loading={undo.isPending} aria-label={`Undo the match of ${cash.id}`} onClick={() => undo.mutate(cash.id)}>
        Undo
      </Button>
      <ActionProblem error={undo.error} />
    </div>
  );
}
