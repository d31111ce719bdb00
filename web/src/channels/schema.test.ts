import { expect, test } from "vitest";
import { beginning, fieldsOf, formsOf, isSame, isSet, kindOf, pairsText, readPairs, titleOf, type Schema, withField } from "./schema.ts";

const post: Schema = {
  oneOf: [
    { type: "object", properties: { provider: { type: "string", const: "folder", default: "folder" }, folder: { type: "string" } } },
    { type: "object", properties: { provider: { type: "string", const: "lob" }, apiKey: { type: "string", secret: true } } },
  ],
};

test("what a field is drawn as", () => {
  expect(kindOf({ type: "string" })).toBe("text");
  expect(kindOf({ type: "string", secret: true })).toBe("secret");
  expect(kindOf({ type: "string", secret: true, maxLength: 10_000, title: "Private key" })).toBe("long-secret");
  expect(kindOf({ type: "string", enum: ["a"] })).toBe("choice");
  expect(kindOf({ type: "integer" })).toBe("number");
  expect(kindOf({ type: "array", items: { type: "string" } })).toBe("list");
  expect(kindOf({ type: "array", items: { enum: ["mon"] } })).toBe("several");
  expect(kindOf({ type: "object", additionalProperties: { type: "integer" } })).toBe("pairs");
  expect(kindOf({ type: "object", properties: {} })).toBe("group");
  expect(kindOf(post)).toBe("forms");
  expect(titleOf("bounceDomain", {})).toBe("Bounce domain");
});

test("of several forms only the chosen one's fields are drawn, the first where none is chosen", () => {
  expect(formsOf(post)).toMatchObject({ field: "provider", forms: [{ value: "folder" }, { value: "lob" }] });
  expect(fieldsOf(post, {}).map(([name]) => name)).toEqual(["folder"]);
  expect(fieldsOf(post, { provider: "lob" }).map(([name]) => name)).toEqual(["apiKey"]);
});

test("a field with a condition is drawn where it holds", () => {
  const schema: Schema = { type: "object", properties: { pdf: { type: "string" }, linkBase: { type: "string", when: { field: "pdf", is: "linked" } } } };
  expect(fieldsOf(schema, {}).map(([name]) => name)).toEqual(["pdf"]);
  expect(fieldsOf(schema, { pdf: "linked" }).map(([name]) => name)).toEqual(["pdf", "linkBase"]);
});

test("a form of one thing begins with its fields; one of several, or of none that is usual, with nothing", () => {
  const group: Schema = { type: "object", properties: { host: { type: "string" } } };
  expect(beginning({ properties: { imap: group, webhook: { ...group, rare: true } } })).toEqual({ imap: {} });
  expect(beginning({ properties: { imap: group, webhook: group } })).toEqual({});
  expect(beginning({ properties: { host: { type: "string" } } })).toEqual({});
  expect(beginning(post)).toEqual({});
});

test("a field is set where it says something that its default does not", () => {
  expect(isSet({ type: "integer", default: 25 }, 25)).toBe(false);
  expect(isSet({ type: "integer", default: 25 }, 30)).toBe(true);
  expect(isSet({ type: "object" }, {})).toBe(false);
  expect(isSet({ type: "object" }, { en: "Amy" })).toBe(true);
  expect(isSet({ type: "string" }, undefined)).toBe(false);
});

test("an empty field is absent", () => {
  expect(withField({ host: "a", port: 25 }, "host", "")).toEqual({ port: 25 });
  expect(withField({ host: "a" }, "host", "b")).toEqual({ host: "b" });
});

test("pairs are read as they were shown", () => {
  const pairs = { "gmail.com": 20, "web.de": 5 };
  expect(readPairs(pairsText(pairs), true)).toEqual(pairs);
  expect(readPairs("a: x\n\n b : y ", false)).toEqual({ a: "x", b: "y" });
  expect(readPairs("a: many", true)).toEqual({ a: "many" });
});

test("a form is changed where it says something else, not where its fields stand in another order", () => {
  const stored = { host: "a", port: 25, perDomain: { "a.com": 1, "b.com": 2 }, days: ["mon", "fri"] };
  expect(isSame(stored, { days: ["mon", "fri"], perDomain: { "b.com": 2, "a.com": 1 }, port: 25, host: "a", user: undefined })).toBe(true);
  for (const other of [
    { ...stored, user: "ar" },
    { ...stored, port: 26 },
    { ...stored, days: ["mon"] },
    { ...stored, perDomain: {} },
    { ...stored, days: undefined },
  ])
    expect(isSame(stored, other)).toBe(false);
});
