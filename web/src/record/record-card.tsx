import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Account, Happening } from "../api.ts";
import { AnswerDisputeForm } from "./answer-dispute-form.tsx";
import { CallForm } from "./call-form.tsx";
import { DisputeForm } from "./dispute-form.tsx";
import { HoldForm } from "./hold-form.tsx";
import { PlanForm } from "./plan-form.tsx";
import { PromiseForm } from "./promise-form.tsx";
import { RecordedNote } from "./recorded-note.tsx";
import { useRecord } from "./use-record.ts";
import { NoteForm, ReplyForm, StopForm } from "./words-form.tsx";

/** The form that stands open on the page. */
export type OpenForm = { readonly form: keyof typeof FORMS } | { readonly form: "answer-dispute"; readonly document: string };

const FORMS = { promise: "Promise", plan: "Plan", dispute: "Dispute", call: "Call", reply: "Reply", hold: "Hold", note: "Note", stop: "Stop contact" } as const;

interface RecordCard {
  account: Account;
  open: OpenForm | null;
  onOpen(form: OpenForm | null): void;
}

/** What the debtor says is recorded here, on the page. */
export function RecordCard({ account, open, onOpen }: RecordCard) {
  const record = useRecord(account.account.id);
  const isStopped = contactStopped(account);
  const choose = (form: OpenForm | null) => {
    record.reset();
    onOpen(form);
  };
  return (
    <section className="card record" aria-labelledby="record-title">
      <div className="card-head">
        <h2 id="record-title">Record what the debtor says</h2>
        <Link to="/accounts/$account/call" params={{ account: account.account.id }}>
          Call sheet
        </Link>
      </div>
      <div className="record-kinds" role="group" aria-label="What to record">
        {(Object.keys(FORMS) as (keyof typeof FORMS)[]).map((form) => (
          <Button
            key={form}
            size="compact-sm"
            variant={open?.form === form ? "light" : "default"}
            aria-pressed={open?.form === form}
            onClick={() => choose(open?.form === form ? null : { form })}
          >
            {form === "stop" && isStopped ? "Allow contact" : FORMS[form]}
          </Button>
        ))}
      </div>
      {record.data && !open && <RecordedNote account={account} recorded={record.data} />}
      {open && (
        <OpenedForm
          key={open.form}
          account={account}
          open={open}
          isStopped={isStopped}
          busy={record.isPending}
          error={record.error}
          onSay={(said) => record.mutate(said, { onSuccess: () => onOpen(null) })}
          onCancel={() => choose(null)}
        />
      )}
    </section>
  );
}

interface OpenedForm {
  account: Account;
  open: OpenForm;
  isStopped: boolean;
  busy: boolean;
  error: Error | null;
  onSay(said: Happening): void;
  onCancel(): void;
}

function OpenedForm({ open, isStopped, ...rest }: OpenedForm) {
  switch (open.form) {
    case "promise":
      return <PromiseForm {...rest} />;
    case "plan":
      return <PlanForm {...rest} />;
    case "dispute":
      return <DisputeForm {...rest} />;
    case "answer-dispute":
      return <AnswerDisputeForm {...rest} document={open.document} />;
    case "call":
      return <CallForm {...rest} called={calledOf(rest.account)} />;
    case "reply":
      return <ReplyForm {...rest} />;
    case "hold":
      return <HoldForm {...rest} />;
    case "note":
      return <NoteForm {...rest} />;
    case "stop":
      return <StopForm {...rest} isStopped={isStopped} />;
  }
}

function calledOf({ account, asOf, debtor, items, charges }: Account) {
  return { currency: account.currency, today: asOf, phone: debtor.phone, person: debtor.contactName, items, charges };
}

/** Whether the last word of the debtor about contact was to have none. */
function contactStopped({ timeline }: Account): boolean {
  return timeline.findLast(({ kind }) => kind === "stop-contact" || kind === "contact-allowed")?.kind === "stop-contact";
}
