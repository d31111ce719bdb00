import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { DisputeReason } from "../../../src/core/process/dispute-reason.ts";
import type { Account, Happening } from "../api.ts";
import { AgreedFields, type AgreedValues, agreedOf, NOBODY } from "./agreed-fields.tsx";
import { DISPUTE_FIELDS, DisputeFields, type DisputeValues, NO_DISPUTE } from "./dispute-fields.tsx";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";

const NO_WORDS = { owner: "", answerBy: "", evidence: "", detail: "" };

interface DisputeForm extends RecordForm<Happening> {
  account: Account;
  /** What is known already. */
  known?: DisputeValues;
  detail?: string;
  knownBy?: AgreedValues;
}

export function DisputeForm({ account, known = NO_DISPUTE, detail = "", knownBy = NOBODY, busy, error, onSay, onCancel }: DisputeForm) {
  const [dispute, change] = useState<DisputeValues>(known);
  const [words, write] = useState({ ...NO_WORDS, detail });
  const [agreed, agree] = useState(knownBy);
  const problems = fieldProblems(error, [...DISPUTE_FIELDS, "owner", "answerBy", "evidence", "detail"]);
  const text = (name: keyof typeof NO_WORDS, label: string, most: number) => (
    <TextInput
      size="xs"
      label={label}
      value={words[name]}
      maxLength={most}
      error={problems.at(name)}
      onChange={(event) => write({ ...words, [name]: event.currentTarget.value })}
    />
  );
  return (
    <FormFrame
      label="Dispute"
      submit="Record the dispute"
      busy={busy}
      problem={problems.rest}
      onCancel={onCancel}
      onSubmit={() =>
        onSay({
          kind: "dispute",
          ...disputeOf(dispute),
          owner: words.owner.trim() || null,
          answerBy: words.answerBy || null,
          evidence: words.evidence,
          detail: words.detail,
          ...agreedOf(agreed),
        })
      }
    >
      <DisputeFields items={account.items} currency={account.account.currency} values={dispute} problems={problems} onChange={change} />
      <div className="fields">{text("detail", "What the debtor says", 2_000)}</div>
      <div className="fields">
        {text("owner", "Who answers it", 200)}
        <TextInput
          size="xs"
          type="date"
          label="To be answered by"
          description="Left empty: as the procedure says."
          value={words.answerBy}
          error={problems.at("answerBy")}
          onChange={(event) => write({ ...words, answerBy: event.currentTarget.value })}
        />
        {text("evidence", "Evidence", 2_000)}
      </div>
      <AgreedFields values={agreed} onChange={agree} />
    </FormFrame>
  );
}

/** As the server takes it; a reason that nobody chose is refused there. */
export function disputeOf({ document, reason, isPart, amount }: DisputeValues) {
  return { document, reason: reason as DisputeReason, amount: isPart ? amount : null };
}
