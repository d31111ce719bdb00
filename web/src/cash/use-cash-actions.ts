import { type Acceptance, api, ask } from "../api.ts";
import { useAction } from "../queries.ts";

/** What a person can say about bank money. Afterwards everything that is shown is asked for again. */
export function useCashActions() {
  const accept = useAction(({ id, ...json }: { id: string } & Acceptance) =>
    ask(api.cash[":transaction"].acceptance.$post({ param: { transaction: id }, json })),
  );
  const undo = useAction((id: string) => ask(api.cash[":transaction"].undoing.$post({ param: { transaction: id }, json: {} })));
  const dismiss = useAction(({ id, reason }: { id: string; reason: string }) =>
    ask(api.cash[":transaction"].dismissal.$post({ param: { transaction: id }, json: { reason } })),
  );
  return { accept, undo, dismiss, isBusy: accept.isPending || undo.isPending || dismiss.isPending, error: accept.error ?? undo.error ?? dismiss.error };
}
