import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, ask, type ChannelForm } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";

type Trial = NonNullable<ChannelForm["trial"]>;

/** Whether what is stored works: by a test mail, or by a look into the mailbox. What stands in the form and is not saved cannot be tried. */
export function ChannelTrial({ name, trial, isChanged }: { name: string; trial: Trial; isChanged: boolean }) {
  const creditor = useCreditor();
  const [to, write] = useState(trial.to ?? "");
  const isMail = trial.kind === "mail";
  const attempt = useAction(() =>
    ask(api.creditors[":creditor"].channels[":channel"].trial.$post({ param: { creditor: creditor.id, channel: name }, json: { to: isMail ? to : null } })),
  );
  const { data } = attempt;
  const begin = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(undefined);
  };
  return (
    <form className="channel-trial" aria-label={isMail ? "Send a test mail" : "Try the mailbox"} onSubmit={begin}>
      <div className="channel-trial-row">
        {isMail && (
          <TextInput
            size="xs"
            type="email"
            required
            withAsterisk={false}
            label="Test mail to"
            value={to}
            disabled={isChanged}
            spellCheck={false}
            onChange={({ currentTarget }) => write(currentTarget.value)}
          />
        )}
        <Button size="xs" variant="default" type="submit" disabled={isChanged} loading={attempt.isPending}>
          {isMail ? "Send a test mail" : "Try the mailbox"}
        </Button>
        <span className="muted small">{noteOf(isMail, isChanged, attempt.isPending)}</span>
      </div>
      <div aria-live="polite">
        {!attempt.isPending && !isChanged && data && (
          <div className={data.works ? "channel-tried is-good" : "channel-tried is-bad"}>
            <p>{data.sentence}</p>
            {data.said && (
              <p className="channel-said">
                <span className="muted">Word for word:</span> <code>{data.said}</code>
              </p>
            )}
          </div>
        )}
      </div>
      {!isChanged && <ActionProblem error={attempt.error} />}
    </form>
  );
}

function noteOf(isMail: boolean, isChanged: boolean, isPending: boolean): string {
  if (isChanged) return "Save first: what is stored is tried.";
  if (isPending) return "This may take up to a minute.";
  return isMail ? "A short note without any debtor’s name." : "Nothing is taken or marked there.";
}
