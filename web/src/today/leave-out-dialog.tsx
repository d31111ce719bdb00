import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, ask, type Creditor } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";

interface LeaveOut {
  creditor: Creditor;
  run: string;
  accounts: readonly string[];
  opened: boolean;
  onClose(): void;
  onDone(): void;
}

/** Leaving out asks for the reason: it is recorded, and somebody will ask for it. */
export function LeaveOutDialog({ creditor, run, accounts, opened, onClose, onDone }: LeaveOut) {
  const [reason, write] = useState("");
  const leave = useAction(() =>
    ask(api.proposals[":run"].omissions.$post({ param: { run }, json: { creditor: creditor.id, accounts: [...accounts], reason } })),
  );
  const submit = () =>
    leave.mutate(undefined, {
      onSuccess: () => {
        write("");
        onDone();
        onClose();
      },
    });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{accounts.length === 1 ? "Leave this letter out today" : `Leave ${accounts.length} letters out today`}</strong>}
      size="sm"
      centered
      lockScroll={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label="Reason"
          placeholder="They called, a payment is on its way"
          value={reason}
          maxLength={500}
          required
          data-autofocus
          onChange={(event) => write(event.currentTarget.value)}
        />
        <p className="muted small">Only today’s proposal is concerned: the next one decides again.</p>
        <ActionProblem error={leave.error} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={leave.isPending}>
            Leave out
          </Button>
        </div>
      </form>
    </Modal>
  );
}
