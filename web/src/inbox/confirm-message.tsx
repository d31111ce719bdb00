import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, Message, Suggestion } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { happenings, word } from "../languages/en.ts";
import { PUT_ASIDE, type Settled } from "./inbox-done.tsx";
import { SuggestionForm } from "./suggestion-form.tsx";
import { SuggestionList } from "./suggestion-list.tsx";
import { type Said, useInboxActions } from "./use-inbox-actions.ts";

/** What a message comes to: one click records what it says, and the message is read. */
export function ConfirmMessage({ message, creditor, onDone }: { message: Message; creditor: Creditor; onDone(done: Settled): void }) {
  const { confirm, ignore, isBusy } = useInboxActions(message);
  const [changed, change] = useState<Suggestion | null>(null);
  const { account, debtor, currency } = message.about!;
  // By the time that it is answered the message is closed, and this part of the page is gone.
  const say = (said: Said[]) =>
    confirm.mutateAsync(said).then(
      ({ recorded, warnings, notes }) => onDone({ what: doneWords(recorded, debtor.name), account, warnings, notes }),
      () => {},
    );
  return (
    <div className="message-part">
      <h3>{message.suggestions.length > 0 ? "What it comes to" : "What does it come to?"}</h3>
      {message.suggestions.length === 0 && <p className="muted">Nothing is suggested. Record what it says on the account, or say that it is read.</p>}
      {changed ? (
        <SuggestionForm
          suggestion={changed}
          account={account}
          today={creditor.today}
          busy={confirm.isPending}
          error={confirm.error}
          onSay={(said) => say([said])}
          onCancel={() => {
            confirm.reset();
            change(null);
          }}
        />
      ) : (
        <>
          <SuggestionList suggestions={message.suggestions} currency={currency} today={creditor.today} isBusy={isBusy} onSay={say} onChange={change} />
          <ActionProblem error={confirm.error ?? ignore.error} />
          <div className="actions message-actions">
            <Button size="xs" variant={message.suggestions.length > 0 ? "default" : "filled"} disabled={isBusy} onClick={() => say([])}>
              {message.suggestions.length > 0 ? "Only read" : "It is read"}
            </Button>
            <Link className="button-link" to="/accounts/$account" params={{ account }}>
              Record something else
            </Link>
            {message.from && (
              <a className="button-link" href={answerLink(message)}>
                Answer by e-mail
              </a>
            )}
            <button
              type="button"
              className="plain-button small"
              disabled={isBusy}
              onClick={() =>
                ignore.mutateAsync(undefined).then(
                  () => onDone(PUT_ASIDE),
                  () => {},
                )
              }
            >
              It says nothing to us
            </button>
          </div>
        </>
      )}
    </div>
  );
}

function doneWords(recorded: readonly string[], name: string): string {
  if (recorded.length === 0) return `The message of ${name} is read.`;
  return `Recorded for ${name}: ${recorded.map((kind) => word(happenings, kind).toLowerCase()).join(", ")}.`;
}

/** Opens the reader's own mail program: Firmly answers nobody by itself. */
function answerLink({ from, subject }: Message): string {
  const about = /^\s*re:/i.test(subject) ? subject : `Re: ${subject}`;
  return `mailto:${encodeURIComponent(from!.address)}?subject=${encodeURIComponent(about)}`;
}
