import { Button } from "@mantine/core";
import { FindAccount } from "../account/find-account.tsx";
import type { Creditor, Message } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { PUT_ASIDE, type Settled } from "./inbox-done.tsx";
import { useInboxActions } from "./use-inbox-actions.ts";

/** A message that could not be placed: a person says whom it is about, or that it says nothing. */
export function AssignMessage({ message, creditor, onDone }: { message: Message; creditor: Creditor; onDone(done: Settled): void }) {
  const { assign, ignore, isBusy } = useInboxActions(message);
  return (
    <div className="message-part">
      <h3>Whom is it about?</h3>
      <p className="muted">
        {message.kind === "reply"
          ? "Nothing in it proves whom it is about. Once you say so, no letter goes to this debtor until it is read."
          : "It bears no mark of ours, so that it may be forged: nothing was done. Say whose mail it returns only if you are sure."}
      </p>
      <FindAccount creditor={creditor} currency={null} onChoose={({ id }) => assign.mutate(id)} />
      <ActionProblem error={assign.error ?? ignore.error} />
      <div className="actions end">
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          onClick={() =>
            ignore.mutateAsync(undefined).then(
              () => onDone(PUT_ASIDE),
              () => {},
            )
          }
        >
          It says nothing to us
        </Button>
      </div>
    </div>
  );
}
