import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { kindOf, pairsText, readPairs, type Schema, titleOf, type Values } from "./schema.ts";

export interface Field {
  name: string;
  schema: Schema;
  isRequired: boolean;
  value: unknown;
  /** What the server found wrong with it. */
  problem?: string | undefined;
  onChange(value: unknown): void;
}

/** One field of a form that is no group, as its schema says that it is. */
export function SchemaField(field: Field) {
  const { name, schema, isRequired, value, problem, onChange } = field;
  const kind = kindOf(schema);
  if (kind === "pairs") return <Pairs {...field} />;
  const label = titleOf(name, schema);
  const common = { size: "xs", label, description: schema.description, required: isRequired, error: problem } as const;
  if (kind === "flag")
    return (
      <Checkbox
        className="schema-row"
        size="xs"
        label={label}
        description={schema.description}
        error={problem}
        checked={(value ?? schema.default) === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (kind === "choice") {
    const usual = schema.default ?? schema.usual;
    const unset = isRequired || usual !== undefined ? [] : [{ value: "", label: schema.unset ?? "The usual" }];
    const data = [...unset, ...schema.enum!.map((each) => ({ value: each, label: schema.words?.[each] ?? each }))];
    const chosen = typeof value === "string" ? value : String(usual ?? "");
    return <NativeSelect {...common} data={data} value={chosen} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (kind === "number") {
    const { minimum, maximum } = schema;
    const usual = schema.default === undefined ? undefined : String(schema.default);
    const count = ({ currentTarget: { valueAsNumber } }: { currentTarget: { valueAsNumber: number } }) =>
      onChange(Number.isNaN(valueAsNumber) ? "" : valueAsNumber);
    return (
      <TextInput {...common} type="number" min={minimum} max={maximum} placeholder={usual} value={typeof value === "number" ? value : ""} onChange={count} />
    );
  }
  const text = typeof value === "string" ? value : "";
  const write = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  if (kind === "secret") return <PasswordInput {...common} autoComplete="off" value={text} onFocus={takeWhole} onChange={write} />;
  if (kind === "long-secret")
    return <Textarea {...common} autosize minRows={2} maxRows={6} spellCheck={false} value={text} onFocus={takeWhole} onChange={write} />;
  if (kind === "list") return <List {...field} />;
  if (kind === "several") return <Several {...field} />;
  return (
    <TextInput
      {...common}
      type={schema.input ?? "text"}
      placeholder={schema.default === undefined ? undefined : String(schema.default)}
      spellCheck={false}
      value={text}
      onChange={write}
    />
  );
}

/** A secret that is kept is replaced as a whole: what is typed must not stand behind "(kept)". */
function takeWhole({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) {
  if (currentTarget.value === "(kept)") currentTarget.select();
}

/** Any of a few values, ticked. None is the default. */
function Several({ name, schema, isRequired, value, problem, onChange }: Field) {
  const all = schema.items?.enum ?? [];
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const choose = (ticked: readonly string[]) => onChange(ticked.length > 0 ? all.filter((each) => ticked.includes(each)) : undefined);
  return (
    <Checkbox.Group
      className="schema-row"
      size="xs"
      label={titleOf(name, schema)}
      description={schema.description}
      required={isRequired}
      error={problem}
      value={chosen}
      onChange={choose}
    >
      <div className="schema-several">
        {all.map((each) => (
          <Checkbox key={each} size="xs" value={each} label={schema.words?.[each] ?? each} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function List({ name, schema, isRequired, value, problem, onChange }: Field) {
  const lines = Array.isArray(value) ? (value as readonly unknown[]).map(String).join("\n") : "";
  const [text, write] = useState(lines);
  return (
    <Textarea
      size="xs"
      label={titleOf(name, schema)}
      description={schema.description ? `${schema.description} One a line.` : "One a line."}
      required={isRequired}
      error={problem}
      autosize
      minRows={2}
      value={text}
      onChange={({ currentTarget }) => {
        write(currentTarget.value);
        const all = currentTarget.value
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean);
        onChange(all.length > 0 ? all : undefined);
      }}
    />
  );
}

function Pairs({ name, schema, isRequired, value, problem, onChange }: Field) {
  const [text, write] = useState(pairsText((value ?? {}) as Values));
  const { additionalProperties } = schema;
  const isNumber = typeof additionalProperties === "object" && kindOf(additionalProperties) === "number";
  return (
    <Textarea
      size="xs"
      label={titleOf(name, schema)}
      description={schema.description ?? "One a line, as in “name: value”."}
      required={isRequired}
      error={problem}
      autosize
      minRows={2}
      spellCheck={false}
      value={text}
      onChange={({ currentTarget }) => {
        write(currentTarget.value);
        const pairs = readPairs(currentTarget.value, isNumber);
        onChange(Object.keys(pairs).length > 0 ? pairs : undefined);
      }}
    />
  );
}
