/** A JSON Schema, as far as a form is drawn from it. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly secret?: boolean;
  /** Drawn only where another field of the group has this value. */
  readonly when?: { readonly field: string; readonly is: string };
  /** Seldom needed: stands under "More". */
  readonly rare?: boolean;
  readonly enum?: readonly string[];
  /** The values of `enum` in words, and which of them holds where none is set and there is no default. */
  readonly words?: Readonly<Record<string, string>>;
  readonly usual?: string;
  /** What it means that none is chosen, where neither holds: "As the procedure says". */
  readonly unset?: string;
  /** What a text is typed into, where it is no plain line. */
  readonly input?: "time";
  readonly const?: unknown;
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type Values = Readonly<Record<string, unknown>>;

export type FieldKind = "choice" | "flag" | "number" | "secret" | "long-secret" | "text" | "list" | "several" | "pairs" | "group" | "forms";

/** A key is many lines long, a password one. */
const LONG_SECRET_LETTERS = 1000;

/** What a field is drawn as. */
export function kindOf(schema: Schema): FieldKind {
  if (schema.enum) return "choice";
  if (schema.anyOf || schema.oneOf) return "forms";
  if (schema.type === "object") return schema.properties ? "group" : "pairs";
  if (schema.type === "array") return schema.items?.enum ? "several" : "list";
  if (schema.type === "boolean") return "flag";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.secret) return (schema.maxLength ?? 0) > LONG_SECRET_LETTERS && /key|pem/i.test(schema.title ?? "") ? "long-secret" : "secret";
  return "text";
}

/** The field's own title, else its name in words: "bounceDomain" is "Bounce domain". */
export function titleOf(name: string, schema: Schema): string {
  if (schema.title) return schema.title;
  const words = name.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The forms that a group may have, told apart by the field that has one fixed value in each ("provider"). */
export function formsOf(schema: Schema): { readonly field: string; readonly forms: readonly { readonly value: string; readonly schema: Schema }[] } | null {
  const all = schema.oneOf ?? schema.anyOf ?? [];
  const fixed = (form: Schema) => Object.entries(form.properties ?? {}).filter(([, { const: value }]) => typeof value === "string");
  const field = all.flatMap((form) => fixed(form).map(([name]) => name))[0];
  if (field === undefined) return null;
  return {
    field,
    forms: all.flatMap((form) => {
      const value = form.properties?.[field]?.const ?? form.properties?.[field]?.default;
      return typeof value === "string" ? [{ value, schema: form }] : [];
    }),
  };
}

/** The fields of a group that are drawn, given what is filled in: those of the chosen form, and only where their condition holds. */
export function fieldsOf(schema: Schema, values: Values): readonly (readonly [string, Schema])[] {
  const forms = formsOf(schema);
  const chosen = forms ? (forms.forms.find(({ value }) => value === values[forms.field]) ?? forms.forms[0]!).schema : schema;
  return Object.entries(chosen.properties ?? {}).filter(
    ([name, { const: fixed, when }]) => fixed === undefined && name !== forms?.field && (!when || values[when.field] === when.is),
  );
}

/** Sets one field; what is empty is absent, so that the default holds. */
export function withField(values: Values, name: string, value: unknown): Values {
  const { [name]: _before, ...rest } = values;
  return value === "" || value === undefined || value === null ? rest : { ...rest, [name]: value };
}

/** "gmail.com: 20", one a line, as they are typed. */
export function pairsText(pairs: Values): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join("\n");
}

export function readPairs(text: string, isNumber: boolean): Values {
  const lines = text.split("\n").flatMap((line) => {
    const at = line.lastIndexOf(":");
    const name = (at < 0 ? line : line.slice(0, at)).trim();
    const value = at < 0 ? "" : line.slice(at + 1).trim();
    return name === "" ? [] : [[name, isNumber && value !== "" && Number.isFinite(Number(value)) ? Number(value) : value] as const];
  });
  return Object.fromEntries(lines);
}

/** What a form that was never filled in begins with: where one thing alone is usually set up, its fields. */
export function beginning(schema: Schema): Values {
  const usual = Object.entries(schema.properties ?? {}).filter(([, { rare }]) => !rare);
  const [name, only] = usual[0] ?? [];
  return name !== undefined && only && usual.length === 1 && kindOf(only) === "group" ? { [name]: {} } : {};
}

/** Whether a field says something that its default does not. */
export function isSet(schema: Schema, value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== schema.default;
}

/** What a form sends: a tick that must be there and was never touched is not ticked. */
export function completed(schema: Schema, values: Values): Values {
  const drawn = fieldsOf(schema, values).flatMap(([name, field]): [string, unknown][] => {
    const value = values[name];
    const kind = kindOf(field);
    if (kind === "flag" && value === undefined && schema.required?.includes(name)) return [[name, false]];
    const isGroup = (kind === "group" || kind === "forms") && value !== undefined;
    return isGroup ? [[name, completed(field, value as Values)]] : [];
  });
  return { ...values, ...Object.fromEntries(drawn) };
}

/** Whether two fillings of a form say the same, in whatever order their fields stand. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return one === other;
  const [a, b] = [one as Values, other as Values];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Array.isArray(one) === Array.isArray(other) && [...names].every((name) => isSame(a[name], b[name]));
}
