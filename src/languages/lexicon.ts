import { z } from "zod";
import { expressionOf } from "../core/letter/lint/patterns.ts";
import { CUSTOMARY, type ElementId, REQUIRED } from "../core/letter/elements.ts";

const ELEMENTS = [...new Set([...Object.values(REQUIRED), ...Object.values(CUSTOMARY)].flat())] as [ElementId, ...ElementId[]];

/** A regular expression that compiles; patterns are matched without regard to case, with Unicode. */
const pattern = z.string().refine((text) => {
  try {
    return Boolean(expressionOf(text));
  } catch {
    return false;
  }
}, "is no regular expression");
const patterns = z.array(pattern);

/** Checks a language's lint.yaml. */
export const lexiconSchema = z.strictObject({
  vagueDeadlines: patterns,
  paymentRequests: patterns,
  deadlineWords: patterns,
  referredDays: patterns,
  threats: patterns,
  reproaches: patterns,
  disclosures: patterns,
  debtWords: patterns,
  oversights: patterns,
  lastWords: patterns,
  negotiations: patterns,
  politeAddress: patterns,
  familiarAddress: patterns,
  commonWords: z.array(z.string().regex(/^\p{Ll}[\p{Ll}'’]*$/u, "is no word in lower case")).min(25),
  interestWords: patterns.default([]),
  thirtyDayNotices: patterns,
  consequences: z.strictObject({
    hint: patterns,
    warning: patterns,
    kinds: z.strictObject({ agency: patterns, attorney: patterns, "credit-report": patterns, "credit-terms": patterns }),
  }),
  blanks: patterns,
  capitals: z.array(z.string()),
  daysPastDue: patterns,
  salutations: patterns,
  abbreviations: z.array(z.string()),
  elements: z.partialRecord(z.enum(ELEMENTS), z.strictObject({ present: patterns, unsure: patterns.optional() })),
  elementNames: z.record(z.enum(ELEMENTS), z.string()),
});
