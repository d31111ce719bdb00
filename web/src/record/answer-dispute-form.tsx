import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";

type Outcome = "justified" | "unjustified";

/** How a dispute ended: a credit memo is expected, or the amount is asked for again with a new day. */
export function AnswerDisputeForm({ account, document, busy, error, onSay, onCancel }: RecordForm<Happening> & { account: Account; document: string }) {
  const open = account.disputes.filter(({ state }) => state === "open").map((dispute) => dispute.document);
  const [named, name] = useState(document || open[0] || "");
  const [outcome, choose] = useState<Outcome>("unjustified");
  const [payBy, by] = useState("");
  const [detail, write] = useState("");
  const problems = fieldProblems(error, ["document", "outcome", "payBy", "detail"]);
  return (
    <FormFrame
      label="Answer a dispute"
      submit="Record the answer"
      busy={busy}
      problem={problems.rest}
      onCancel={onCancel}
      onSubmit={() => onSay({ kind: "dispute-resolved", document: named, outcome, payBy: outcome === "unjustified" ? payBy || null : null, detail })}
    >
      <div className="fields">
        <NativeSelect
          size="xs"
          label="Document"
          value={named}
          error={problems.at("document")}
          onChange={(event) => name(event.currentTarget.value)}
          data={open}
        />
        <NativeSelect
          size="xs"
          label="The debtor"
          value={outcome}
          error={problems.at("outcome")}
          onChange={(event) => choose(event.currentTarget.value as Outcome)}
          data={[
            { value: "unjustified", label: "is not right: the amount is to be paid" },
            { value: "justified", label: "is right: a credit memo follows" },
          ]}
        />
        {outcome === "unjustified" && (
          <TextInput
            size="xs"
            type="date"
            label="New pay-by day"
            description="Left empty: as the procedure says."
            value={payBy}
            error={problems.at("payBy")}
            onChange={(event) => by(event.currentTarget.value)}
          />
        )}
      </div>
      <div className="fields">
        <TextInput size="xs" label="What was found" value={detail} maxLength={2_000} onChange={(event) => write(event.currentTarget.value)} />
      </div>
    </FormFrame>
  );
}
