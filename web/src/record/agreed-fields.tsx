import { NativeSelect, TextInput } from "@mantine/core";
import { choices, ways } from "../languages/en-process.ts";

export interface AgreedValues {
  readonly contact: string;
  readonly channel: keyof typeof ways | "";
}

export const NOBODY: AgreedValues = { contact: "", channel: "" };

/** With whom, and how, something was agreed. */
export function AgreedFields({ values, onChange }: { values: AgreedValues; onChange(values: AgreedValues): void }) {
  return (
    <div className="fields">
      <TextInput
        size="xs"
        label="Who said so"
        value={values.contact}
        maxLength={200}
        onChange={(event) => onChange({ ...values, contact: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="How"
        value={values.channel}
        description={values.channel === "phone" ? "It is confirmed in writing at once." : undefined}
        onChange={(event) => onChange({ ...values, channel: event.currentTarget.value as AgreedValues["channel"] })}
        data={[{ value: "", label: "Not said" }, ...choices(ways)]}
      />
    </div>
  );
}

/** As the server takes it: what nobody said is left out. */
export function agreedOf({ contact, channel }: AgreedValues): { contact: string | null; channel: keyof typeof ways | null } {
  return { contact: contact.trim() || null, channel: channel || null };
}
