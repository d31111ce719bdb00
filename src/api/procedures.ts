import { createRoute, z } from "@hono/zod-openapi";
import { showProcedure } from "../runs/procedure-report.ts";
import { findProcedure } from "../runs/procedure-source.ts";
import { answers } from "./answers.ts";
import { day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const procedure = z
  .object({
    name: z.string(),
    version: z.number(),
    about: z.string(),
    from: z.enum(["built-in", "saved", "file"]),
    calendar: z
      .array(z.object({ day: z.number(), what: z.string(), payBy: z.number().nullable(), businessDaysLater: z.number() }))
      .readonly()
      .openapi({ description: "What it does with an invoice that nobody pays; days after the due date." }),
    versions: z.array(z.object({ version: z.number(), by: z.string(), on: day, reason: z.string() })).readonly(),
    text: z.string().openapi({ description: "As it is written, in YAML." }),
  })
  .openapi("Procedure");

const read = createRoute({
  method: "get",
  path: "/{name}",
  request: {
    // A name and never a file: the command line reads files too.
    params: z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, "a procedure is named in small letters, digits and dashes") }),
    query: z.object({ version: z.coerce.number().int().positive().optional() }),
  },
  responses: answers(procedure, "A dunning procedure with its calendar, and who saved which version."),
});

/** The dunning procedures, to be read. They are changed by `firmly procedure save`. */
export function procedures({ store }: ServerContext) {
  return addresses().openapi(read, async (context) => {
    const { name } = context.req.valid("param");
    const { version } = context.req.valid("query");
    const source = await findProcedure(() => Promise.resolve(store), version === undefined ? name : `${name}@${version}`);
    return context.json(showProcedure(source), 200);
  });
}
