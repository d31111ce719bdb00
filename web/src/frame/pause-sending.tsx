import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, type Creditor } from "../api.ts";
import { sendingQuery, useAction } from "../queries.ts";
import { ActionProblem } from "./problem-view.tsx";

/** At the foot of every page: stops what leaves for this creditor. While a pause holds, the banner at the top says so and ends it. */
export function PauseSending({ creditor }: { creditor: Creditor }) {
  const { data } = useQuery(sendingQuery);
  const [isOpen, open] = useState(false);
  const [reason, write] = useState("");
  const pause = useAction(() => ask(api.pause.$put({ json: { creditor: creditor.id, paused: true, reason: reason.trim() } })));
  const isPaused = data?.pauses.some((each) => each.creditor === null || each.creditor === creditor.id);
  if (!data || isPaused) return null;
  const close = () => {
    open(false);
    write("");
    pause.reset();
  };
  return (
    <footer className="pause-sending">
      {isOpen ? (
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            pause.mutate(undefined, { onSuccess: () => (close(), window.scrollTo({ top: 0 })) });
          }}
        >
          <TextInput
            size="xs"
            label="Why is nothing to be sent? Others will want to know."
            value={reason}
            maxLength={500}
            required
            autoFocus
            onChange={(event) => write(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" color="red" loading={pause.isPending} disabled={reason.trim() === ""}>
            Stop sending
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
          <ActionProblem error={pause.error} />
        </form>
      ) : (
        <button type="button" className="plain-button small" onClick={() => open(true)}>
          Pause sending…
        </button>
      )}
    </footer>
  );
}
