import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, ListedMessage } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem, Empty, ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { plural } from "../languages/en.ts";
import { inboxCountsQuery, useInbox } from "../queries.ts";
import { InboxDone, type Settled } from "./inbox-done.tsx";
import { MessageCard } from "./message-card.tsx";
import { MessageList } from "./message-list.tsx";

/** The mail that came back: what waits for a person, and what became of the rest. */
export function InboxPage() {
  const creditor = useCreditor();
  const counts = useQuery(inboxCountsQuery(creditor));
  useTitle("Inbox");
  const { unread = 0, unrouted = 0 } = counts.data ?? {};
  if (counts.error && !counts.data) return <ProblemView error={counts.error} />;
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Inbox</h1>
          <p className="muted">{counts.data ? waitWords(unread, unrouted) : "Counting…"}</p>
        </div>
        <nav className="actions" aria-label="Which messages">
          <PartLink label="Waiting" />
          <PartLink part="done" label="Done" />
          <PartLink part="ignored" label="Put aside" />
        </nav>
      </div>
      <Desk key={creditor.id} creditor={creditor} />
    </div>
  );
}

function PartLink({ part, label }: { part?: "done" | "ignored"; label: string }) {
  const { part: shown } = useSearch({ from: "/inbox" });
  return (
    <Link
      to="/inbox"
      search={part ? { part } : {}}
      className={`part-link${shown === part ? " chosen-part" : ""}`}
      aria-current={shown === part ? "page" : undefined}
    >
      {label}
    </Link>
  );
}

function waitWords(unread: number, unrouted: number): string {
  const waiting = unread + unrouted;
  if (waiting === 0) return "No message waits for you.";
  const nobodys = unrouted === 0 ? "" : ` ${unrouted === 1 ? "One still needs" : `${unrouted} still need`} an account.`;
  return `${plural(waiting, "message")} ${waiting === 1 ? "waits" : "wait"} for you. No letter goes to whoever wrote until it is read.${nobodys}`;
}

/** The list, and beside it the message that is open; on a phone one or the other. */
function Desk({ creditor }: { creditor: Creditor }) {
  const { message: chosen, part } = useSearch({ from: "/inbox" });
  const navigate = useNavigate({ from: "/inbox" });
  const [before, turn] = useState<string>();
  const [settled, note] = useState<Settled | null>(null);
  const list = useInbox(creditor, part ?? "waiting", before);
  const messages = list.data?.messages ?? [];
  // On a wide page the first one is open; a phone shows the list first.
  const open = chosen ?? (wide() ? messages[0]?.id : undefined);
  const show = (message: string | undefined) => navigate({ search: { ...(part && { part }), ...(message && { message }) } });
  const finish = (id: string, done: Settled) => {
    note(done);
    void show(wide() ? nextOf(messages, id) : undefined);
  };
  return (
    <>
      {settled && <InboxDone settled={settled} onClose={() => note(null)} />}
      <ActionProblem error={list.error} />
      {!list.data && <Skeleton height={320} aria-label="Loading" />}
      {list.data && messages.length === 0 && !chosen ? (
        <section className="card">
          <Nothing part={part} />
        </section>
      ) : (
        <div className={`inbox${chosen ? " has-open" : ""}`}>
          <section className="card inbox-list" aria-labelledby="messages-title">
            <h2 id="messages-title" className="hidden-label">
              Messages
            </h2>
            <MessageList messages={messages} open={open} part={part} today={creditor.today} />
            {(before !== undefined || list.data?.more) && (
              <nav className="pager" aria-label="Pages of messages">
                <button type="button" className="text-button" disabled={before === undefined} onClick={() => turn(undefined)}>
                  Newest
                </button>
                <button type="button" className="text-button" disabled={!list.data?.more} onClick={() => turn(messages.at(-1)?.id)}>
                  Older
                </button>
              </nav>
            )}
          </section>
          {open && <MessageCard key={open} id={open} creditor={creditor} part={part} onDone={(done) => finish(open, done)} />}
        </div>
      )}
    </>
  );
}

const wide = (): boolean => window.matchMedia("(min-width: 901px)").matches;

/** The one that stands below it, else above: where the hand already is. */
function nextOf(messages: readonly ListedMessage[], id: string): string | undefined {
  const at = messages.findIndex((each) => each.id === id);
  return (messages[at + 1] ?? messages[at - 1])?.id;
}

function Nothing({ part }: { part: "done" | "ignored" | undefined }) {
  if (part === "done") return <Empty title="Nothing yet">Messages that were read appear here, and bounces and automatic replies, which need nobody.</Empty>;
  if (part === "ignored") return <Empty title="Nothing yet">What says nothing to you is put aside here.</Empty>;
  return (
    <Empty title="No message waits for you">
      Answers to your letters arrive here by themselves once their mailbox is set up under <Link to="/channels">Letters, Channels</Link>;{" "}
      <code>firmly inbox import</code> brings in messages from files.
    </Empty>
  );
}
