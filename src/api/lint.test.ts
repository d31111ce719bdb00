import { afterAll, beforeAll, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";

const LETTER = "Dear Ms Okafor,\n\nPlease pay £4,310.00 as soon as possible.\n\nKind regards\nLena Hart\n";

let store: Store;
let client: Awaited<ReturnType<typeof signedInClient>>;
beforeAll(async () => {
  store = await createTestStore();
  client = await signedInClient(store);
});
afterAll(() => store.close());

async function sendFile(name: string, text: string, facts?: string): Promise<Response> {
  const form = new FormData();
  for (const [key, value] of Object.entries({ step: "second", language: "en", ...(facts && { facts }) })) form.set(key, value);
  form.set("file", new File([text], name));
  const request = new Request("http://localhost:7070/api/lint/file", { method: "POST", body: form });
  return client.fetch("/api/lint/file", {
    method: "POST",
    body: await request.arrayBuffer(),
    headers: { "content-type": request.headers.get("content-type")! },
  });
}

test("a text and a file are checked alike", async () => {
  const answer = await client.api.lint.$post({ json: { text: LETTER, step: "second", language: "en-GB" } });
  expect(answer.status).toBe(200);
  const report = await answer.json();
  expect(report.passed).toBe(false);
  expect(report.findings).toContainEqual(expect.objectContaining({ check: "L04", code: "vague-deadline", line: 3, column: 22 }));
  expect(report.unsure).toContain("L05");
  const file = await sendFile("letter.html", `<p>${LETTER.replaceAll("\n\n", "</p><p>")}</p>`);
  expect(((await file.json()) as typeof report).findings.map(({ check, code }) => [check, code])).toEqual(
    report.findings.map(({ check, code }) => [check, code]),
  );
});

test("facts are compared with, and wrong ones refused with their place", async () => {
  const facts = { currency: "GBP", total: "4301.00" };
  const report = await (await client.api.lint.$post({ json: { text: LETTER, step: "second", language: "en", facts } })).json();
  expect(report.findings).toContainEqual(expect.objectContaining({ check: "L05", code: "amount-unknown" }));
  expect(report.unsure).not.toContain("L05");
  expect(((await (await sendFile("letter.txt", LETTER, JSON.stringify(facts))).json()) as typeof report).findings).toEqual(report.findings);
  const wrong = await sendFile("letter.txt", LETTER, '{"payBy":"soon"}');
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ code: "lint-data", detail: expect.stringContaining("payBy") });
});

test("what cannot be checked is said", async () => {
  expect(await (await sendFile("letter.pdf", "no PDF at all")).json()).toMatchObject({ code: "letter-pdf" });
  expect(
    (
      await client.fetch("/api/lint", {
        method: "POST",
        body: JSON.stringify({ text: LETTER, step: "fourth", language: "en" }),
        headers: { "content-type": "application/json" },
      })
    ).status,
  ).toBe(400);
  expect((await client.request("/api/lint", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).status).toBe(401);
});
