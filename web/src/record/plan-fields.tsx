import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { addAmounts, Money } from "../values/money.tsx";
import { DocumentTicks, type OpenDocument, openOf } from "./document-ticks.tsx";
import type { FieldProblems } from "./field-problems.ts";
import { addMonths, type InstalmentRow, splitMonthly, sumOf } from "./instalments.ts";

export interface PlanValues {
  readonly instalments: readonly InstalmentRow[];
  readonly documents: readonly string[];
  readonly interest: "runs" | "waived";
}

const NO_ROW: InstalmentRow = { day: "", amount: "" };
export const NO_PLAN: PlanValues = { instalments: [NO_ROW, NO_ROW], documents: [], interest: "runs" };
export const PLAN_FIELDS = ["instalments", "documents", "interest"] as const;
const MOST = 120;

interface PlanFields {
  items: readonly OpenDocument[];
  currency: string;
  today: string;
  /** What is open of charges on the documents, beside the documents themselves. */
  charges: readonly { readonly document: string; readonly open: string }[];
  values: PlanValues;
  problems: FieldProblems;
  onChange(values: PlanValues): void;
}

/** The instalments row by row, and a helper that fills them so that they come to the sum exactly. */
export function PlanFields({ items, currency, today, charges, values, problems, onChange }: PlanFields) {
  const { instalments, documents, interest } = values;
  const owed = [...openOf(items, documents), ...charges.filter((each) => documents.length === 0 || documents.includes(each.document)).map(({ open }) => open)];
  const open = addAmounts(owed);
  const change = (rows: readonly InstalmentRow[]) => onChange({ ...values, instalments: rows });
  return (
    <>
      <DocumentTicks
        items={items}
        currency={currency}
        ticked={documents}
        error={problems.at("documents")}
        onTick={(ticked) => onChange({ ...values, documents: ticked })}
      />
      <Split open={open} today={today} onSplit={change} />
      <fieldset className="ticks">
        <legend>Instalments</legend>
        <Rows rows={instalments} currency={currency} onChange={change} />
        {problems.at("instalments") && (
          <p className="error small" role="alert">
            {problems.at("instalments")}
          </p>
        )}
        <Sums rows={instalments} open={open} currency={currency} />
      </fieldset>
      <NativeSelect
        size="xs"
        className="narrow"
        label="Late-payment interest while the plan is kept"
        value={interest}
        error={problems.at("interest")}
        onChange={(event) => onChange({ ...values, interest: event.currentTarget.value as PlanValues["interest"] })}
        data={[
          { value: "runs", label: "runs on" },
          { value: "waived", label: "is waived" },
        ]}
      />
    </>
  );
}

interface Rows {
  rows: readonly InstalmentRow[];
  currency: string;
  onChange(rows: readonly InstalmentRow[]): void;
}

function Rows({ rows, currency, onChange }: Rows) {
  const set = (place: number, row: Partial<InstalmentRow>) => onChange(rows.map((each, at) => (at === place ? { ...each, ...row } : each)));
  const last = rows.at(-1);
  return (
    <>
      <ol className="instalments">
        {rows.map((row, place) => (
          // Rows have no other name than their place.
          <li key={place} className="fields">
            <TextInput
              size="xs"
              type="date"
              required
              aria-label={`Day of instalment ${place + 1}`}
              value={row.day}
              onChange={(event) => set(place, { day: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              required
              inputMode="decimal"
              aria-label={`Amount of instalment ${place + 1} (${currency})`}
              placeholder={currency}
              value={row.amount}
              onChange={(event) => set(place, { amount: event.currentTarget.value })}
            />
            <CloseButton
              size="sm"
              aria-label={`Remove instalment ${place + 1}`}
              disabled={rows.length === 1}
              onClick={() => onChange(rows.filter((_, at) => at !== place))}
            />
          </li>
        ))}
      </ol>
      <Button
        size="compact-xs"
        variant="default"
        disabled={rows.length >= MOST}
        onClick={() => onChange([...rows, { day: last?.day ? addMonths(last.day, 1) : "", amount: last?.amount ?? "" }])}
      >
        One more instalment
      </Button>
    </>
  );
}

function Split({ open, today, onSplit }: { open: string; today: string; onSplit(rows: InstalmentRow[]): void }) {
  const [count, choose] = useState("3");
  const [first, start] = useState(addMonths(today, 1));
  const rows = Number(count) <= MOST ? splitMonthly(open, Number(count), first) : [];
  return (
    <div className="fields split">
      <TextInput size="xs" type="number" min={1} max={MOST} label="Monthly instalments" value={count} onChange={(event) => choose(event.currentTarget.value)} />
      <TextInput size="xs" type="date" label="The first on" value={first} onChange={(event) => start(event.currentTarget.value)} />
      <Button size="xs" variant="default" disabled={rows.length === 0} onClick={() => onSplit(rows)}>
        Split what is open
      </Button>
    </div>
  );
}

function Sums({ rows, open, currency }: { rows: readonly InstalmentRow[]; open: string; currency: string }) {
  const sum = sumOf(rows);
  const left = sum === null ? null : addAmounts([open, `-${sum}`]);
  return (
    <p className="sums" role="status">
      {sum === null || left === null ? (
        <>
          <Money amount={open} currency={currency} strong /> is open there.
        </>
      ) : (
        <>
          The instalments come to <Money amount={sum} currency={currency} strong /> of <Money amount={open} currency={currency} strong />
          {!/[1-9]/.test(left) ? (
            ": exactly what is open."
          ) : left.startsWith("-") ? (
            <>
              : <Money amount={left.slice(1)} currency={currency} strong /> too much.
            </>
          ) : (
            <>
              : <Money amount={left} currency={currency} strong /> is in no instalment.
            </>
          )}
        </>
      )}
    </p>
  );
}
