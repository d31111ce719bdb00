import { Checkbox, NativeSelect } from "@mantine/core";
import { type Field, SchemaField } from "./schema-field.tsx";
import { fieldsOf, formsOf, kindOf, type Schema, titleOf, type Values, withField } from "./schema.ts";

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
        <AnyField
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

function AnyField(field: Field) {
  const kind = kindOf(field.schema);
  return kind === "group" || kind === "forms" ? <Group {...field} /> : <SchemaField {...field} />;
}

/** A group that may be absent as a whole is opened by a tick. */
function Group({ name, schema, isRequired, value, onChange }: Field) {
  const isOpen = isRequired || value !== undefined;
  const title = titleOf(name, schema);
  return (
    <fieldset className="schema-group">
      {isRequired ? (
        <legend>{title}</legend>
      ) : (
        <legend>
          <Checkbox size="xs" label={title} checked={isOpen} onChange={(event) => onChange(event.currentTarget.checked ? {} : undefined)} />
        </legend>
      )}
      {schema.description && <p className="muted small">{schema.description}</p>}
      {isOpen && <SchemaFields schema={schema} values={(value ?? {}) as Values} onChange={onChange} />}
    </fieldset>
  );
}
