import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailsOf } from "./mail-files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "firmly-mails-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, "latin1");
  return path;
}

async function read(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { bytes, isWhole } of mailsOf(paths)) {
    expect(isWhole).toBe(true);
    found.push(Buffer.from(bytes).toString("latin1"));
  }
  return found;
}

test("a file is one message, a folder as many as it has, and what is no mail is left", async () => {
  const inside = join(folder, "many");
  mkdirSync(inside);
  for (const [name, content] of [
    ["b.eml", "Subject: b\n\nb"],
    ["a.EML", "Subject: a\n\na"],
    ["notes.txt", "no mail"],
  ] as const)
    writeFileSync(join(inside, name), content);
  const single = put("one.eml", "Subject: one\r\n\r\n\xe9 From me\r\n");
  expect(await read(single, inside)).toEqual(["Subject: one\r\n\r\n\xe9 From me\r\n", "Subject: a\n\na", "Subject: b\n\nb"]);
});

test("an mbox is taken apart at its lines that begin with From after an empty one, and only there", async () => {
  const first = "Subject: 1\n\none\nFrom here on\n>From quoted\n>>From twice\n\n";
  const mbox = `From a@x Mon Jun  1 08:00:00 2026\n${first}From b@x Mon Jun  1 09:00:00 2026\r\nSubject: 2\r\n\r\ntwo`;
  const messages = ["Subject: 1\n\none\nFrom here on\nFrom quoted\n>From twice\n\n", "Subject: 2\r\n\r\ntwo"];
  expect(await read(put("all.mbox", mbox))).toEqual(messages);
  expect(await read(put("without-ending", mbox))).toEqual(messages);
});

test("whatever messages an mbox is made of, they come out of it as they went in", async () => {
  // Every line begins with a letter other than F, so that nothing has to be quoted.
  const message = fc.array(fc.stringMatching(/^[a-e][ -~]{0,40}$/), { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join("\n")}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async (messages) => {
      const mbox = messages.map((each) => `From x@y Mon Jun  1 08:00:00 2026\n${each}\n`).join("");
      expect(await read(put("any.mbox", mbox))).toEqual(messages.map((each) => `${each}\n`));
    }),
    { numRuns: 50 },
  );
});

test("what cannot be read is said with its name", async () => {
  await expect(read(join(folder, "nothing.eml"))).rejects.toMatchObject({ code: "file-unreadable", message: expect.stringContaining("nothing.eml") });
});
