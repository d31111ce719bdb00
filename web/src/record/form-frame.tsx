import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { ActionProblem } from "../frame/problem-view.tsx";

interface FormFrame {
  label: string;
  submit: string;
  busy: boolean;
  /** What the server said that belongs to no field. */
  problem: Error | null;
  children: ReactNode;
  onSubmit(): void;
  onCancel?(): void;
}

/** A form on the page: where it opens, the keyboard stands in its first field. */
export function FormFrame({ label, submit, busy, problem, children, onSubmit, onCancel }: FormFrame) {
  const form = useRef<HTMLFormElement>(null);
  const opens = onCancel !== undefined;
  useEffect(() => {
    if (!opens) return;
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector<HTMLElement>("input:not([type=checkbox]), select, textarea, button")?.focus({ preventScroll: true });
  }, [opens]);
  return (
    <form
      ref={form}
      className="record-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <ActionProblem error={problem} />
      <div className="actions end">
        {onCancel && (
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button size="xs" type="submit" loading={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** What every form on the account page is given. */
export interface RecordForm<Said> {
  busy: boolean;
  error: Error | null;
  onSay(said: Said): void;
  onCancel(): void;
}
