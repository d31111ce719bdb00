import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Happening } from "../api.ts";
import { callOutcomes, choices, delayReasons } from "../languages/en-process.ts";
import { DISPUTE_FIELDS, DisputeFields, type DisputeValues, NO_DISPUTE } from "./dispute-fields.tsx";
import { disputeOf } from "./dispute-form.tsx";
import type { OpenDocument } from "./document-ticks.tsx";
import { type FieldProblems, fieldProblems } from "./field-problems.ts";
import { FormFrame } from "./form-frame.tsx";
import { NO_PLAN, PLAN_FIELDS, PlanFields, type PlanValues } from "./plan-fields.tsx";
import { planOf } from "./plan-form.tsx";
import { NO_PROMISE, PROMISE_FIELDS, PromiseFields } from "./promise-fields.tsx";

export type SaidCall = Extract<Happening, { kind: "call" }>;
type Outcome = keyof typeof callOutcomes;

/** What the form needs to know of whom was called; the account page and the call sheet both have it. */
export interface Called {
  readonly currency: string;
  readonly today: string;
  readonly phone: string | null;
  readonly person: string | null;
  readonly items: readonly OpenDocument[];
  readonly charges: readonly { readonly document: string; readonly open: string }[];
}

interface CallForm {
  called: Called;
  busy: boolean;
  error: Error | null;
  onSay(said: SaidCall): void;
  onCancel?(): void;
}

/** Outcomes that come without a conversation with the right person: nothing can have been said. */
const UNHEARD: ReadonlySet<Outcome> = new Set(["no_answer", "busy", "voicemail", "wrong_number"]);

/** How a call went, and with it what came out of it: recorded together. */
export function CallForm({ called, busy, error, onSay, onCancel }: CallForm) {
  const [outcome, choose] = useState<Outcome | "">("");
  const [words, write] = useState({ person: called.person ?? "", number: called.phone ?? "", detail: "", agreed: "", nextOn: "" });
  const [delayReason, delay] = useState<keyof typeof delayReasons | "">("");
  const [isInbound, turn] = useState(false);
  const [promise, promised] = useState(NO_PROMISE);
  const [plan, planned] = useState<PlanValues>(NO_PLAN);
  const [dispute, disputed] = useState<DisputeValues>(NO_DISPUTE);
  const own = outcome === "rpc_promise" ? PROMISE_FIELDS : outcome === "rpc_plan" ? PLAN_FIELDS : outcome === "rpc_dispute" ? DISPUTE_FIELDS : [];
  const problems = fieldProblems(error, ["outcome", "person", "number", "detail", "agreed", "nextOn", "delayReason", ...own]);
  const heard = outcome !== "" && !UNHEARD.has(outcome);
  const shared = { items: called.items, currency: called.currency, problems };
  const said = (): SaidCall => ({
    kind: "call",
    outcome: outcome as Outcome,
    direction: isInbound ? "inbound" : "outbound",
    person: heard ? words.person.trim() || null : null,
    number: words.number.trim() || null,
    detail: words.detail,
    agreed: heard ? words.agreed : "",
    nextOn: words.nextOn || null,
    delayReason: (heard && delayReason) || null,
    promise: outcome === "rpc_promise" ? { ...promise, documents: [...promise.documents] } : null,
    plan: outcome === "rpc_plan" ? planOf(plan) : null,
    dispute: outcome === "rpc_dispute" ? disputeOf(dispute) : null,
  });
  const text = textFields(words, (name, value) => write({ ...words, [name]: value }), problems);
  return (
    <FormFrame label="Call" submit="Record the call" busy={busy} problem={problems.rest} onSubmit={() => onSay(said())} {...(onCancel && { onCancel })}>
      <div className="fields">
        <NativeSelect
          size="xs"
          required
          label="How it went"
          value={outcome}
          error={problems.at("outcome")}
          onChange={(event) => choose(event.currentTarget.value as Outcome | "")}
          data={[{ value: "", label: "Choose…" }, ...choices(callOutcomes)]}
        />
        {text("number", "Number", 200)}
        <Checkbox className="beside-field" size="xs" label="The debtor called us" checked={isInbound} onChange={(event) => turn(event.currentTarget.checked)} />
      </div>
      {outcome === "rpc_promise" && <PromiseFields {...shared} values={promise} onChange={promised} />}
      {outcome === "rpc_plan" && <PlanFields {...shared} charges={called.charges} today={called.today} values={plan} onChange={planned} />}
      {outcome === "rpc_dispute" && <DisputeFields {...shared} values={dispute} onChange={disputed} />}
      {heard && (
        <div className="fields">
          {text("person", "Who was reached", 200)}
          <NativeSelect
            size="xs"
            label="Why it is late"
            value={delayReason}
            error={problems.at("delayReason")}
            onChange={(event) => delay(event.currentTarget.value as keyof typeof delayReasons | "")}
            data={[{ value: "", label: "Not said" }, ...choices(delayReasons)]}
          />
          {text("agreed", "What else was agreed", 2_000)}
        </div>
      )}
      <div className="fields">
        {text("detail", "Note", 2_000)}
        {text("nextOn", "Next call on", 0)}
      </div>
    </FormFrame>
  );
}

function textFields<T extends Record<string, string>>(values: T, write: (name: keyof T & string, value: string) => void, problems: FieldProblems) {
  return (name: keyof T & string, label: string, most: number) => (
    <TextInput
      size="xs"
      label={label}
      value={values[name]}
      error={problems.at(name)}
      {...(most > 0 ? { maxLength: most } : { type: "date" })}
      onChange={(event) => write(name, event.currentTarget.value)}
    />
  );
}
