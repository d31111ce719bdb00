import { TextInput } from "@mantine/core";
import { addAmounts, groupDigits } from "../values/money.tsx";
import { DocumentTicks, type OpenDocument, openOf } from "./document-ticks.tsx";
import type { FieldProblems } from "./field-problems.ts";

export interface PromiseValues {
  readonly amount: string;
  readonly day: string;
  readonly documents: readonly string[];
}

export const NO_PROMISE: PromiseValues = { amount: "", day: "", documents: [] };
export const PROMISE_FIELDS = ["amount", "day", "documents"] as const;

interface PromiseFields {
  items: readonly OpenDocument[];
  currency: string;
  values: PromiseValues;
  problems: FieldProblems;
  onChange(values: PromiseValues): void;
}

/** How much, by when, for what. */
export function PromiseFields({ items, currency, values, problems, onChange }: PromiseFields) {
  const open = addAmounts(openOf(items, values.documents));
  return (
    <>
      <div className="fields">
        <TextInput
          size="xs"
          required
          label={`Amount (${currency})`}
          inputMode="decimal"
          value={values.amount}
          error={problems.at("amount")}
          onChange={(event) => onChange({ ...values, amount: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          required
          type="date"
          label="To be paid by"
          value={values.day}
          error={problems.at("day")}
          onChange={(event) => onChange({ ...values, day: event.currentTarget.value })}
        />
        {items.length > 0 && (
          <button type="button" className="text-button beside-field" onClick={() => onChange({ ...values, amount: open })}>
            {values.documents.length > 0 ? "All of what is ticked" : "All that is open"}: {currency} {groupDigits(open)}
          </button>
        )}
      </div>
      <DocumentTicks
        items={items}
        currency={currency}
        ticked={values.documents}
        error={problems.at("documents")}
        onTick={(documents) => onChange({ ...values, documents })}
      />
    </>
  );
}
