import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Creditor, Message } from "../api.ts";
import { Marked } from "../cash/payer.tsx";
import { ActionProblem } from "../frame/problem-view.tsx";
import { happenings, word } from "../languages/en.ts";
import { closings, intents, mailKinds, routes } from "../languages/en-inbox.ts";
import { messageQuery } from "../queries.ts";
import { formatMoment, formatWeekday } from "../values/day.ts";
import { AssignMessage } from "./assign-message.tsx";
import { Attachments } from "./attachments.tsx";
import { ConfirmMessage } from "./confirm-message.tsx";
import type { Settled } from "./inbox-done.tsx";

interface MessageCard {
  id: string;
  creditor: Creditor;
  part: "done" | "ignored" | undefined;
  onDone(done: Settled): void;
}

/** One message as plain text, and what a person may make of it. Everything in it was written by somebody else. */
export function MessageCard({ id, creditor, part, onDone }: MessageCard) {
  const { data: message, error } = useQuery(messageQuery(id));
  return (
    <section className="card message" aria-labelledby="message-title">
      <p className="narrow-only back">
        <Link to="/inbox" search={part ? { part } : {}}>
          ← All messages
        </Link>
      </p>
      <ActionProblem error={error} />
      {!message && !error && <Skeleton height={240} aria-label="Loading the message" />}
      {message && (
        <>
          <Head message={message} />
          <Text message={message} />
          <Attachments message={message} />
          {message.state === "unread" && message.about && <ConfirmMessage message={message} creditor={creditor} onDone={onDone} />}
          {message.state === "unrouted" && <AssignMessage message={message} creditor={creditor} onDone={onDone} />}
          {message.closedBy && (
            <p className="muted closed-line">
              {closingWords(message.closedAs)}, by {message.closedBy}.
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Head({ message }: { message: Message }) {
  const { id, from, subject, day, receivedAt, about, routedBy, warning, kind, until } = message;
  return (
    <header className="message-head">
      <h2 id="message-title">{subject || "(no subject)"}</h2>
      <p className="muted facts">
        <span>
          {from?.name && <strong>{from.name} </strong>}
          {from?.address ?? "no sender"}
        </span>
        <time dateTime={day} title={`Came in at ${formatMoment(receivedAt)}`}>
          {formatWeekday(day)}
        </time>
        <span>{id}</span>
        {kind !== "reply" && (
          <span>
            <span className={`badge ${kind === "bounce" ? "severity-error" : ""}`}>{word(mailKinds, kind)}</span>
          </span>
        )}
      </p>
      {about && (
        <p>
          About{" "}
          <Link to="/accounts/$account" params={{ account: about.account }}>
            {about.debtor.name}
          </Link>
          <span className="muted">: {word(routes, routedBy).replace(/^./, (letter) => letter.toLowerCase())}.</span>
        </p>
      )}
      {until && <p>Back on {formatWeekday(until)}.</p>}
      {warning && (
        <p className="warning" role="note">
          <span className="badge severity-warning">Careful</span> {warning}
        </p>
      )}
    </header>
  );
}

/** Never as HTML: a mail is text to us. The words that led to a suggestion are marked. */
function Text({ message: { text, intent, recipients } }: { message: Message }) {
  const found = intent.map(({ kind, words }) => ({ text: words, names: word(intents, kind) }));
  return (
    <>
      {recipients.length > 0 && (
        <ul className="failures">
          {recipients.map(({ address, status, permanent, reason, diagnostic }) => (
            <li key={address}>
              <strong>{address}</strong> {reason.replaceAll("-", " ")}
              {status && ` (${status})`}, {permanent ? "for good" : "for now"}
              {diagnostic && <span className="by">{diagnostic}</span>}
            </li>
          ))}
        </ul>
      )}
      {text ? (
        <p className="mail-text">
          <Marked text={text} found={found} />
        </p>
      ) : (
        recipients.length === 0 && <p className="mail-text muted">It has no text.</p>
      )}
    </>
  );
}

function closingWords(as: string | null): string {
  const what = as ?? "read";
  const recorded = what.split(", ").map((kind) => word(happenings, kind).toLowerCase());
  return closings[what] ?? `Recorded: ${recorded.join(", ")}`;
}
