import { z } from "zod";
import { UserError } from "../../core/user-error.ts";
import { FIELDS } from "./fields.ts";

const field = z.enum(FIELDS);

/** Amounts that stand in another file (or in the file's own rows), one per line of a document. */
const lineAmounts = z.strictObject({
  /** The file that holds the lines; without it the rows of the invoice file itself are lines. */
  file: z.string().optional(),
  /** The column of the lines that names the document. */
  key: z.string().optional(),
  /** The columns whose product is a line's amount; they stand in the lines or in the lookup. */
  multiply: z.array(z.string()).min(1).max(3),
  /** A price list: its key column has the same name in the lines. */
  lookup: z.strictObject({ file: z.string(), key: z.string() }).optional(),
  /** A column of the invoice file that is taken off once per document. */
  less: z.string().optional(),
  /** The same as a percentage of the sum. */
  lessPercent: z.string().optional(),
});

const fileSettings = {
  mode: z.enum(["movements", "snapshot"]).optional(),
  columns: z.record(z.string(), field.nullable()).optional(),
  constants: z.partialRecord(field, z.string()).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
  dateOrder: z.enum(["ymd", "dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  /** How money received is written; the opposite sign is money paid back. */
  paymentSign: z.enum(["positive", "negative"]).optional(),
  lineAmounts: lineAmounts.optional(),
};

const schema = z.strictObject({
  $schema: z.string().optional(),
  about: z.string().optional(),
  ...fileSettings,
  /** Settings of single files, by name; `*` stands for any text. They add to those above. */
  files: z.record(z.string(), z.strictObject({ ...fileSettings, serves: z.boolean().optional() })).optional(),
});

export type MappingFile = z.infer<typeof schema>;
export type LineAmounts = z.infer<typeof lineAmounts>;

/** What a mapping says of one file. */
export interface Mapping extends Omit<MappingFile, "files" | "about" | "$schema"> {
  /** The file only serves others (lines, price lists) and holds no documents of its own. */
  readonly serves?: boolean;
}

/** Reads a mapping file (JSON). Throws a UserError that names the place of a mistake. */
export function readMapping(text: string, name: string): MappingFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError("mapping-invalid", `The mapping ${name} is no JSON: ${(error as Error).message}.`);
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 3).map((issue) => `${issue.path.join(".") || "top level"}: ${issue.message}`);
  throw new UserError("mapping-invalid", `The mapping ${name} cannot be used. ${issues.join("; ")}. docs/guides/import.md lists what it may hold.`);
}

/** The settings for one file: those of the first matching entry of `files`, on top of the common ones. */
export function mappingOf(file: MappingFile, fileName: string): Mapping {
  const { files, about: _about, $schema: _schema, ...common } = file;
  const own = Object.entries(files ?? {}).find(([pattern]) => matches(pattern, fileName))?.[1];
  if (!own) return common;
  return { ...common, ...own, columns: { ...common.columns, ...own.columns }, constants: { ...common.constants, ...own.constants } };
}

/** Whether a file name fits a pattern in which `*` stands for any text; upper and lower case are the same. */
export function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(name);
}
