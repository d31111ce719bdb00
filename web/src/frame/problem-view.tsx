import { Alert, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** What went wrong, in the server's words, and a way to try again. */
export function ProblemView({ error }: { error: Error }) {
  const queries = useQueryClient();
  return (
    <div className="page">
      <Alert color="red" variant="light" title="That did not work" role="alert">
        <p>{error.message}</p>
        <Button size="xs" variant="default" mt="xs" onClick={() => queries.resetQueries()}>
          Try again
        </Button>
      </Alert>
    </div>
  );
}

export function ActionProblem({ error }: { error: Error | null }) {
  return error ? (
    <p className="error" role="alert">
      {error.message}
    </p>
  ) : null;
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
