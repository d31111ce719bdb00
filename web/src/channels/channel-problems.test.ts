import { expect, test } from "vitest";
import { ProblemError } from "../api.ts";
import { channelProblems } from "./channel-problems.ts";
import { completed, type Schema } from "./schema.ts";

const schema: Schema = {
  type: "object",
  required: ["host", "secure"],
  properties: {
    host: { type: "string" },
    secure: { type: "boolean" },
    dkim: { type: "object", required: ["domain"], properties: { domain: { type: "string" } } },
    perDomain: { type: "object", additionalProperties: { type: "integer" } },
  },
};

const refused = (...lines: readonly string[]) =>
  new ProblemError(400, "settings-invalid", ["Mend these and try again:", ...lines.map((line) => `  ${line}`)].join("\n"));

test("what the server refuses stands at its field, however deep; a pair at the field that holds it", () => {
  const error = refused(
    "channels.email.host: is missing; write text",
    "channels.email.dkim.domain: must be a domain",
    "channels.email.perDomain.a b: must be a domain",
  );
  const { at, rest } = channelProblems(error, "channels.email", schema, { dkim: {} });
  expect([...at]).toEqual([
    ["host", "Is missing; write text"],
    ["dkim.domain", "Must be a domain"],
    ["perDomain", '"a b" must be a domain'],
  ]);
  expect(rest).toBeNull();
});

test("what is wrong with several lines of one field is told in sentences, and what is the same only once", () => {
  const days = { ...schema, properties: { days: { type: "array", items: { type: "string" } } } };
  const error = refused(
    "schedule.days.0: must be a day",
    "schedule.days.1: must be a day",
    'schedule.days.2: did you mean "mon"?',
    "schedule.days: is too long",
  );
  expect([...channelProblems(error, "schedule", days, {}).at]).toEqual([["days", 'Must be a day. Did you mean "mon"? Is too long']]);
});

test("what belongs to no field of the form is told below it", () => {
  const { at, rest } = channelProblems(
    refused("channels.mode: can be live only with a channel", "channels.email.host: is missing"),
    "channels.email",
    schema,
    {},
  );
  expect([...at.keys()]).toEqual(["host"]);
  expect(rest?.message).toBe("Mend these and try again: channels.mode: can be live only with a channel");
  const other = new Error("gone");
  expect(channelProblems(other, "channels.email", schema, {}).rest).toBe(other);
});

test("a tick that must be there and was never touched is not ticked", () => {
  expect(completed(schema, { host: "a" })).toEqual({ host: "a", secure: false });
  expect(completed(schema, { secure: true })).toEqual({ secure: true });
});
