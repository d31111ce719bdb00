import { Button, CloseButton } from "@mantine/core";
import type { WaitingCash } from "../api.ts";
import { Money } from "../values/money.tsx";

/** What was just done with a payment. */
export interface Done {
  readonly transaction: WaitingCash;
  readonly what: string;
}

/** Says what was done, with the way back. It stays until the next one, or until it is closed. */
export function DoneBar({ done, isBusy, onUndo, onClose }: { done: Done; isBusy: boolean; onUndo(): void; onClose(): void }) {
  const { transaction, what } = done;
  return (
    <div className="done-bar" role="status">
      <span>
        <Money amount={transaction.amount} currency={transaction.currency} strong /> {transaction.payer.name && <>from {transaction.payer.name} </>}
        {what}.
      </span>
      <Button size="compact-xs" variant="default" disabled={isBusy} onClick={onUndo}>
        Undo
      </Button>
      <CloseButton size="sm" aria-label="Close" onClick={onClose} />
    </div>
  );
}
