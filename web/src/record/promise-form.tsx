import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { AgreedFields, agreedOf, NOBODY } from "./agreed-fields.tsx";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";
import { NO_PROMISE, PROMISE_FIELDS, PromiseFields } from "./promise-fields.tsx";

export function PromiseForm({ account, busy, error, onSay, onCancel }: RecordForm<Happening> & { account: Account }) {
  const [promise, change] = useState(NO_PROMISE);
  const [agreed, agree] = useState(NOBODY);
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
