import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { WaitingCash } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { Money } from "../values/money.tsx";
import { useCashActions } from "./use-cash-actions.ts";

const USUAL = ["Tax refund", "Transfer between our own accounts", "Bank interest", "Paid by mistake, sent back"];

/** Money that is none of the debtors': the reason is kept with it. */
export function DismissDialog({ transaction, onClose, onDone }: { transaction: WaitingCash; onClose(): void; onDone(): void }) {
  const [reason, write] = useState("");
  const { dismiss } = useCashActions();
  const submit = () =>
    dismiss.mutate(
      { id: transaction.id, reason },
      {
        onSuccess: () => {
          onDone();
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={<strong>None of our debtors’</strong>} size="sm" centered lockScroll={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="muted">
          <Money amount={transaction.amount} currency={transaction.currency} strong /> {transaction.payer.name && `from ${transaction.payer.name}`}
        </p>
        <TextInput label="What is it?" value={reason} maxLength={500} required data-autofocus onChange={(event) => write(event.currentTarget.value)} />
        <div className="usual">
          {USUAL.map((each) => (
            <Button key={each} size="compact-xs" variant="default" onClick={() => write(each)}>
              {each}
            </Button>
          ))}
        </div>
        <ActionProblem error={dismiss.error} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={dismiss.isPending}>
            Put aside
          </Button>
        </div>
      </form>
    </Modal>
  );
}
