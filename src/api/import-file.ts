import { z } from "@hono/zod-openapi";
import { amount, day } from "./decision.ts";

/** The JSON face of a file that is handed in: what was received, what it holds, what became of it. */
export const upload = z.object({ id: z.string(), name: z.string(), size: z.number().openapi({ description: "Bytes." }) }).openapi("Upload");

const problem = z.object({ line: z.number(), code: z.string(), message: z.string() });

const entry = z.object({
  kind: z.string(),
  document: z.string(),
  debtor: z.object({ id: z.string(), name: z.string().nullable() }),
  issued: day.nullable(),
  due: day.nullable(),
  amount: amount.nullable(),
  open: amount.nullable(),
  currency: z.string().nullable(),
});

const statement = z.object({
  account: z.string(),
  currency: z.string().nullable(),
  number: z.string().nullable(),
  opening: amount.nullable(),
  closing: amount.nullable(),
  transactions: z
    .array(
      z.object({
        booked: day,
        amount,
        payer: z.object({ name: z.string().nullable(), iban: z.string().nullable() }),
        text: z.string(),
        reversal: z.boolean(),
      }),
    )
    .readonly(),
});

const table = z.object({
  headingLine: z.number(),
  mapping: z.record(z.string(), z.any()),
  fields: z.array(z.string()).readonly(),
  columns: z
    .array(
      z.object({
        heading: z.string(),
        field: z.string().nullable().openapi({ description: "null: the column is left alone." }),
        confidence: z.number().openapi({ description: "From 0 to 1." }),
        isNamed: z.boolean().openapi({ description: "It can be told from the others by its heading." }),
      }),
    )
    .readonly(),
  rows: z
    .array(
      z.object({
        line: z.number(),
        cells: z.array(z.string()).readonly(),
        read: z
          .object({
            kind: z.string(),
            document: z.string(),
            debtor: z.string(),
            due: z.string().nullable(),
            amount: z.string().nullable(),
            currency: z.string().nullable(),
          })
          .nullable(),
        problems: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});

export const importPreview = z
  .object({
    format: z.string(),
    confidence: z.number(),
    table: table.nullable().openapi({ description: "A table's own first rows, and how they are read." }),
    confirmed: z.object({ by: z.string(), on: day }).nullable().openapi({ description: "Who confirmed before how these headings are read." }),
    isSnapshot: z.boolean().openapi({ description: "A list of what is open: what it leaves out counts as settled." }),
    entries: z.array(entry).readonly().openapi({ description: "The first of them." }),
    counts: z.array(z.object({ kind: z.string(), currency: z.string().nullable(), count: z.number(), amount: amount.nullable() })).readonly(),
    statements: z.array(statement).readonly(),
    transactions: z.number(),
    problems: z.array(problem.extend({ severity: z.enum(["warning", "error", "fatal"]) })).readonly(),
    problemCount: z.number(),
    leftOut: z.number().openapi({ description: "Lines that cannot be read." }),
    partialHelps: z.boolean().openapi({ description: "The rest could be imported without them." }),
    refused: z.boolean(),
    bankAccounts: z.array(z.object({ id: z.string(), iban: z.string() })).readonly(),
  })
  .openapi("ImportPreview");

const counts = { matched: z.number().optional(), proposed: z.number().optional(), unapplied: z.number().optional() };

export const importReport = z
  .object({
    refused: z.boolean(),
    partialHelps: z.boolean(),
    files: z.array(
      z.object({
        file: z.string(),
        format: z.string(),
        read: z.number(),
        new: z.number(),
        known: z.number(),
        changed: z.number(),
        settled: z.number().optional(),
        problems: z.array(problem).readonly(),
        leftOut: z.number(),
        ...counts,
      }),
    ),
    ...counts,
  })
  .openapi("ImportReport");
