import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useRef } from "react";
import type { ListedMessage } from "../api.ts";
import { word } from "../languages/en.ts";
import { intents, mailKinds } from "../languages/en-inbox.ts";
import { formatNearDay } from "../values/day.ts";

interface MessageList {
  messages: readonly ListedMessage[];
  open: string | undefined;
  part: "done" | "ignored" | undefined;
  today: string;
}

/** Messages under each other, newest first. The arrows go from one to the next. */
export function MessageList({ messages, open, part, today }: MessageList) {
  const list = useRef<HTMLOListElement>(null);
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : null;
    if (to === null) return;
    event.preventDefault();
    list.current?.children[to]?.querySelector("a")?.focus();
  };
  return (
    <ol className="message-list" ref={list}>
      {messages.map((message, at) => (
        <li key={message.id}>
          <Link
            to="/inbox"
            search={{ ...(part && { part }), message: message.id }}
            className={`message-row${message.id === open ? " open-row" : ""}`}
            aria-current={message.id === open ? "true" : undefined}
            onKeyDown={(event: KeyboardEvent) => onKeyDown(event, at)}
          >
            <Row message={message} today={today} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Row({ message, today }: { message: ListedMessage; today: string }) {
  const { from, day, about, subject, words, kind, warning } = message;
  return (
    <>
      <span className="row-line">
        <strong>{about?.debtor.name ?? from?.name ?? from?.address ?? "Nobody"}</strong>
        <time dateTime={day} className="muted">
          {formatNearDay(day, today)}
        </time>
      </span>
      <span className="row-subject">{subject || "(no subject)"}</span>
      {words && <span className="row-words muted">{words}</span>}
      <span className="chips">
        {kind !== "reply" && <span className={`badge ${kind === "bounce" ? "severity-error" : ""}`}>{word(mailKinds, kind)}</span>}
        {message.state === "unrouted" && <span className="badge severity-warning">Whose is it?</span>}
        {warning && <span className="badge severity-warning">Careful</span>}
        {message.intents.map((intent) => (
          <span key={intent} className="badge kind-dun">
            {word(intents, intent)}
          </span>
        ))}
      </span>
    </>
  );
}
