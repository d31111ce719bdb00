import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { AgreedFields, agreedOf, NOBODY } from "./agreed-fields.tsx";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";
import { NO_PLAN, PLAN_FIELDS, PlanFields, type PlanValues } from "./plan-fields.tsx";

export function PlanForm({ account, busy, error, onSay, onCancel }: RecordForm<Happening> & { account: Account }) {
  const [plan, change] = useState<PlanValues>(NO_PLAN);
  const [agreed, agree] = useState(NOBODY);
  const problems = fieldProblems(error, PLAN_FIELDS);
  return (
    <FormFrame
      label="Payment plan"
      submit="Record the plan"
      busy={busy}
      problem={problems.rest}
      onCancel={onCancel}
      onSubmit={() => onSay({ kind: "plan", ...planOf(plan), ...agreedOf(agreed) })}
    >
      <PlanFields
        items={account.items}
        charges={account.charges}
        currency={account.account.currency}
        today={account.asOf}
        values={plan}
        problems={problems}
        onChange={change}
      />
      <AgreedFields values={agreed} onChange={agree} />
    </FormFrame>
  );
}

/** As the server takes it. */
export function planOf({ instalments, documents, interest }: PlanValues) {
  return { instalments: instalments.map((row) => ({ ...row })), documents: [...documents], interest };
}
