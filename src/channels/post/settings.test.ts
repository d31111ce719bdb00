import { describe, expect, test } from "vitest";
import { LOB, PINGEN } from "../../../test/support/post-settings.ts";
import { transitOf } from "../../core/letter/print-service.ts";
import { explainIssues } from "../../procedures/strict-object.ts";
import { postSettings } from "./settings.ts";

function wrong(settings: unknown): string {
  const read = postSettings.safeParse(settings, { reportInput: true });
  return read.success ? "" : explainIssues(read.error).trim();
}

describe("settings of the post", () => {
  test("without a provider are of a print folder, as they always were", () => {
    expect(postSettings.parse({ folder: "print" })).toEqual({ folder: "print", transitBusinessDays: 3 });
    expect(postSettings.parse({ folder: "print", transitBusinessDays: 2 })).toEqual({ folder: "print", transitBusinessDays: 2 });
    expect(postSettings.parse({ provider: "folder", folder: "print" })).toMatchObject({ folder: "print" });
  });

  test("of a service fill in what is usual", () => {
    expect(postSettings.parse(LOB)).toMatchObject({ service: "first-class", addressPage: "own", colour: false, duplex: true, api: "https://api.lob.com" });
    expect(postSettings.parse(PINGEN)).toMatchObject({ service: "cheap", addressPosition: "left", identity: "https://identity.pingen.com" });
  });

  test.each<[string, unknown, string]>([
    ["another provider", { provider: "lobb" }, 'provider: must be folder or lob or pingen, not "lobb". Did you mean "lob"?'],
    ["a folder for a service", { ...LOB, folder: "print" }, '"folder" is not known here'],
    ["a publishable key", { ...LOB, apiKey: "live_pub_123" }, "apiKey: must be a secret API key"],
    ["a sender abroad", { ...LOB, from: { ...LOB.from, state: "Kent" } }, "from.state: must be two capital letters"],
    ["no organisation", { ...PINGEN, organisation: "Oak" }, "organisation: must be the organisation's id"],
    ["an API in the clear", { ...LOB, api: "http://api.lob.com" }, "api: must be an https address"],
    ["an API with a password", { ...LOB, api: "https://a:b@api.lob.com" }, "api: must be an https address"],
    ["an API that only looks like this machine", { ...PINGEN, identity: "http://127.0.0.1.evil.example" }, "identity: must be an https address"],
  ])("refuse %s", (_case, settings, sentence) => expect(wrong(settings)).toContain(sentence));

  test("take an API on this machine", () => {
    expect(wrong({ ...LOB, api: "http://127.0.0.1:8080" })).toBe("");
    expect(wrong({ ...PINGEN, api: "http://localhost:1/", identity: "http://[::1]:2" })).toBe("");
  });
});

test("days in the post follow from the service and the country, unless they are set", () => {
  expect(transitOf({ folder: "print" } as object, "US")).toBe(3);
  expect(transitOf({ provider: "lob" }, "US")).toBe(6);
  expect(transitOf({ provider: "lob" }, "GB")).toBe(13);
  expect(transitOf({ provider: "lob" }, null)).toBe(13);
  expect(transitOf({ provider: "pingen" }, "CH")).toBe(5);
  expect(transitOf({ provider: "pingen", transitBusinessDays: 2 }, "FR")).toBe(2);
});
