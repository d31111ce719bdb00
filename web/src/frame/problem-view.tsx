import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProblemError } from "../api.ts";

/** What went wrong, in the server's words, and a way to try again. */
export function ProblemView({ error }: { error: Error }) {
  const queries = useQueryClient();
  // The frame says once, for the whole page, that the server does not answer.
  if (isUnreachable(error)) return null;
  return (
    <div className="page">
      <Empty title="That did not work">
        {error.message}{" "}
        <button type="button" className="text-button" onClick={() => queries.resetQueries()}>
          Try again
        </button>
      </Empty>
    </div>
  );
}

/** An address that somebody mistyped or kept too long is no failure. */
export function AccountProblem({ id, error }: { id: string; error: Error }) {
  const unknown = error instanceof ProblemError && ["account-unknown", "invalid-request"].includes(error.code);
  if (!unknown) return <ProblemView error={error} />;
  return (
    <div className="page">
      <Empty title={`There is no account ${id}.`}>
        <Link to="/">Back to today</Link>
      </Empty>
    </div>
  );
}

export function ActionProblem({ error }: { error: Error | null }) {
  return error && !isUnreachable(error) ? (
    <p className="error" role="alert">
      {error.message}
    </p>
  ) : null;
}

function isUnreachable(error: Error): boolean {
  return error instanceof ProblemError && error.status === 0;
}

export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}

export function NotFound() {
  return (
    <div className="page">
      <Empty title="There is no such page">
        <Link to="/">Back to today</Link>
      </Empty>
    </div>
  );
}
