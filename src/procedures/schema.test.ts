import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { listProcedures, procedureText, readProcedure } from "./read.ts";
import { procedureJsonSchema } from "./schema.ts";

const root = join(import.meta.dirname, "../..");

describe("the published form of a procedure", () => {
  // `npx vitest run --project=unit src/procedures/schema.test.ts -u` writes it anew.
  it("is what docs/procedure.schema.json says", async () => {
    await expect(`${JSON.stringify(procedureJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(join(root, "docs/procedure.schema.json"));
  });

  it("describes every value that a person writes", () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string) => {
      const { properties, anyOf = [] } = node as { properties?: Record<string, { description?: string }>; anyOf?: unknown[] };
      for (const [name, value] of Object.entries(properties ?? {})) {
        if (!value.description) undescribed.push(`${path}${name}`);
        walk(value, `${path}${name}.`);
      }
      for (const form of anyOf) walk(form, path);
    };
    walk(procedureJsonSchema(), "");
    // The one value of a group that its own name explains.
    expect(undescribed).toEqual(["charges.interest.rate"]);
  });

  it.each(listProcedures())("takes %s, which names it in its first line", (name) => {
    const text = procedureText(name);
    const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(join(import.meta.dirname, path!)).toBe(join(root, "docs/procedure.schema.json"));
    const published = z.fromJSONSchema(JSON.parse(readFileSync(join(root, "docs/procedure.schema.json"), "utf8")));
    expect(published.safeParse(parse(text)).error).toBeUndefined();
    expect(published.safeParse({ ...parse(text), graceDayz: 3 }).success).toBe(false);
  });

  it.each(listProcedures())("%s is the same procedure as JSON", (name) => {
    const data: object = parse(procedureText(name));
    const json = JSON.stringify({ $schema: "https://example.com/procedure.schema.json", ...data }, null, 2);
    expect(readProcedure(json, name)).toEqual(readProcedure(procedureText(name), name));
  });
});
