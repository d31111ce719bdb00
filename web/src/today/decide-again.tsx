import { Button } from "@mantine/core";
import { api, ask, type Creditor } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";

/** Makes a new proposal: what was recorded meanwhile counts, and what was approved but not sent is asked again. */
export function DecideAgain({ creditor, primary = false }: { creditor: Creditor; primary?: boolean }) {
  const again = useAction(() => ask(api.proposals.$post({ json: { creditor: creditor.id } })));
  return (
    <>
      <Button
        variant={primary ? "filled" : "default"}
        size="xs"
        loading={again.isPending}
        title="A new proposal for today. Letters that are approved or left out but not sent are asked about again."
        onClick={() => again.mutate(undefined)}
      >
        Decide again
      </Button>
      <ActionProblem error={again.error} />
    </>
  );
}
