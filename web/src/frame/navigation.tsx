import { useQuery } from "@tanstack/react-query";
import { Link, useMatchRoute } from "@tanstack/react-router";
import type { Creditor } from "../api.ts";
import { plural } from "../languages/en.ts";
import { cashCountsQuery, inboxCountsQuery } from "../queries.ts";

/** The places of work. Bank money and mail that wait are counted wherever one is. */
export function Navigation({ creditor }: { creditor: Creditor }) {
  const { data } = useQuery(cashCountsQuery(creditor));
  const waiting = (data?.proposed ?? 0) + (data?.unapplied ?? 0);
  const isChannels = useMatchRoute()({ to: "/channels" }) !== false;
  const { data: mail } = useQuery(inboxCountsQuery(creditor));
  const messages = (mail?.unread ?? 0) + (mail?.unrouted ?? 0);
  return (
    <nav className="places" aria-label="Places">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        Today
      </Link>
      <Link to="/inbox" activeOptions={{ includeSearch: false }}>
        Inbox
        {messages > 0 && (
          <span className="waiting" title={`${plural(messages, "message")} ${messages === 1 ? "waits" : "wait"} for you`}>
            {messages}
          </span>
        )}
      </Link>
      <Link to="/calls">Calls</Link>
      <Link to="/cash">
        Cash
        {waiting > 0 && (
          <span className="waiting" title={`${plural(waiting, "payment")} ${waiting === 1 ? "waits" : "wait"} for you`}>
            {waiting}
          </span>
        )}
      </Link>
      {/* The channels are one of its parts, at an address of their own. */}
      <Link to="/letters" {...(isChannels && { className: "active", "aria-current": "page" })}>
        Letters
      </Link>
      <Link to="/import">Import</Link>
    </nav>
  );
}
