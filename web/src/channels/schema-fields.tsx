import { Checkbox, NativeSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Field, SchemaField } from "./schema-field.tsx";
import { fieldsOf, formsOf, isSet, kindOf, type Schema, titleOf, type Values, withField } from "./schema.ts";

interface Fields {
  schema: Schema;
  values: Values;
  /** What is wrong, by the path of a field; `path` is that of this group, with a dot at its end. */
  problems: ReadonlyMap<string, string>;
  path?: string;
  onChange(values: Values): void;
}

/** The fields of a group, drawn from its schema; where it may have several forms, the choice among them first. */
export function SchemaFields({ schema, values, problems, path = "", onChange }: Fields) {
  const forms = formsOf(schema);
  const chosen = forms ? (forms.forms.find(({ value }) => value === values[forms.field]) ?? forms.forms[0]!) : null;
  const required = new Set((chosen?.schema ?? schema).required);
  const drawn = fieldsOf(schema, values);
  const isWrong = (name: string) => [...problems.keys()].some((at) => at === path + name || at.startsWith(`${path}${name}.`));
  const draw = ([name, field]: (typeof drawn)[number]) => (
    <AnyField
      key={`${chosen?.value ?? ""} ${name}`}
      name={name}
      path={path + name}
      schema={field}
      isRequired={required.has(name)}
      value={values[name]}
      problems={problems}
      onChange={(value) => onChange(withField(forms && chosen ? { ...values, [forms.field]: chosen.value } : values, name, value))}
    />
  );
  const rare = drawn.filter(([, field]) => field.rare);
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
      {drawn.filter(([, field]) => !field.rare).map(draw)}
      {rare.length > 0 && (
        <More count={rare.filter(([name, field]) => isSet(field, values[name])).length} isWrong={rare.some(([name]) => isWrong(name))}>
          {rare.map(draw)}
        </More>
      )}
    </div>
  );
}

/** What is seldom needed. It opens by itself where something in it is wrong. */
function More({ count, isWrong, children }: { count: number; isWrong: boolean; children: ReactNode }) {
  const [wanted, want] = useState(false);
  const isOpen = wanted || isWrong;
  return (
    <>
      <button type="button" className="text-button schema-more" aria-expanded={isOpen} onClick={() => want(!isOpen)}>
        {isOpen ? "Less" : count > 0 ? `More (${count} set)` : "More"}
      </button>
      {isOpen && children}
    </>
  );
}

interface AnyFieldOf extends Omit<Field, "problem"> {
  path: string;
  problems: ReadonlyMap<string, string>;
}

function AnyField({ path, problems, ...field }: AnyFieldOf) {
  const kind = kindOf(field.schema);
  const problem = problems.get(path);
  return kind === "group" || kind === "forms" ? (
    <Group {...field} problem={problem} path={path} problems={problems} />
  ) : (
    <SchemaField {...field} problem={problem} />
  );
}

/** A group that may be absent as a whole is opened by a tick. */
function Group({ name, schema, isRequired, value, problem, path, problems, onChange }: Field & { path: string; problems: ReadonlyMap<string, string> }) {
  const isOpen = isRequired || value !== undefined;
  const title = titleOf(name, schema);
  const tick = (
    <Checkbox
      size="xs"
      label={title}
      description={isOpen ? undefined : schema.description}
      checked={isOpen}
      error={isOpen ? undefined : problem}
      onChange={(event) => onChange(event.currentTarget.checked ? {} : undefined)}
    />
  );
  if (!isOpen) return <div className="schema-row">{tick}</div>;
  return (
    <fieldset className="schema-group">
      <legend>{isRequired ? title : tick}</legend>
      {schema.description && <p className="muted small">{schema.description}</p>}
      {problem && <p className="error">{problem}</p>}
      <SchemaFields schema={schema} values={(value ?? {}) as Values} problems={problems} path={`${path}.`} onChange={onChange} />
    </fieldset>
  );
}
