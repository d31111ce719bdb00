import { createRoute, z } from "@hono/zod-openapi";
import { STEPS } from "../core/process/procedure.ts";
import { readJson } from "../runs/lint-data.ts";
import { lintLetterText } from "../runs/lint-letter-text.ts";
import { formatOf } from "../runs/lint-run.ts";
import { answers, jsonBody } from "./answers.ts";
import { addresses } from "./server-context.ts";

const step = z.enum(STEPS);
const language = z.string().max(35).openapi({ example: "de-CH" });
const facts = z
  .unknown()
  .openapi({ description: "One decision of a proposal, or a whole one, as the command line prints it; without it some checks say `unsure`." });

const finding = z
  .object({
    check: z.string().openapi({ example: "L04" }),
    code: z.string().openapi({ example: "vague-deadline" }),
    severity: z.enum(["E", "W"]).openapi({ description: "E: must not leave; W: needs a reason." }),
    line: z.number(),
    column: z.number(),
    message: z.string(),
    suggestion: z.string(),
  })
  .openapi("LintFinding");

const report = z
  .object({
    step,
    language: z.string(),
    findings: z.array(finding),
    elements: z.object({ present: z.array(z.string()), missing: z.array(z.string()), unsure: z.array(z.string()) }),
    unsure: z.array(z.string()).openapi({ description: "Checks that too little was known for." }),
    passed: z.boolean(),
  })
  .openapi("LintReport");

const checkText = createRoute({
  method: "post",
  path: "/",
  description: "Checks the text of a letter, Firmly's own or anybody's. Nothing is stored.",
  request: { body: jsonBody(z.object({ text: z.string(), step, language, facts: facts.optional() })) },
  responses: answers(report, "What was found, with the place and a suggestion each."),
});

const checkFile = createRoute({
  method: "post",
  path: "/file",
  description: "The same of a file (txt, md, html, eml or pdf, told by its name), 1 MB at most.",
  request: {
    body: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: z.object({
            file: z.instanceof(File).openapi({ type: "string", format: "binary" }),
            step,
            language,
            facts: z.string().optional().openapi({ description: "As JSON." }),
            window: z.string().optional().openapi({ description: "Of a PDF: the envelope's window profile.", example: "din-5008-b" }),
          }),
        },
      },
    },
  },
  responses: answers(report, "What was found, with the place and a suggestion each. Of a PDF also its fonts, links and page numbers are looked at."),
});

/** The linter, for other systems that send letters. */
export function lint() {
  return addresses()
    .openapi(checkText, async (context) => context.json(copyOf(await lintLetterText(context.req.valid("json"))), 200))
    .openapi(checkFile, async (context) => {
      const { file, facts: known, ...asked } = context.req.valid("form");
      const bytes = new Uint8Array(await file.arrayBuffer());
      const json = known ? readJson(new TextEncoder().encode(known), "facts") : null;
      return context.json(copyOf(await lintLetterText({ ...asked, bytes, format: formatOf(file.name), facts: json })), 200);
    });
}

/** The lists of a report are not to be changed; those of a schema's type may be. */
function copyOf({ findings, elements, unsure, ...rest }: Awaited<ReturnType<typeof lintLetterText>>) {
  const { present, missing, unsure: perhaps } = elements;
  return { ...rest, findings: [...findings], unsure: [...unsure], elements: { present: [...present], missing: [...missing], unsure: [...perhaps] } };
}
