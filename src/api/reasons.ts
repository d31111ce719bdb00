import { createRoute, z } from "@hono/zod-openapi";
import { readLanguage } from "../languages/read.ts";
import { answers } from "./answers.ts";
import { addresses } from "./server-context.ts";

const read = createRoute({
  method: "get",
  path: "/",
  responses: answers(z.record(z.string(), z.string()), "The catalogue of reasons: a sentence per code, with {values} to fill in."),
});

/** Why something happens or not, as sentences: one catalogue for the command line, the API and the web. */
export function reasons() {
  return addresses().openapi(read, (context) => context.json({ ...readLanguage("en").reasons }, 200));
}
