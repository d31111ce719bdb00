import { NativeSelect, TextInput } from "@mantine/core";
import type { DisputeReason } from "../../../src/core/process/dispute-reason.ts";
import { disputeReasons } from "../languages/en.ts";
import { choices } from "../languages/en-process.ts";
import { groupDigits } from "../values/money.tsx";
import type { OpenDocument } from "./document-ticks.tsx";
import type { FieldProblems } from "./field-problems.ts";

export interface DisputeValues {
  readonly document: string;
  /** Empty: the whole. */
  readonly amount: string;
  readonly isPart: boolean;
  readonly reason: DisputeReason | "";
}

export const NO_DISPUTE: DisputeValues = { document: "", amount: "", isPart: false, reason: "" };
export const DISPUTE_FIELDS = ["document", "amount", "reason"] as const;

interface DisputeFields {
  items: readonly OpenDocument[];
  currency: string;
  values: DisputeValues;
  problems: FieldProblems;
  onChange(values: DisputeValues): void;
}

/** Which document, how much of it, and why. */
export function DisputeFields({ items, currency, values, problems, onChange }: DisputeFields) {
  const documents = [...new Set(items.map(({ document }) => document))];
  const openOfIt = (document: string) => items.filter((each) => each.document === document).map(({ open }) => `${currency} ${groupDigits(open)}`);
  return (
    <div className="fields">
      <NativeSelect
        size="xs"
        required
        label="Document"
        value={values.document}
        error={problems.at("document")}
        onChange={(event) => onChange({ ...values, document: event.currentTarget.value })}
        data={[{ value: "", label: "Choose…" }, ...documents.map((value) => ({ value, label: `${value} · ${openOfIt(value).join(" + ")}` }))]}
      />
      <NativeSelect
        size="xs"
        required
        label="Why"
        value={values.reason}
        error={problems.at("reason")}
        onChange={(event) => onChange({ ...values, reason: event.currentTarget.value as DisputeReason | "" })}
        data={[{ value: "", label: "Choose…" }, ...choices(disputeReasons)]}
      />
      <NativeSelect
        size="xs"
        label="How much of it"
        value={values.isPart ? "part" : "whole"}
        onChange={(event) => onChange({ ...values, isPart: event.currentTarget.value === "part" })}
        data={[
          { value: "whole", label: "the whole" },
          { value: "part", label: "a part" },
        ]}
      />
      {values.isPart && (
        <TextInput
          size="xs"
          required
          label={`Disputed amount (${currency})`}
          inputMode="decimal"
          value={values.amount}
          error={problems.at("amount")}
          onChange={(event) => onChange({ ...values, amount: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
