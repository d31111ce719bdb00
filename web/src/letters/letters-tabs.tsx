import { Link } from "@tanstack/react-router";

/** What can be set about letters: what they say, how they look, how they leave. */
export function LettersTabs({ current }: { current: "words" | "letterhead" | "channels" }) {
  const mark = (part: typeof current) => (part === current ? ("page" as const) : undefined);
  return (
    <nav className="pane-tabs is-wide" aria-label="Parts of a letter">
      {/* Not exact, the router would call this part current on the other's address too. */}
      <Link to="/letters" search={{}} activeOptions={{ exact: true }} aria-current={mark("words")}>
        Words
      </Link>
      <Link to="/letters" search={{ part: "letterhead" }} aria-current={mark("letterhead")}>
        Letterhead
      </Link>
      <Link to="/channels" aria-current={mark("channels")}>
        Channels
      </Link>
    </nav>
  );
}
