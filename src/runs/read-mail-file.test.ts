import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mailDocument, readMailFile } from "./read-mail-file.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-mail-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const BOUNCE = ["From: MAILER-DAEMON@relay.example", "Subject: failure notice", "", "<anna@customer.example>:", "550 5.1.1 user unknown", ""].join("\n");

test("the document of a message has exactly what is promised", async () => {
  const mail = await readMailFile({ file: fileOf("bounce.eml", BOUNCE), today: null });
  expect(mailDocument(mail)).toEqual({
    kind: "bounce",
    recipients: [{ address: "anna@customer.example", status: "5.1.1", permanent: true, reason: "mailbox-unknown" }],
    until: null,
    text: "<anna@customer.example>:\n550 5.1.1 user unknown",
    intent: [],
  });
});

test("standard input is read to its end", async () => {
  async function* input(): AsyncGenerator<Uint8Array> {
    for (const part of BOUNCE.split(" ")) yield new TextEncoder().encode(`${part} `);
  }
  expect((await readMailFile({ file: "-", today: "2026-11-24", input: input() })).kind).toBe("bounce");
});

test("what is no message is refused with what to do", async () => {
  const refused = (file: string) => expect(readMailFile({ file, today: null })).rejects;
  await refused(join(folder, "missing.eml")).toMatchObject({ code: "file-unreadable", message: expect.stringContaining("does not exist") });
  await refused(folder).toMatchObject({ code: "file-unreadable", message: expect.stringContaining("folder") });
  await refused(fileOf("empty.eml", "\r\n \n")).toMatchObject({ code: "mail-empty" });
  await refused(fileOf("large.eml", new Uint8Array(25 * 1024 * 1024 + 1).fill(0x61))).toMatchObject({ code: "mail-too-large" });
});
