import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { isReachable, onReachChange } from "../api.ts";

/** Said once for the whole page, however many requests went unanswered; gone by itself when the server is back. */
export function Unreachable() {
  const reachable = useSyncExternalStore(onReachChange, isReachable);
  const queries = useQueryClient();
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => void queries.refetchQueries({ queryKey: ["session"] }), 3_000);
    return () => {
      clearInterval(timer);
      void queries.invalidateQueries();
    };
  }, [reachable, queries]);
  if (reachable) return null;
  return (
    <p className="unreachable" role="alert">
      Firmly does not answer. Is it still running? Start it again with <code>npm start</code>; nothing is lost. This page goes on by itself.
    </p>
  );
}
