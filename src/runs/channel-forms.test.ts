import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { channelForms, setMode, setUp } from "./channel-forms.ts";
import { applySettings } from "./settings.ts";
import { KEPT_SECRET } from "./settings-secrets.ts";

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
  await applySettings(store, [{ id: "c", name: "Creditor Ltd" }]);
});
afterAll(() => store.close());

async function formOf(name: string) {
  const { channels, besides } = await channelForms(store, "c");
  return [...channels, ...besides].find((form) => form.name === name)!;
}

test("every channel, the inbox and the schedule are drawn from their own schemas, with a title for each field", async () => {
  const { mode, channels, besides } = await channelForms(store, "c");
  expect(mode).toBe("outbox");
  expect([...channels, ...besides].map(({ path, settings }) => [path, settings])).toEqual([
    ["channels.email", null],
    ["channels.post", null],
    ["channels.voice", null],
    ["inbox", null],
    ["schedule", null],
  ]);
  for (const { path, schema } of [...channels, ...besides]) {
    const groups = (schema.oneOf ?? schema.anyOf ?? [schema]) as { properties: Record<string, { title?: string; const?: string }> }[];
    for (const { properties } of groups)
      for (const [field, { title, const: fixed }] of Object.entries(properties))
        if (fixed === undefined) expect([path, field, title]).toEqual([path, field, expect.stringMatching(/^[A-Z]/)]);
  }
});

test("what a form sets is in force, what it leaves out goes back to its default, and a secret that is shown as kept stays", async () => {
  const email = { host: "mail.example.com", port: 587, secure: false, user: "ar", password: "s3cret", from: "ar@example.com", perMinute: 30 };
  await setUp(store, "c", "email", email);
  const shown = (await formOf("email")).settings!;
  expect(shown).toMatchObject({ ...email, password: KEPT_SECRET });
  const { perMinute: _dropped, ...rest } = shown;
  await setUp(store, "c", "email", { ...rest, port: 465, secure: true });
  const { channels } = await loadCreditor(store, "c");
  expect(channels.email).toMatchObject({ port: 465, password: "s3cret" });
  expect(channels.email).not.toHaveProperty("perMinute");
});

test("the inbox and the schedule in the same way", async () => {
  await setUp(store, "c", "inbox", { imap: { host: "imap.example.com", user: "ar", password: "s3cret" } });
  expect((await formOf("inbox")).settings).toMatchObject({ imap: { host: "imap.example.com", port: 993, password: KEPT_SECRET } });
  await setUp(store, "c", "schedule", { dailyAt: "07:00", approveUpTo: "first" });
  expect((await formOf("schedule")).settings).toEqual({ dailyAt: "07:00", approveUpTo: "first" });
  await setUp(store, "c", "inbox", null);
  await setUp(store, "c", "schedule", null);
  expect([(await formOf("inbox")).settings, (await formOf("schedule")).settings]).toEqual([null, null]);
});

test("what is wrong is refused with its place, and nothing goes live without a way out", async () => {
  await expect(setUp(store, "c", "schedule", { dailyAt: "25:00" })).rejects.toThrow(/schedule\.dailyAt: must be a time of day/);
  await expect(setUp(store, "c", "pigeon", {})).rejects.toThrow(/nothing called "pigeon".*email, post, voice, inbox, schedule/);
  await setUp(store, "c", "email", null);
  await expect(setMode(store, "c", "live")).rejects.toThrow(/nothing could leave/);
  expect((await channelForms(store, "c")).mode).toBe("outbox");
});
