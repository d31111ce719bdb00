import { createRoute, z } from "@hono/zod-openapi";
import { WORDING_KINDS } from "../core/letter/template-kind.ts";
import { todayFor } from "../runs/clock.ts";
import { previewWording } from "../runs/house/draft-preview.ts";
import { saveWording } from "../runs/house/save-wording.ts";
import { findWording, listWordings, variablesFor } from "../runs/house/wording-source.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, creditorId, day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const kind = z.enum(WORDING_KINDS);
const params = z.object({ language: z.string().regex(/^[a-z]{2,3}$/, "a language looks like en"), kind });
const text = z.string().max(80_000);

const problem = z
  .object({
    severity: z.enum(["E", "W"]),
    code: z.string(),
    line: z.number(),
    column: z.number(),
    message: z.string(),
    suggestion: z.string(),
  })
  .openapi("WordingProblem", { description: "E: it cannot be saved. W: letters made with it may wait for a person." });

const listed = z.object({
  language: z.string(),
  kind,
  version: z.number().openapi({ description: "0: Firmly's own." }),
  by: z.string().nullable(),
  on: day.nullable(),
  reason: z.string().nullable(),
});

const wording = z
  .object({
    creditor: z.string(),
    language: z.string(),
    kind,
    version: z.number().openapi({ description: "0: Firmly's own." }),
    text: z.string().openapi({ description: "Liquid in Markdown; phrases in YAML." }),
    firmlys: z.string(),
    versions: z.array(z.object({ version: z.number(), by: z.string(), on: day, reason: z.string(), text: z.string() })).readonly(),
    variables: z.array(z.object({ name: z.string(), meaning: z.string() })).readonly(),
  })
  .openapi("Wording");

export const drawnLetter = z
  .object({ subject: z.string(), text: z.string(), html: z.string(), picture: z.object({ svg: z.string(), pages: z.number() }) })
  .openapi("DraftLetter");

const list = createRoute({
  method: "get",
  path: "/",
  request: { query: z.object({ creditor: creditorId }) },
  responses: answers(z.object({ templates: z.array(listed) }), "Every letter in every language, and whose words it has."),
});
const read = createRoute({
  method: "get",
  path: "/{language}/{kind}",
  request: { params, query: z.object({ creditor: creditorId }) },
  responses: answers(wording, "A template with its versions and the values that it can print."),
});
const preview = createRoute({
  method: "post",
  path: "/{language}/{kind}/preview",
  request: {
    params,
    body: jsonBody(z.object({ creditor: creditorId, text, sample: z.string().max(100).nullable().default(null), account: accountId.nullable().default(null) })),
  },
  responses: answers(
    z.object({ problems: z.array(problem).readonly(), letter: drawnLetter.nullable(), samples: z.array(z.string()).readonly() }),
    "What is wrong with a text, and how a letter reads with it. Nothing is stored.",
  ),
});
const save = createRoute({
  method: "post",
  path: "/{language}/{kind}",
  request: {
    params,
    body: jsonBody(
      z.object({ creditor: creditorId, text: text.openapi({ description: "Empty: back to Firmly's own." }), reason: z.string().trim().min(1).max(500) }),
    ),
  },
  responses: answers(
    z.object({ version: z.number(), isNew: z.boolean(), problems: z.array(problem).readonly() }),
    "Saved as the next version, under the name of who is signed in.",
  ),
});

/** A creditor's own letters and phrases, in versions. */
export function templates({ store }: ServerContext) {
  return addresses()
    .openapi(list, async (context) => {
      const { creditor } = context.req.valid("query");
      await loadCreditor(store, creditor);
      return context.json({ templates: await listWordings(store.pool, creditor) }, 200);
    })
    .openapi(read, async (context) => {
      const { creditor } = context.req.valid("query");
      const name = { creditor, ...context.req.valid("param") };
      await loadCreditor(store, creditor);
      return context.json({ ...(await findWording(store.pool, name)), variables: variablesFor(name) }, 200);
    })
    .openapi(preview, async (context) => {
      const draft = context.req.valid("json");
      const asOf = await todayFor(store, draft.creditor);
      return context.json(await previewWording(store, { ...draft, ...context.req.valid("param"), asOf }), 200);
    })
    .openapi(save, async (context) => {
      const said = context.req.valid("json");
      const asOf = await todayFor(store, said.creditor);
      const { version, isNew, problems } = await saveWording(store, { ...said, ...context.req.valid("param"), by: context.var.person.name, asOf });
      return context.json({ version, isNew, problems }, 200);
    });
}
