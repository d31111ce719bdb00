import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCreditor } from "../frame/creditor.ts";
import { useCalls } from "./use-calls.ts";

/** From one call of the worklist to the next, also by the arrow keys where no field is in use. */
export function SheetSteps({ account }: { account: string }) {
  const { calls } = useCalls(useCreditor());
  const navigate = useNavigate();
  const ids = calls?.calls.map((call) => call.account.id) ?? [];
  const place = ids.indexOf(account);
  const before = place > 0 ? ids[place - 1] : undefined;
  // Whoever was just called is in the list no more: it goes on with its first.
  const next = place < 0 ? ids[0] : ids[place + 1];
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea, button, [role=dialog]");
      if (isTyping || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const to = event.key === "ArrowLeft" ? before : event.key === "ArrowRight" ? next : undefined;
      if (to) void navigate({ to: "/accounts/$account/call", params: { account: to } });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [before, next, navigate]);
  return (
    <nav className="sheet-steps no-print" aria-label="Worklist">
      {before && (
        <Link to="/accounts/$account/call" params={{ account: before }} title="The call before: ←">
          ← Before
        </Link>
      )}
      <Link to="/calls">{place >= 0 ? `${place + 1} of ${calls?.due}` : "Worklist"}</Link>
      {next && (
        <Link to="/accounts/$account/call" params={{ account: next }} title="The next call: →">
          Next →
        </Link>
      )}
    </nav>
  );
}
