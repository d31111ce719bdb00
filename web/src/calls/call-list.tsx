import { Link, useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Calls } from "../api.ts";
import { CallRow } from "./call-row.tsx";

/** Calls under each other. The arrows go from one to the next, Enter opens the sheet of the one in focus. */
export function CallList({ calls, today }: { calls: Calls["calls"]; today: string }) {
  const [current, choose] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const navigate = useNavigate();
  const place = Math.min(current, calls.length - 1);
  const focus = (to: number) => {
    choose(to);
    (list.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>, at: number) => {
    // Keys inside of a row belong to its links.
    if (event.target !== event.currentTarget) return;
    if (event.key === "ArrowDown" && at + 1 < calls.length) focus(at + 1);
    else if (event.key === "ArrowUp" && at > 0) focus(at - 1);
    else if (event.key === "Enter" && !event.repeat) void navigate({ to: "/accounts/$account/call", params: { account: calls[at]!.account.id } });
    else return;
    event.preventDefault();
  };
  return (
    <ol className="waiting-list call-list" aria-label="Calls that are due" ref={list}>
      {calls.map((call, at) => (
        <li
          key={call.account.id}
          // A row is walked to by the arrows, and opened by Enter.
          tabIndex={at === place ? 0 : -1}
          aria-label={`${call.account.debtor.name}, ${call.overdue} ${call.account.currency} overdue`}
          onFocus={() => choose(at)}
          onKeyDown={(event) => onKeyDown(event, at)}
        >
          <CallRow call={call} today={today} />
          <Link
            className="button-link call-open"
            to="/accounts/$account/call"
            params={{ account: call.account.id }}
            aria-label={`Call sheet of ${call.account.debtor.name}`}
          >
            Call sheet
          </Link>
        </li>
      ))}
    </ol>
  );
}
