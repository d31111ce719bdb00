import { NativeSelect } from "@mantine/core";
import { SchemaField } from "./schema-field.tsx";
import { fieldsOf, formsOf, type Schema, titleOf, type Values, withField } from "./schema.ts";

interface Fields {
  schema: Schema;
  values: Values;
  onChange(values: Values): void;
}

/** The fields of a group, drawn from its schema; where it may have several forms, the choice among them first. */
export function SchemaFields({ schema, values, onChange }: Fields) {
  const forms = formsOf(schema);
  const chosen = forms ? (forms.forms.find(({ value }) => value === values[forms.field]) ?? forms.forms[0]!) : null;
  const required = new Set((chosen?.schema ?? schema).required);
  return (
    <div className="schema-fields">
      {forms && chosen && (
        <NativeSelect
          size="xs"
          label={titleOf(forms.field, {})}
          data={forms.forms.map(({ value, schema: form }) => ({ value, label: form.title ?? value }))}
          value={chosen.value}
          onChange={({ currentTarget }) => onChange({ [forms.field]: currentTarget.value })}
        />
      )}
      {fieldsOf(schema, values).map(([name, field]) => (
        <SchemaField
          key={`${chosen?.value ?? ""} ${name}`}
          name={name}
          schema={field}
          isRequired={required.has(name)}
          value={values[name]}
          onChange={(value) => onChange(withField(forms && chosen ? { ...values, [forms.field]: chosen.value } : values, name, value))}
        />
      ))}
    </div>
  );
}
