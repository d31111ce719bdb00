import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { AgreedFields, type AgreedValues, agreedOf, NOBODY } from "./agreed-fields.tsx";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";
import { NO_PROMISE, PROMISE_FIELDS, PromiseFields, type PromiseValues } from "./promise-fields.tsx";

interface PromiseForm extends RecordForm<Happening> {
  account: Account;
  /** What is known already. */
  known?: PromiseValues;
  knownBy?: AgreedValues;
}

export function PromiseForm({ account, known = NO_PROMISE, knownBy = NOBODY, busy, error, onSay, onCancel }: PromiseForm) {
  const [promise, change] = useState(known);
  const [agreed, agree] = useState(knownBy);
  const problems = fieldProblems(error, PROMISE_FIELDS);
  return (
    <FormFrame
      label="Promise to pay"
      submit="Record the promise"
      busy={busy}
      problem={problems.rest}
      onCancel={onCancel}
      onSubmit={() => onSay({ kind: "promise", amount: promise.amount, day: promise.day, documents: [...promise.documents], ...agreedOf(agreed) })}
    >
      <PromiseFields items={account.items} currency={account.account.currency} values={promise} problems={problems} onChange={change} />
      <AgreedFields values={agreed} onChange={agree} />
    </FormFrame>
  );
}
