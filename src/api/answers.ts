import { z } from "@hono/zod-openapi";

const problem = z
  .object({ type: z.string(), title: z.string(), status: z.number(), code: z.string(), detail: z.string() })
  .openapi("Problem", { description: "RFC 9457. `code` is stable, `detail` says what to do." });

type Answered<S extends z.ZodType> = { 200: { description: string; content: { "application/json": { schema: S } } } };

/** The answers of an address: its JSON, or a problem. Problems are thrown, so the type that clients see names the 200 only. */
export function answers<S extends z.ZodType>(schema: S, description: string): Answered<S> {
  const answered: Answered<S> = { 200: { description, content: { "application/json": { schema } } } };
  return Object.assign(answered, { "4XX": { description: "The request cannot be done.", content: { "application/problem+json": { schema: problem } } } });
}

/** A required JSON body. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } } as const;
}
