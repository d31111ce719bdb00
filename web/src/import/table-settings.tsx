import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SaidMapping } from "./use-import.ts";

const ORDERS = [
  { value: "", label: "Found out from the file" },
  { value: "dmy", label: "Day, month, year" },
  { value: "mdy", label: "Month, day, year" },
  { value: "ymd", label: "Year, month, day" },
];
const DECIMALS = [
  { value: "", label: "Found out from the file" },
  { value: ",", label: "Comma (1.234,50)" },
  { value: ".", label: "Point (1,234.50)" },
];
const MODES = [
  { value: "movements", label: "Documents and payments" },
  { value: "snapshot", label: "All that is open today" },
];

interface SettingsProps {
  /** How the table is read now, with what was found out. */
  found: SaidMapping;
  /** What a person has said. */
  mapping: SaidMapping;
  isBusy: boolean;
  onMapping(mapping: SaidMapping): void;
}

/** What holds for the whole table: what the list is, and what its columns do not say. */
export function TableSettings({ found, mapping, isBusy, onMapping }: SettingsProps) {
  const said = (name: string) => (typeof found[name] === "string" ? found[name] : "");
  const constants = (mapping["constants"] ?? {}) as Record<string, string>;
  const [currency, write] = useState(constants["currency"] ?? "");
  const [terms, limit] = useState(constants["termsDays"] ?? "");
  const set = (name: string, value: string) => onMapping(without({ ...mapping, [name]: value }, name, value));
  const constant = (name: string, value: string) => {
    if (value !== (constants[name] ?? "")) onMapping({ ...mapping, constants: without({ ...constants, [name]: value }, name, value) });
  };
  return (
    <div className="table-settings">
      <Choice label="The list shows" value={said("mode") || "movements"} data={MODES} disabled={isBusy} onChoose={(value) => set("mode", value)} />
      <Choice label="Dates" value={said("dateOrder")} data={ORDERS} disabled={isBusy} onChoose={(value) => set("dateOrder", value)} />
      <Choice label="Amounts" value={said("decimal")} data={DECIMALS} disabled={isBusy} onChoose={(value) => set("decimal", value)} />
      <TextInput
        size="xs"
        label="Currency, if no column has it"
        placeholder="EUR"
        maxLength={3}
        value={currency}
        onChange={(event) => write(event.currentTarget.value.toUpperCase())}
        onBlur={() => constant("currency", currency)}
      />
      <TextInput
        size="xs"
        label="Days to pay, if no due date"
        placeholder="30"
        maxLength={3}
        inputMode="numeric"
        value={terms}
        onChange={(event) => limit(event.currentTarget.value.replace(/\D/g, ""))}
        onBlur={() => constant("termsDays", terms)}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  disabled: boolean;
  onChoose(value: string): void;
}

function Choice({ label, value, data, disabled, onChoose }: ChoiceProps) {
  return <NativeSelect size="xs" label={label} value={value} data={data} disabled={disabled} onChange={(event) => onChoose(event.currentTarget.value)} />;
}

/** What is not said is left out. */
function without<T extends Record<string, unknown>>(said: T, name: string, value: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).filter(([key]) => key !== name || value !== ""));
}
